"""The sending window: at which instant something that is due on a local date leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zlib import crc32
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.calendar.errors import NoWorkingDay, UnknownZone
from shared.calendar.months import add_days
from shared.calendar.working import EVERYWHERE, WorkCalendar, is_working_day, next_working_day

# Daylight changes make a window unusable on a day at most once in a while; two in a row is unheard of.
DAYS_TO_TRY = 10


@dataclass(frozen=True)
class Window:
    """Hours of the wall clock in which letters may leave; the first ``spread`` is where planned ones begin."""

    opens: time = time(9)
    closes: time = time(17)
    spread: timedelta = timedelta(hours=2)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            message = f"a window opens before it closes, not {self.opens} to {self.closes}"
            raise ValueError(message)
        if self.spread < timedelta(seconds=1):
            message = "letters are spread over at least a second"
            raise ValueError(message)


OFFICE_HOURS = Window()


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone with this IANA name, or raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(zone=name) from None


def send_at(
    due: date,
    zone: str,
    *,
    key: str = "",
    calendar: WorkCalendar = EVERYWHERE,
    window: Window = OFFICE_HOURS,
) -> datetime:
    """Return the instant (UTC) at which what is due on ``due`` leaves; the same ``key`` has the same moment."""
    day = due
    for _ in range(DAYS_TO_TRY):
        day = next_working_day(day, calendar)
        instant = _moment(day, zone, key, window)
        if instant is not None:
            return instant
        day = add_days(day, 1)
    raise NoWorkingDay(day=due.isoformat())


def is_open(
    instant: datetime, zone: str, *, calendar: WorkCalendar = EVERYWHERE, window: Window = OFFICE_HOURS
) -> bool:
    """Return whether a letter may leave at ``instant``: a working day, and within the window."""
    local = instant.astimezone(zone_of(zone))
    return window.opens <= local.time() < window.closes and is_working_day(local.date(), calendar)


def is_quiet(instant: datetime, zone: str, *, window: Window = OFFICE_HOURS) -> bool:
    """Return whether it is outside the hours in which somebody wants to hear from us, on whatever day."""
    return not window.opens <= instant.astimezone(zone_of(zone)).time() < window.closes


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


def _moment(day: date, zone: str, key: str, window: Window) -> datetime | None:
    """Return the moment of ``key`` on ``day``, or None where the zone skips that day or the whole window."""
    place = zone_of(zone)
    opens = datetime.combine(day, window.opens, tzinfo=place).astimezone(UTC)
    closes = datetime.combine(day, window.closes, tzinfo=place).astimezone(UTC)
    length = min(int(window.spread.total_seconds()), int((closes - opens).total_seconds()))
    if length <= 0:
        return None
    instant = opens + timedelta(seconds=crc32(key.encode()) % length if key else 0)
    local = instant.astimezone(place)
    fits = local.date() == day and window.opens <= local.time() < window.closes
    return instant if fits else None
