"""How often somebody may try.

Counted in Redis, so that all workers count together; in memory while Redis is away. What is limited is failure:
guessing links, tokens and passwords. Links and tokens are 256 bits, so that only a wrong one is ever refused. Who
comes in honestly meets a limit only where a machine runs wild, and a whole office behind one address does not share
one ration.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request, session
from flask.wrappers import Response
from flask_limiter import ApplicationLimit, Limiter
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from shared.kernel.settings import settings

V = TypeVar("V")

LINK = "240 per minute"
LINKS_GUESSED = "1200 per minute"
TOKENS_GUESSED = "60 per minute"
DESK = "1200 per minute"
STRICT = "10 per minute; 60 per hour"

_LINK_PLACE = "a"
_API_PLACE = "api"
_CALENDAR_PLACE = "calendar"
# Counts while Redis is away.
_SPARE = FixedWindowRateLimiter(MemoryStorage())
_REFUSED = frozenset({401, 403, 404, 410, 422, 429})


def strict(view: V) -> V:
    """Mark a view (login, reset) as one where failure is counted sharply; it must answer failure with a 4xx status."""
    view._weerzien_strict = True  # type: ignore[attr-defined]  # noqa: SLF001
    return view


def ration(what: str, limit: str) -> None:
    """Count one more ``what`` from where it comes; raise TooManyRequests beyond ``limit`` ("60 per hour")."""
    if not _counted(current_app, parse(limit), f"{what}:{request.remote_addr}"):
        raise TooManyRequests


def storage_uri(redis_url: str) -> str:
    """Return the address of Redis as the limits library writes it."""
    if not redis_url:
        return "memory://"
    return redis_url.replace("unix://", "redis+unix://", 1) if redis_url.startswith("unix://") else redis_url


def install(app: Flask) -> None:
    """Count the requests of ``app``."""
    # The library logs a stack for each hiccup of Redis; the readiness page says it once and in words.
    logging.getLogger("flask-limiter").setLevel(logging.CRITICAL)
    logging.getLogger("limits").setLevel(logging.CRITICAL)
    uri = storage_uri(settings().redis_url)
    waits: dict[str, str | int] = (
        {} if uri == "memory://" else {"socket_connect_timeout": 1, "socket_timeout": 1}
    )
    limiter = Limiter(
        _address,
        application_limits=[
            ApplicationLimit(LINK, key_function=_link, exempt_when=_unless_place(_LINK_PLACE)),
            ApplicationLimit(LINK, key_function=_link, exempt_when=_unless_place(_CALENDAR_PLACE)),
            ApplicationLimit(DESK, key_function=_session, exempt_when=_unless_place("desk")),
            ApplicationLimit(STRICT, key_function=_login, exempt_when=_unless_strict, deduct_when=_refused),
        ],
        storage_uri=uri,
        storage_options=waits,
        key_prefix=f"weerzien-{settings().port}",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        enabled=app.config.get("RATELIMIT_ENABLED", True),
    )
    limiter.init_app(app)


def refuse_guessing(app: Flask) -> None:
    """Refuse guesses beyond their limit, after they failed: what is right is let in, whoever else shares its address.

    Installed last, so that it is the first to see a response and the others dress what it makes of it.
    """
    guesses = (
        (_LINK_PLACE, 404, parse(LINKS_GUESSED)),
        (_CALENDAR_PLACE, 404, parse(LINKS_GUESSED)),
        (_API_PLACE, 401, parse(TOKENS_GUESSED)),
    )

    def refuse(response: Response) -> Response:
        for place, status, limit in guesses:
            failed = response.status_code == status and _place() == place
            if failed and not _counted(app, limit, f"{place}:{request.remote_addr}"):
                return app.make_response(app.handle_user_exception(TooManyRequests()))
        return response

    app.after_request(refuse)


def _counted(app: Flask, limit: RateLimitItem, key: str) -> bool:
    """Count one more; False when it is one too many."""
    for limiter in app.extensions["limiter"]:
        if not limiter.enabled:
            return True
        try:
            return bool(limiter.limiter.hit(limit, f"weerzien-{settings().port}", key))
        except limiter.storage.base_exceptions:
            return _SPARE.hit(limit, key)
    return True


def _address() -> str:
    return f"address:{request.remote_addr}"


def _login() -> str:
    return f"login:{request.remote_addr}"


def _session() -> str:
    return f"desk:{_hashed(str(session.get('sid') or request.remote_addr))}"


def _link() -> str:
    segments = request.path.split("/")
    return f"link:{_hashed(segments[3] if len(segments) > 3 else request.path)}"


def _hashed(secret: str) -> str:
    # Redis never sees a token.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()[:24]


def _place() -> str:
    segments = request.path.split("/")
    return segments[2] if len(segments) > 2 else ""


def _unless_place(place: str) -> Callable[[], bool]:
    return lambda: _place() != place


def _unless_strict() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "GET" or not getattr(view, "_weerzien_strict", False)


def _refused(response: Response) -> bool:
    return response.status_code in _REFUSED
