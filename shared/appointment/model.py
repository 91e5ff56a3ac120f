"""A conversation: its states, and when to remind of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.asking.model import Colleague
from shared.calendar.window import OFFICE_HOURS, send_at
from shared.calendar.working import add_working_days

OFFERED, BOOKED, HELD, DECLINED, CLOSED = "offered", "booked", "held", "declined", "closed"
STATES = (OFFERED, BOOKED, HELD, DECLINED, CLOSED)
# Something can still come of it.
OPEN = (OFFERED, BOOKED)
EXPIRED = "expired"
# Who picks, moves or cancels; by the house because there is no conversation any more, or because its days are others.
PERSON, INTERVIEWER, HOUSE, DAYS = "person", "interviewer", "house", "days"
# Where two meet who are not in one building.
FROM_AFAR = ("video", "phone")
# A reminder that follows the confirmation at once tells nothing.
LATEST_REMINDER = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Window:
    """In which days a conversation may be; on the last one not after ``last_until``. ``ways`` empty is any way."""

    first_day: date
    last_day: date
    last_until: time | None = None
    ways: tuple[str, ...] = ()


def reminder_of(starts: datetime, now: datetime, who: Colleague) -> datetime | None:
    """Return when to remind of it: on the working day before, in office hours; None where that is too late."""
    day = starts.astimezone(ZoneInfo(who.zone)).date()
    before = add_working_days(day, -1, who.calendar)
    moment = send_at(before, who.zone, key=str(who.spell_id), calendar=who.calendar, window=OFFICE_HOURS)
    return moment if now + LATEST_REMINDER < moment < starts else None


def barred(person_id: UUID | None, person_of_interviewer: UUID | None, above: set[UUID]) -> bool:
    """Return whether somebody may not hold it by rule: it is about themselves, or they are above in the line."""
    return person_of_interviewer is not None and (
        person_of_interviewer == person_id or person_of_interviewer in above
    )
