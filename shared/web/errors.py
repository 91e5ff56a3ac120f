"""What went wrong, said twice: as a problem document (RFC 9457) to programs, as a friendly page to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadRequest, HTTPException

from shared.kernel.errors import DomainError, Invalid, Unavailable
from shared.web.complaints import spoken
from shared.web.csrf import FormTooOld
from shared.web.logs import outline
from shared.web.texts import marked

log = structlog.get_logger()

PROBLEM = "application/problem+json"

# Status -> code, Dutch text: for what Flask and Werkzeug refuse by themselves.
WORDS: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", marked("Dit verzoek begrijpen we niet.")),
    401: ("unauthenticated", marked("Log eerst in.")),
    403: ("forbidden", marked("Dit is niet voor jou bedoeld.")),
    404: ("not_found", marked("Deze pagina kennen we niet.")),
    405: ("method_not_allowed", marked("Dit kan hier niet op deze manier.")),
    406: ("not_acceptable", marked("In deze vorm kunnen we het niet geven.")),
    409: ("conflict", marked("Dit past niet bij wat er al staat.")),
    410: ("gone", marked("Dit is er niet meer.")),
    412: ("precondition_failed", marked("Dit is intussen door iemand anders veranderd.")),
    413: ("too_large", marked("Dit is te groot om in één keer te versturen.")),
    414: ("address_too_long", marked("Dit adres is te lang.")),
    415: ("unsupported_media_type", marked("In deze vorm kunnen we het niet lezen.")),
    422: ("invalid", marked("Niet alles is goed ingevuld.")),
    428: ("precondition_required", marked("Zeg erbij van welke versie je uitging.")),
    429: ("too_many", marked("Dit ging te snel achter elkaar. Probeer het over een minuut opnieuw.")),
    500: ("our_mistake", marked("Dit ligt aan ons, niet aan jou. Probeer het straks nog eens.")),
    503: ("unavailable", marked("Dit lukt nu even niet. Probeer het over een minuut opnieuw.")),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is said about an error, in whichever form."""

    status: int
    code: str
    detail: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None

    def document(self) -> dict[str, Any]:
        """Return the problem document."""
        found: dict[str, Any] = {
            "type": f"urn:weerzien:problem:{self.code}",
            "title": self.code.replace("_", " "),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.errors or self.status == 422:
            found["errors"] = dict(self.errors)
        if self.id:
            found["id"] = self.id
        return found


def answer(problem: Problem) -> Response:
    """Return the response for ``problem``, in the form that the caller reads."""
    if _is_program():
        response = make_response(problem.document(), problem.status)
        response.content_type = PROBLEM
    else:
        response = make_response(_page(problem), problem.status)
    response.headers.extend(dict(problem.headers))
    return response


def of_domain(error: DomainError) -> Response:
    """Answer an error that the house itself raised."""
    fields = error.fields if isinstance(error, Invalid) else {}
    headers = {"WWW-Authenticate": 'Bearer realm="weerzien"'} if error.status == 401 and _is_program() else {}
    if error.status in {429, 503}:
        headers["Retry-After"] = str(error.params.get("seconds", 60))
    said = gettext(error.text, **error.params)
    translated = {name: [gettext(one) for one in reasons] for name, reasons in fields.items()}
    return answer(
        Problem(status=error.status, code=error.code, detail=said, errors=translated, headers=headers)
    )


def for_form(error: DomainError | None) -> dict[str, Any]:
    """Return what a page with a form says of an error: beside the fields that it names, else at the top."""
    fields = error.fields if isinstance(error, Invalid) else {}
    return {
        "error": str(gettext(error.text, **error.params)) if error and not fields else "",
        "errors": {name: [str(gettext(one)) for one in reasons] for name, reasons in fields.items()},
    }


def of_http(error: HTTPException) -> Any:
    """Answer an error that Flask, Werkzeug, webargs or flask-smorest raised."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    code, words = WORDS.get(status, WORDS[400] if status < 500 else WORDS[500])
    headers = dict(data.get("headers") or {})
    if status == 405:
        headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if status in {429, 503}:
        headers["Retry-After"] = "60"
    return answer(
        Problem(
            status=status,
            code=code,
            detail=str(data.get("message") or gettext(words)),
            errors=dict(_by_field(data.get("errors") or data.get("messages") or {})),
            headers=headers,
        )
    )


def of_database(error: DBAPIError) -> Response:
    """Answer a database that is away (503), or that refuses a value no check had foreseen (422)."""
    if isinstance(error, DataError):
        log.warning("value_refused_by_database", **outline(error))
        return of_domain(Invalid())
    if isinstance(error, OperationalError | InterfaceError) and _connection_lost(error):
        log.error("database_away", **outline(error))
        return of_domain(Unavailable())
    return of_accident(error)


def of_pool(error: PoolTimeout) -> Response:
    """Answer while all connections are taken."""
    log.error("database_busy", **outline(error))
    return of_domain(Unavailable())


def of_recursion(error: RecursionError) -> Any:
    """Answer JSON nested deeper than the parser of Python goes: not readable, and no mistake of ours."""
    return of_http(BadRequest()) if request.is_json else of_accident(error)


def of_accident(error: Exception) -> Response:
    """Answer what nobody foresaw: logged under an id, shown with that id and nothing else."""
    log.error("accident", **outline(error))
    code, words = WORDS[500]
    return answer(Problem(status=500, code=code, detail=gettext(words), id=g.get("request_id")))


def install(app: Flask) -> None:
    """Let every error of ``app`` be answered here."""
    app.register_error_handler(DomainError, of_domain)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(DBAPIError, of_database)
    app.register_error_handler(PoolTimeout, of_pool)
    app.register_error_handler(RecursionError, of_recursion)
    app.register_error_handler(Exception, of_accident)


def _connection_lost(error: DBAPIError) -> bool:
    # A serialisation failure or a lock timeout is an OperationalError too, with a state; a lost server has none,
    # or one of the classes 08 (connection) and 57 (the server is going down).
    state = getattr(error.orig, "sqlstate", None)
    return state is None or str(state)[:2] in {"08", "53", "57"}


def _is_program() -> bool:
    segments = request.path.split("/")
    if len(segments) > 2 and segments[2] == "api":
        return True
    best = request.accept_mimetypes.best_match(
        ["text/html", "application/json", PROBLEM], default="text/html"
    )
    return best != "text/html" or request.headers.get("X-Requested-With") == "weerzien"


def _page(problem: Problem) -> str:
    try:
        keeps = problem.code in {FormTooOld.code, "unauthenticated"} and request.method == "POST"
        typed = list(_typed()) if keeps else []
        return render_template(
            "layout/error.html",
            problem=problem,
            typed=typed,
            # Only a browser that says itself that the form was ours may send it again with one click.
            resend=request.full_path.rstrip("?")
            if problem.code == FormTooOld.code and request.headers.get("Sec-Fetch-Site") == "same-origin"
            else None,
        )
    except Exception as error:  # noqa: BLE001  the page about an error must not become one
        log.critical("error_page_failed", **outline(error))
        return problem.detail


def _typed() -> Iterator[tuple[str, str]]:
    """What somebody had typed, so that they can keep it; never a password or a token."""
    for name, value in request.form.items(multi=True):
        if value.strip() and not any(word in name for word in ("password", "token", "secret")):
            yield name, value


def _by_field(messages: Any, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Flatten webargs' messages to ``{"people.0.name": ["..."]}``; where the value stood is left out."""
    if isinstance(messages, str):
        yield prefix or "_", [spoken(messages)]
    elif isinstance(messages, list | tuple):
        yield prefix or "_", [spoken(str(one)) for one in messages]
    elif isinstance(messages, Mapping):
        for key, inner in messages.items():
            name = str(key)
            if not prefix and name in _LOCATIONS and isinstance(inner, Mapping):
                yield from _by_field(inner)
            else:
                yield from _by_field(inner, f"{prefix}.{name}" if prefix else name)


_LOCATIONS = frozenset({"json", "query", "form", "files", "headers", "cookies", "path", "json_or_form"})
