"""In which days the conversation may be: from a week to two working days before the last one, else after it. Pure."""

from __future__ import annotations

from datetime import date, time, timedelta

from shared.appointment.model import FROM_AFAR, Window
from shared.calendar.months import add_days
from shared.calendar.working import WorkCalendar, add_working_days, is_working_day

# Close enough to speak freely, far enough to be engaged.
BEFORE = timedelta(days=7)
UNTIL_WORKING_DAYS = 2
# The afternoon of the last day is for saying goodbye.
NOON = time(12)
# Who is gone has so long to find a time.
AFTER = timedelta(days=42)


def window_of(
    last_day: date, today: date, calendar: WorkCalendar, *, since: date, squeezed: bool = False
) -> Window | None:
    """Return the days there still are; None where it is too late, counted from the last day or from ``since``.

    ``squeezed`` is where a time fell through: then the days right before the end will do too, the last until noon.
    """
    first = max(last_day - BEFORE, add_days(today, 1))
    until = add_working_days(last_day, -UNTIL_WORKING_DAYS, calendar)
    if _works_in(first, until, calendar):
        return Window(first_day=first, last_day=until)
    if squeezed and _works_in(first, last_day, calendar):
        return Window(first_day=first, last_day=last_day, last_until=NOON)
    afterwards = add_days(max(last_day, today), 1)
    latest = max(last_day, since) + AFTER
    if afterwards > latest:
        return None
    return Window(first_day=afterwards, last_day=latest, ways=FROM_AFAR)


def _works_in(first: date, last: date, calendar: WorkCalendar) -> bool:
    days = (last - first).days + 1
    return any(is_working_day(add_days(first, number), calendar) for number in range(days))
