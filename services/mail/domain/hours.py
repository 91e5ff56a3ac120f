"""When a letter that asks somebody something may leave: in the hours and on the days on which they work. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from shared.calendar.window import OFFICE_HOURS, Window, next_opening
from shared.calendar.working import EVERYWHERE, WorkCalendar

# What was asked and what reminds of it. All else is for somebody who waits for it, or chose to have it.
DAYTIME = frozenset({"request", "reminder"})
_TURNS = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
# A batch is claimed at once and handed over letter by letter: what is claimed in the last two minutes could leave after
# hours. A hundred letters at one a second are out by then; of very short hours, a tenth.
_HANDING_OVER = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Somebody's zone, working days, and the hours in which they are written."""

    zone: str
    calendar: WorkCalendar = EVERYWHERE
    window: Window = OFFICE_HOURS

    def under(self, plan: Mapping[str, Any] | None) -> "Hours":
        """Return the hours of the plan that a letter carries, where it carries any."""
        return replace(self, window=window_of(plan, self.window)) if plan else self

    def wait(self, now: datetime, queued_at: datetime) -> datetime | None:
        """Return from when a letter may leave that may not leave now; None where it may.

        All that waits leaves in the first minute, what was asked first goes first: after a night without mail nothing
        is overtaken day after day by what is new.
        """
        opens = next_opening(now, self.zone, calendar=self.calendar, window=self.window)
        if opens == now:
            handed_over = now + self._handing_over
            opens = next_opening(handed_over, self.zone, calendar=self.calendar, window=self.window)
            if opens == handed_over:
                return None
        return opens + _TURNS / (1 + max(opens - queued_at, timedelta()) / _HOUR)

    @property
    def _handing_over(self) -> timedelta:
        opens, closes = (
            timedelta(hours=at.hour, minutes=at.minute) for at in (self.window.opens, self.window.closes)
        )
        return min(_HANDING_OVER, (closes - opens) / 10)


def window_of(plain: Mapping[str, Any], otherwise: Window = OFFICE_HOURS) -> Window:
    """Return hours as they are written down; what nobody can read is as otherwise."""
    try:
        opens, closes = time.fromisoformat(plain["opens"]), time.fromisoformat(plain["closes"])
        days = plain.get("days")
        return Window(opens, closes, weekdays=frozenset(days) if days else None)
    except (KeyError, TypeError, ValueError):
        return otherwise
