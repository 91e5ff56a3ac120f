"""A request: who is asked, until when, and when to remind. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.calendar.months import add_days, add_months
from shared.calendar.window import Window, send_at, start_of_day
from shared.calendar.working import WorkCalendar, add_working_days

OPEN, ANSWERED, DECLINED, CLOSED = "open", "answered", "declined", "closed"
STATES = (OPEN, ANSWERED, DECLINED, CLOSED)
EXPIRED = "expired"
NEVER_STARTED = "never_started"
# The states of an employment in which somebody works here, or will.
WORKING = frozenset({"expected", "active"})
STAYS = "stays"
_WHY_NOT = {NEVER_STARTED: NEVER_STARTED, "leaving": "leaving", "left": "leaving"}

# Up to so many months in service; coarse, because a result of one person is nobody's business.
BANDS = ((3, "0-3m"), (6, "3-6m"), (12, "6-12m"), (24, "1-2y"), (60, "2-5y"), (120, "5-10y"))
LONGER = "10y+"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """What a service that asks knows of somebody's employment; no name, no address."""

    person_id: UUID
    spell_id: UUID
    hire_date: date
    state: str
    deceased: bool
    zone: str
    language: str
    calendar: WorkCalendar
    department_id: UUID | None = None
    department: str | None = None
    department_path: str | None = None
    function: str | None = None
    country: str | None = None
    sample: bool = False
    notice_date: date | None = None
    last_day: date | None = None
    leave_kind: str | None = None

    def why_not(self, asked_in: Collection[str]) -> str | None:
        """Return why this colleague is not asked (any more) by who asks in these states, or None."""
        if self.deceased:
            return "died"
        if self.state in asked_in:
            return None
        return _WHY_NOT.get(self.state, STAYS)


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request to one colleague, as it begins; ``remind_later`` are the reminders after the one at ``remind_at``."""

    id: UUID
    touchpoint_id: UUID
    person_id: UUID
    spell_id: UUID
    moment: str
    opened_at: datetime
    remind_at: datetime | None
    remind_later: list[datetime]
    closes_on: date
    closes_at: datetime


def closing_instant(closes_on: date, zone: str) -> datetime:
    """Return the instant at which the last day to answer is over there."""
    return start_of_day(add_days(closes_on, 1), zone)


def reminder_instant(
    opened_at: datetime, closes_at: datetime, who: Colleague, *, after: int, window: Window
) -> datetime | None:
    """Return when to remind: so many working days later, in the window; None where that would be too late to help."""
    if not after:
        return None
    day = add_working_days(_day_of(opened_at, who.zone), after, who.calendar)
    moment = _leaving(day, who, window)
    return moment if moment + timedelta(days=1) <= closes_at else None


def reminders_on(
    days: Sequence[date], opened_at: datetime, closes_at: datetime, who: Colleague, *, window: Window
) -> list[datetime]:
    """Return when to remind on these days of HR's choice, each moved into the window: never two on a day.

    Never on the day of the invitation either, and never when the time to answer is over.
    """
    opened_on, closed_on = _day_of(opened_at, who.zone), _day_of(closes_at, who.zone)
    moments = [_leaving(day, who, window) for day in days if opened_on < day < closed_on]
    return sorted({_day_of(moment, who.zone): moment for moment in moments if moment < closes_at}.values())


def reminder_after(
    request: Any, now: datetime, who: Colleague, *, after: int, window: Window
) -> datetime | None:
    """Return the first moment from now at which a reminder speaks of a letter that they have had for days.

    An invitation that left on the day of the request is as planned; one that left later counts from there, and of one
    that has not left, as far as we know, we look again on the next working day. None is too late to help.
    """
    invited_at: datetime | None = request.invited_at
    if invited_at is None:
        since, after = now, 1
    elif _day_of(invited_at, who.zone) <= _day_of(request.opened_at, who.zone):
        return now
    else:
        since, after = invited_at, after or 1
    moment = reminder_instant(since, request.closes_at, who, after=after, window=window)
    return moment and max(moment, now)


def still_to_come(moments: Sequence[datetime], after: datetime, zone: str) -> list[datetime]:
    """Return the reminders of a later day than the one of ``after``: a house that stood still does not make up."""
    return [moment for moment in moments if _day_of(moment, zone) > _day_of(after, zone)]


def tenure_band(hired: date, today: date) -> str:
    """Return how long somebody has been in service, in a few bands."""
    for months, band in BANDS:
        if today < add_months(hired, months):
            return band
    return LONGER


def _leaving(day: date, who: Colleague, window: Window) -> datetime:
    return send_at(day, who.zone, key=str(who.spell_id), calendar=who.calendar, window=window)


def _day_of(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()
