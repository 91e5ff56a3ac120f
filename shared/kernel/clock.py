"""The only place that asks the time.

Everything else is handed an instant (``tx.now``) or asks here. With time travel on, the house keeps an offset in a
small file that all its processes see; a process reads it again whenever the file changes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shared.kernel.settings import settings

_pinned: ContextVar[datetime | None] = ContextVar("weerzien_pinned_instant", default=None)
_offset_seen: dict[Path, tuple[int, timedelta]] = {}


def now() -> datetime:
    """Return the house's present instant, aware, in UTC."""
    pinned = _pinned.get()
    if pinned is not None:
        return pinned
    if settings().time_travel:
        return datetime.now(UTC) + _house_offset(_offset_file())
    return datetime.now(UTC)


def wall() -> datetime:
    """Return the real instant, whatever time the house is set to.

    For what lives outside the house and goes by its own watch: a browser's login, the codes of an authenticator app.
    """
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the date that people in ``zone`` (an IANA name) read on their wall calendar now."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def travelling(instant: datetime) -> Iterator[None]:
    """Let this thread see the house at ``instant`` (aware); other threads and processes notice nothing."""
    if instant.tzinfo is None:
        message = "travelling() takes an aware instant"
        raise ValueError(message)
    token = _pinned.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)


def set_house_time(instant: datetime) -> None:
    """Set the time of the whole house, from where it goes on ticking. For time travel only."""
    if not settings().time_travel:
        message = "the house's time is only set with WEERZIEN_TIME_TRAVEL=1"
        raise RuntimeError(message)
    offset = instant.astimezone(UTC) - datetime.now(UTC)
    path = _offset_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(str(offset.total_seconds()), encoding="ascii")
    fresh.replace(path)


def _offset_file() -> Path:
    return settings().home / "house-time"


def _house_offset(path: Path) -> timedelta:
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    seen = _offset_seen.get(path)
    if seen is None or seen[0] != changed:
        seen = (changed, timedelta(seconds=float(path.read_text(encoding="ascii"))))
        _offset_seen[path] = seen
    return seen[1]
