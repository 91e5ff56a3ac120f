"""How much may come in at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

V = TypeVar("V")

MEBIBYTE = 1 << 20
# Forty long answers of 10,000 characters, each up to twelve bytes once a form has percent-encoded it.
FORM_BYTES = 5 * MEBIBYTE


def accepts_upload(*, mebibytes: int) -> Callable[[V], V]:
    """Mark a view that takes a file of up to ``mebibytes``."""

    def mark(view: V) -> V:
        view._weerzien_upload = mebibytes * MEBIBYTE  # type: ignore[attr-defined]  # noqa: SLF001
        return view

    return mark


def install(app: Flask) -> None:
    """Bound what ``app`` reads; must come before anything that looks into a form."""
    app.config.update(MAX_CONTENT_LENGTH=FORM_BYTES, MAX_FORM_MEMORY_SIZE=FORM_BYTES, MAX_FORM_PARTS=2000)

    def widen() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        handler = getattr(getattr(view, "view_class", None), request.method.lower(), None)
        for place in (handler, view):
            allowed = getattr(place, "_weerzien_upload", None)
            if allowed:
                request.max_content_length = allowed
                return

    app.before_request(widen)
