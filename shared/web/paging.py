"""Lists by keyset: a cursor says after which row to go on, so a list stays right while it grows.

window = read_window()
rows = store.people_after(tx.conn, after=window.after, limit=window.fetch)
return page([as_json(row) for row in rows], window, key=lambda item: (item["name"], item["id"]))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from itsdangerous import BadData, URLSafeSerializer

from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.web.texts import marked

T = TypeVar("T")
Part = str | int | date | datetime | UUID | None

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
_LONGEST_CURSOR = 2_000


@dataclass(frozen=True)
class Window:
    """Which part of a list is asked for: ``limit`` rows after the key ``after`` (None: from the start)."""

    limit: int = DEFAULT_LIMIT
    after: tuple[Any, ...] | None = None

    @property
    def fetch(self) -> int:
        """How many rows to read: one more than shown, to know whether there is a next page."""
        return self.limit + 1


def read_window(*, limit: int | str | None = None, cursor: str | None = None) -> Window:
    """Return the window that is asked for, by default from ``?limit=`` and ``?cursor=``; Invalid where one is wrong."""
    raw_limit = request.args.get("limit") if limit is None else limit
    raw_cursor = request.args.get("cursor") if cursor is None else cursor
    return Window(limit=_limit(raw_limit), after=decode(raw_cursor) if raw_cursor else None)


def page(items: Sequence[T], window: Window, *, key: Callable[[T], Sequence[Part]]) -> dict[str, Any]:
    """Return ``{"items", "next"}`` from up to ``window.fetch`` items; ``key`` gives what the list is sorted by."""
    shown = list(items[: window.limit])
    more = len(items) > window.limit
    return {"items": shown, "next": encode(key(shown[-1])) if more and shown else None}


def encode(key: Sequence[Part]) -> str:
    """Return the cursor for ``key``: signed, and good for this list only."""
    return str(_signer().dumps([_written(part) for part in key]))


def decode(cursor: str) -> tuple[Any, ...]:
    """Return the key of ``cursor``; Invalid where it is not one of ours, or of another list."""
    try:
        return tuple(_read(kind, value) for kind, value in _signer().loads(cursor[:_LONGEST_CURSOR]))
    except (BadData, ValueError, TypeError):
        raise Invalid(
            {"cursor": [marked("Deze verwijzing naar een volgende bladzijde kennen we niet.")]}
        ) from None


def _limit(raw: int | str | None) -> int:
    if raw is None or raw == "":
        return DEFAULT_LIMIT
    try:
        found = int(raw)
    except ValueError:
        found = 0
    if not 1 <= found <= MAX_LIMIT:
        raise Invalid({"limit": [marked("Kies een heel getal van 1 tot en met 200.")]})
    return found


def _written(part: Part) -> list[Any]:
    if isinstance(part, datetime):
        return ["t", part.isoformat()]
    if isinstance(part, date):
        return ["d", part.isoformat()]
    if isinstance(part, UUID):
        return ["u", part.hex]
    return ["", part]


def _read(kind: str, value: Any) -> Part:
    readers: dict[str, Callable[[str], Part]] = {
        "t": datetime.fromisoformat,
        "d": date.fromisoformat,
        "u": UUID,
    }
    return readers[kind](value) if kind else value


def _signer() -> URLSafeSerializer:
    # The path is part of the salt: a cursor of one list means nothing in another.
    return URLSafeSerializer(settings().secret_key, salt=f"cursor {request.path}")
