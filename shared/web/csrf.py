"""Two ways to know that a form came from a page of ours.

At the desk: a token bound to the session cookie (Flask-WTF). Behind a link there is no cookie: the page carries a
token of its own, signed, bound to what it is about and what it is for. The JSON API needs neither: a browser never
sends the bearer token by itself.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from shared.kernel.errors import DomainError
from shared.kernel.settings import settings
from shared.web.texts import marked

V = TypeVar("V")

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PAGE_TOKEN_FIELD = "page_token"  # noqa: S105  the name of a field
PAGE_TOKEN_SECONDS = 400 * 86_400


class FormTooOld(DomainError):
    """The token of a form is missing, wrong or of another session; what was typed is shown again."""

    status = 403
    code = "form_too_old"
    text = marked("Deze pagina stond te lang open of hoort bij een andere login. Er is niets veranderd.")


class PageTokenWrong(DomainError):
    """A form behind a link came without the token of its page."""

    status = 403
    code = "page_token_wrong"
    text = marked(
        "Dit formulier komt niet van onze pagina, of is verouderd. Open de link uit je mail nog eens."
    )


def own_token(view: V) -> V:
    """Mark a public view that checks a page token by itself, and so needs no cookie."""
    view._weerzien_own_token = True  # type: ignore[attr-defined]  # noqa: SLF001
    return view


def csrf_field() -> Markup:
    """Return the hidden field that every form at the desk carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def page_token(purpose: str, subject: UUID | str) -> str:
    """Return the token of a page behind a link: for one purpose (``answer``), about one thing (an invitation)."""
    return _signer(purpose).dumps(str(subject))


def page_token_field(purpose: str, subject: UUID | str) -> Markup:
    """Return the hidden field with the page token."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(PAGE_TOKEN_FIELD, page_token(purpose, subject))


def require_page_token(purpose: str, subject: UUID | str) -> None:
    """Raise PageTokenWrong unless the form that came in carries the token of its page."""
    given = request.form.get(PAGE_TOKEN_FIELD) or request.headers.get("X-Page-Token", "")
    try:
        about = _signer(purpose).loads(given, max_age=PAGE_TOKEN_SECONDS)
    except BadData:
        raise PageTokenWrong from None
    if about != str(subject):
        raise PageTokenWrong


def install(app: Flask) -> None:
    """Check the token of every form that changes something, except where another key is asked for."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form may stay open all day; the token lives as long as the session does.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no Referer at all (their addresses can hold tokens), so there is none to check.
        WTF_CSRF_SSL_STRICT=False,
    )
    CSRFProtect(app)
    app.before_request(_check)
    app.jinja_env.globals.update(csrf_field=csrf_field, page_token_field=page_token_field)


def _check() -> None:
    if request.method not in UNSAFE or request.url_rule is None or request.endpoint is None:
        return
    segments = request.url_rule.rule.split("/")
    if len(segments) > 2 and segments[2] in {"api", "a"}:
        return
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "_weerzien_own_token", False):
        return
    try:
        current_app.extensions["csrf"].protect()
    except BadRequest:
        raise FormTooOld from None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt=f"page token: {purpose}")
