"""A check-in: who is asked, until when, and when to remind. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.calendar.months import add_days, add_months
from shared.calendar.window import Window, send_at, start_of_day
from shared.calendar.working import WorkCalendar, add_working_days

OPEN, ANSWERED, DECLINED, CLOSED = "open", "answered", "declined", "closed"
STATES = (OPEN, ANSWERED, DECLINED, CLOSED)
EXPIRED = "expired"

# Up to so many months in service; coarse, because a result of one person is nobody's business.
_BANDS = ((3, "0-3m"), (6, "3-6m"), (12, "6-12m"), (24, "1-2y"), (60, "2-5y"), (120, "5-10y"))
_LONGER = "10y+"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """What onboarding knows of somebody's employment; no name, no address."""

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

    @property
    def why_not(self) -> str | None:
        """Return why this colleague is not asked (any more), or None."""
        if self.deceased:
            return "died"
        return None if self.state in {"expected", "active"} else "leaving"


@dataclass(frozen=True, kw_only=True)
class Checkin:
    """One check-in of one colleague, as it begins."""

    id: UUID
    touchpoint_id: UUID
    person_id: UUID
    spell_id: UUID
    moment: str
    opened_at: datetime
    remind_at: datetime | None
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
    opened_on = opened_at.astimezone(ZoneInfo(who.zone)).date()
    day = add_working_days(opened_on, after, who.calendar)
    moment = send_at(day, who.zone, key=str(who.spell_id), calendar=who.calendar, window=window)
    return moment if moment + timedelta(days=1) <= closes_at else None


def tenure_band(hired: date, today: date) -> str:
    """Return how long somebody has been in service, in a few bands."""
    for months, band in _BANDS:
        if today < add_months(hired, months):
            return band
    return _LONGER
