"""Who is asking, and may they.

Nothing is open by accident: a guard before every request reads the rule of the route. ``/<service>/desk/*`` needs a
login with the role hr, ``/<service>/api/*`` the bearer token, ``/<service>/a/*`` is open because the link itself is
the key, and everything else is refused unless its view says ``@public`` or ``@allow(...)``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, session
from sqlalchemy import text
from werkzeug.wrappers import Response

from shared.kernel.errors import DomainError, Forbidden
from shared.kernel.settings import settings
from shared.web.navigation import LOGIN_PATH
from shared.web.texts import speak

ROLES = frozenset({"hr", "interviewer", "manager", "board"})
TOKEN_ACCOUNT = UUID(int=0)

V = TypeVar("V")


class Unauthenticated(DomainError):
    """We do not know who is asking."""

    status = 401
    code = "unauthenticated"
    text = "Log eerst in."


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody with a login, or the bearer of the API token."""

    id: UUID
    email: str
    name: str
    roles: frozenset[str]
    language: str | None = None
    person_id: UUID | None = None

    def may(self, *roles: str) -> bool:
        """True where the account has one of ``roles``."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Stopped:
    """All letters stand still; ``by`` is None where it was done through the API."""

    since: datetime
    by: str | None


@dataclass(frozen=True)
class Access:
    """What a route asks of who comes: kind is public, link, desk, api or closed."""

    kind: str
    roles: frozenset[str] = frozenset()


def public(view: V) -> V:
    """Mark a view as open to everybody."""
    view._weerzien_access = Access("public")  # type: ignore[attr-defined]  # noqa: SLF001
    return view


def allow(*roles: str) -> Callable[[V], V]:
    """Mark a view as open to accounts with one of ``roles`` (instead of hr alone)."""
    unknown = set(roles) - ROLES
    if unknown or not roles:
        message = f"allow() takes roles of {sorted(ROLES)}, not {sorted(unknown)}"
        raise ValueError(message)

    def mark(view: V) -> V:
        view._weerzien_access = Access("roles", frozenset(roles))  # type: ignore[attr-defined]  # noqa: SLF001
        return view

    return mark


def account() -> Account:
    """Return who is asking; raise where nobody is logged in."""
    found = account_or_none()
    if found is None:
        raise Unauthenticated
    return found


def account_or_none() -> Account | None:
    """Return who is asking, or None for a stranger (on public pages)."""
    if "weerzien_account" not in g:
        g.weerzien_account = _from_cookie()
    found: Account | None = g.weerzien_account
    return found


def sample_here() -> bool:
    """True where somebody is logged in and invented people are in this house."""
    return account_or_none() is not None and bool(g.get("weerzien_sample", False))


def stopped_here() -> Stopped | None:
    """Return since when and by whom all letters of this house stand still, for somebody who is logged in."""
    found: Stopped | None = g.get("weerzien_stopped") if account_or_none() is not None else None
    return found


def begin_session(sid: str) -> None:
    """Let the browser carry ``sid`` from now on, in the signed cookie; everything it carried before is dropped."""
    session.clear()
    session["sid"] = sid
    g.pop("weerzien_account", None)
    g.pop("csrf_token", None)


def end_session() -> None:
    """Let the browser forget its login."""
    session.clear()
    g.pop("weerzien_account", None)
    g.pop("csrf_token", None)


def present_sid_hash() -> str | None:
    """Return the hash of the sid that the browser carries, as console.session_v1 knows it."""
    sid = session.get("sid")
    return sid_hash(sid) if isinstance(sid, str) else None


def sid_hash(sid: str) -> str:
    """Return what is stored of ``sid``: its SHA-256 in hexadecimal."""
    return hashlib.sha256(sid.encode()).hexdigest()


def access_of(view: Any, rule: str, method: str) -> Access:
    """Return what the route asks: what its view says, else what its place in the house says."""
    kind = _kind(rule)
    said = _said(view, method)
    if said is None:
        return Access(kind, frozenset({"hr"}) if kind in {"desk", "api"} else frozenset())
    if said.kind == "public":
        return said
    return Access("api" if kind == "api" else "desk", said.roles)


def guard() -> Response | None:
    """Refuse whoever may not; runs before every request."""
    if request.url_rule is None or request.endpoint is None:
        _speak_to_whom_we_know()
        return None
    view = current_app.view_functions[request.endpoint]
    access = access_of(view, request.url_rule.rule, request.method)
    if access.kind in {"public", "link"}:
        return None
    if access.kind == "closed":
        raise Forbidden
    if access.kind == "api":
        g.weerzien_account = _from_bearer()
    known = account_or_none()
    if known is None:
        return _ask_to_log_in(access)
    speak(known.language)
    if not known.may(*access.roles):
        raise Forbidden
    return None


def _speak_to_whom_we_know() -> None:
    """A page that is not there is told in the language of the account, as all others are."""
    known = account_or_none()
    if known is not None:
        speak(known.language)


def install(app: Flask, transaction: Callable[[], Any]) -> None:
    """Give ``app`` its cookie and its guard."""
    chosen = settings()
    app.extensions["weerzien.transaction"] = transaction
    app.config.update(
        # Browsers do not keep ports apart in cookies: two houses on one host would log each other out.
        SESSION_COOKIE_NAME=f"weerzien_{chosen.port}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.base_url.startswith("https://"),
        SESSION_COOKIE_PATH="/",
    )
    app.before_request(guard)


def _kind(rule: str) -> str:
    segments = rule.split("/")
    place = segments[2] if len(segments) > 2 else ""
    return {"desk": "desk", "api": "api", "a": "link"}.get(place, "closed")


def _said(view: Any, method: str) -> Access | None:
    """What the view, its class or the method of its class was marked with."""
    view_class = getattr(view, "view_class", None)
    handler = getattr(view_class, method.lower(), None)
    for place in (handler, view_class, view):
        said = getattr(place, "_weerzien_access", None)
        if isinstance(said, Access):
            return said
    return None


def _ask_to_log_in(access: Access) -> Response:
    if access.kind == "api" or request.method not in {"GET", "HEAD"}:
        raise Unauthenticated
    query = request.query_string.decode("ascii", "replace")
    wanted = quote(request.path) + (f"?{query}" if query else "")
    return redirect(f"{LOGIN_PATH}?next={quote(wanted, safe='')}", code=303)


def _from_bearer() -> Account | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = settings().api_token
    if scheme.lower() != "bearer" or not expected:
        return None
    if not hmac.compare_digest(token.strip().encode(), expected.encode()):
        return None
    return Account(id=TOKEN_ACCOUNT, email="", name="API", roles=frozenset({"hr"}))


# The view shows living logins only, by the real clock: a house that travels in time keeps its people logged in.
_SESSION = text(
    "SELECT s.account_id, s.email, s.name, s.roles, s.person_id, s.language, s.unseen,"
    " (SELECT present FROM people.sample_v1) AS sample_here, stop.stopped_at, a.name AS stopped_by"
    " FROM console.session_v1 s LEFT JOIN journey.stop_v1 stop ON true"
    " LEFT JOIN console.account_name_v1 a ON a.account_id = stop.stopped_by WHERE s.sid_hash = :sid_hash"
)
_SEEN = text("SELECT console.session_seen(:sid_hash)")


def _from_cookie() -> Account | None:
    hashed = present_sid_hash()
    if hashed is None:
        return None
    with current_app.extensions["weerzien.transaction"]() as tx:
        row = tx.conn.execute(_SESSION, {"sid_hash": hashed}).one_or_none()
        if row is not None and row.unseen:
            tx.conn.execute(_SEEN, {"sid_hash": hashed})
    if row is None:
        return None
    g.weerzien_sample = row.sample_here
    g.weerzien_stopped = Stopped(row.stopped_at, row.stopped_by) if row.stopped_at else None
    return Account(
        id=row.account_id,
        email=row.email,
        name=row.name,
        roles=frozenset(row.roles or ()),
        language=row.language,
        person_id=row.person_id,
    )
