"""A career as stages: from when till when somebody was what, where, and with whom above them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Stage:
    """From its first up to its last day (None: up to now) somebody was this."""

    first: date
    last: date | None
    function: str
    department: str
    manager: str

    @property
    def what(self) -> tuple[str, str, str]:
        """Return what it is of which a career is made."""
        return self.function, self.department, self.manager


def stages(employments: Collection[Any], earlier: Collection[Any], zone: ZoneInfo) -> list[Stage]:
    """Return the stages of each employment, the first first.

    What stood for less than a day was a slip of somebody's pen, and so was what was mended after the last day; what
    changed to and fro is one stage.
    """
    found: list[Stage] = []
    for one in employments:
        before = [row for row in earlier if row.spell_id == one.spell_id]
        found += _joined(_parts(one, before, zone))
    return found


def _parts(one: Any, before: Sequence[Any], zone: ZoneInfo) -> list[Stage]:
    parts, first = [], one.hire_date
    for row in before:
        until = row.until.astimezone(zone).date()
        if until > first and (one.last_day is None or until <= one.last_day):
            parts.append(_stage(first, until - timedelta(days=1), row))
            first = until
    return [*parts, _stage(first, one.last_day, one)]


def _joined(parts: Sequence[Stage]) -> list[Stage]:
    joined: list[Stage] = []
    for part in parts:
        if joined and joined[-1].what == part.what:
            joined[-1] = Stage(joined[-1].first, part.last, *part.what)
        else:
            joined.append(part)
    return joined


def _stage(first: date, last: date | None, row: Any) -> Stage:
    return Stage(first, last, row.function or "", row.department_path or "", row.manager or "")
