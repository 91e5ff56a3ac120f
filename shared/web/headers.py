"""What every answer tells the browser: run nothing that is not ours, tell nobody where it came from, keep nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, make_response, request

from shared.kernel.settings import settings
from shared.web.robots import is_robot

V = TypeVar("V", bound=Callable[..., Any])

_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
_YEAR = 31_536_000


def policy(**changes: str) -> str:
    """Return our Content-Security-Policy, with ``changes`` such as ``frame_src="'self'"``."""
    merged = _POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}".strip() for name, value in merged.items())


def holds_frame(view: V) -> V:
    """Mark a view whose page shows a page of ours in an ``<iframe sandbox>`` (the inbox)."""
    return _with_policy(view, policy(frame_src="'self'"))


def framed_letter(view: V) -> V:
    """Mark a view that returns a letter's HTML to be shown in such a frame: its own styles, no script, our pictures.

    Its links open beside it, in a window that is no frame: a link in a letter is there to be followed.
    """
    sealed = (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline';"
        " img-src 'self' data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
    )
    return _with_policy(view, sealed, frame_options="SAMEORIGIN")


def found_by_all(view: V) -> V:
    """Mark a view whose page search engines may know: it is meant for whoever looks for it."""
    return _with_header(view, "X-Robots-Tag", "all")


def install(app: Flask) -> None:
    """Put the headers on every answer."""

    def put(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy())
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # For whom it is: a page behind a link belongs in no index, and a browser has nothing to do with one.
        if is_robot(request.headers.get("User-Agent", "")):
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if settings().base_url.startswith("https://"):
            headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
        if not request.path.startswith("/static/"):
            # Every page may be about a person, and the back button of a shared computer shows what was kept.
            headers.setdefault("Cache-Control", "no-store")
            response.vary.update(["Accept-Encoding", "Accept-Language", "Cookie"])
        return response

    app.after_request(put)


def _with_policy(view: V, value: str, *, frame_options: str | None = None) -> V:
    framed = _with_header(view, "X-Frame-Options", frame_options) if frame_options else view
    return _with_header(framed, "Content-Security-Policy", value)


def _with_header(view: V, name: str, value: str) -> V:
    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers[name] = value
        return response

    return wrapped  # type: ignore[return-value]
