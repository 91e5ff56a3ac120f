"""One line for each request, as JSON, without anything personal.

The line names the route's template, never the address that was asked: an address can hold a token. No query string,
no client address, no form.
"""

from __future__ import annotations

import re
import time
import traceback
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()

QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
KEPT_FRAMES = 12
_TOKEN_IN_PATH = re.compile(r"(/[a-z]+/a/)[^/?#\s'\"]+")
_EMAIL = re.compile(r"[^\s<>@'\"()=]+@[^\s<>@'\"()]+")


def mask(text: str) -> str:
    """Return ``text`` with the tokens of links and the addresses of people struck out."""
    return _EMAIL.sub("…@…", _TOKEN_IN_PATH.sub(r"\1…", text))


def outline(error: BaseException) -> dict[str, object]:
    """Return what may be logged of ``error``: its kind, its first line, the places it passed."""
    frames = traceback.extract_tb(error.__traceback__)[-KEPT_FRAMES:]
    # Only the first line: PostgreSQL puts the offending values on the lines below it.
    first_line = str(error).partition("\n")[0]
    return {
        "error": type(error).__name__,
        "says": mask(first_line)[:300],
        "at": [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
        "request_id": g.get("request_id"),
    }


def install(app: Flask, service: str) -> None:
    """Give each request an id, and write its line when it is done."""

    def begin() -> None:
        g.request_id = uuid4().hex[:12]
        g.request_began = time.perf_counter()

    def note(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        rule = request.url_rule.rule if request.url_rule else None
        if rule not in QUIET:
            log.info(
                "request",
                service=service,
                method=request.method,
                route=rule or "unknown",
                status=response.status_code,
                ms=round((time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000, 1),
                request_id=g.get("request_id"),
            )
        return response

    app.before_request(begin)
    app.after_request(note)
