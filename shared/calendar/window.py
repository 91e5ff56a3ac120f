"""The sending window: at which instant something that is due on a local date leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zlib import crc32
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.calendar.errors import NoWorkingDay, UnknownZone
from shared.calendar.months import add_days
from shared.calendar.working import EVERYWHERE, WorkCalendar, next_working_day

# Daylight changes make a window unusable on a day at most once in a while; two in a row is unheard of.
DAYS_TO_TRY = 10
# Who works on none of the window's weekdays would never hear from us: after so long any working day will do.
DAYS_TO_WAIT = 21


@dataclass(frozen=True)
class Window:
    """Hours of the wall clock in which letters may leave; the first ``spread`` is where planned ones begin."""

    opens: time = time(9)
    closes: time = time(17)
    spread: timedelta = timedelta(hours=2)
    # The ISO weekdays (Monday is 1) on which letters leave; None is every day that somebody works.
    weekdays: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            message = f"a window opens before it closes, not {self.opens} to {self.closes}"
            raise ValueError(message)
        if self.spread < timedelta(seconds=1):
            message = "letters are spread over at least a second"
            raise ValueError(message)


OFFICE_HOURS = Window()


@dataclass(frozen=True)
class Opening:
    """A local day on which letters leave, the instant (UTC) of its first, and over how many seconds they are spread."""

    day: date
    opens: datetime
    seconds: int

    def moment(self, key: str) -> datetime:
        """Return the instant at which ``key`` leaves, always the same."""
        return self.opens + timedelta(seconds=crc32(key.encode()) % self.seconds) if key else self.opens


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone with this IANA name, or raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(zone=name) from None


@lru_cache(maxsize=1024)
def known_zone(name: str | None, default: str) -> str:
    """Return ``name`` where it is a zone, else ``default``.

    People refuses zones that do not exist; one that a newer zone file dropped must not stop everybody's letters.
    """
    if not name:
        return default
    try:
        zone_of(name)
    except UnknownZone:
        return default
    return name


def send_at(
    due: date,
    zone: str,
    *,
    key: str = "",
    calendar: WorkCalendar = EVERYWHERE,
    window: Window = OFFICE_HOURS,
) -> datetime:
    """Return the instant (UTC) at which what is due on ``due`` leaves; the same ``key`` has the same moment."""
    return opening(due, zone, key=key, calendar=calendar, window=window).moment(key)


def opening(
    due: date,
    zone: str,
    *,
    key: str = "",
    calendar: WorkCalendar = EVERYWHERE,
    window: Window = OFFICE_HOURS,
) -> Opening:
    """Return when letters that are due on ``due`` leave: the same for all of one day, zone and calendar.

    Only where a zone changes its clock within the window does the answer depend on ``key``.
    """
    found = _steady_opening(due, zone, calendar, window)
    return found or _opening_of(due, zone, key, calendar, window)


@lru_cache(maxsize=65_536)
def _steady_opening(due: date, zone: str, calendar: WorkCalendar, window: Window) -> Opening | None:
    """Return the opening that suits every key alike, or None where each has to be tried for itself."""
    found = _opening_of(due, zone, "", calendar, window)
    last = found.opens + timedelta(seconds=found.seconds - 1)
    place = zone_of(zone)
    # A day on which the first of a window does not exist may still suit a later key.
    suits_first = found.day == _next_day(due, calendar, window)
    steady = found.opens.astimezone(place).utcoffset() == last.astimezone(place).utcoffset()
    return found if suits_first and steady and _fits(last, found.day, zone, window) else None


def _opening_of(due: date, zone: str, key: str, calendar: WorkCalendar, window: Window) -> Opening:
    day = due
    for _ in range(DAYS_TO_TRY):
        day = _next_day(day, calendar, window)
        found = _on(day, zone, window)
        if found is not None and _fits(found.moment(key), day, zone, window):
            return found
        day = add_days(day, 1)
    raise NoWorkingDay(day=due.isoformat())


def is_open(
    instant: datetime, zone: str, *, calendar: WorkCalendar = EVERYWHERE, window: Window = OFFICE_HOURS
) -> bool:
    """Return whether a letter may leave at ``instant``: a working day, and within the window."""
    local = instant.astimezone(zone_of(zone))
    return (
        window.opens <= local.time() < window.closes
        and _next_day(local.date(), calendar, window) == local.date()
    )


def next_opening(
    instant: datetime,
    zone: str,
    *,
    key: str = "",
    calendar: WorkCalendar = EVERYWHERE,
    window: Window = OFFICE_HOURS,
) -> datetime:
    """Return ``instant`` itself where the window is open, else when ``key`` leaves in the next window."""
    if is_open(instant, zone, calendar=calendar, window=window):
        return instant
    local = instant.astimezone(zone_of(zone))
    day = local.date() if local.time() < window.opens else add_days(local.date(), 1)
    return send_at(day, zone, key=key, calendar=calendar, window=window)


def start_of_day(day: date, zone: str) -> datetime:
    """Return the first instant of ``day`` in ``zone``; where midnight is skipped, the first that exists."""
    return datetime.combine(day, time(), tzinfo=zone_of(zone)).astimezone(UTC)


def _next_day(day: date, calendar: WorkCalendar, window: Window) -> date:
    """Return the first day, from ``day``, on which somebody works and the window opens."""
    found = first = next_working_day(day, calendar)
    if window.weekdays is None:
        return first
    while found.isoweekday() not in window.weekdays:
        found = next_working_day(add_days(found, 1), calendar)
        if (found - first).days > DAYS_TO_WAIT:
            return first
    return found


def _on(day: date, zone: str, window: Window) -> Opening | None:
    """Return the opening on ``day``, or None where the zone skips that day or the whole window."""
    place = zone_of(zone)
    opens = datetime.combine(day, window.opens, tzinfo=place).astimezone(UTC)
    closes = datetime.combine(day, window.closes, tzinfo=place).astimezone(UTC)
    length = min(int(window.spread.total_seconds()), int((closes - opens).total_seconds()))
    return Opening(day, opens, length) if length > 0 else None


def _fits(instant: datetime, day: date, zone: str, window: Window) -> bool:
    local = instant.astimezone(zone_of(zone))
    return local.date() == day and window.opens <= local.time() < window.closes
