"""At which times a conversation can be: the interviewer's hours, laid over the days and hours of the person. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.calendar.months import add_days
from shared.calendar.working import EVERYWHERE, WorkCalendar, is_working_day, public_holidays

Block = tuple[time, time]
PLACES = ("place", "video", "phone")
# Who has not said when: Monday to Friday, in office hours.
USUAL: Mapping[int, tuple[Block, ...]] = {day: ((time(9), time(17)),) for day in range(1, 6)}
STEP = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Diary:
    """When an interviewer can: weekly hours by ISO weekday and other hours on some days, both in ``zone``.

    ``away`` is from and up to and including (without an end where nobody knows), ``busy`` what is taken already.
    """

    account_id: UUID
    name: str
    zone: str
    person_id: UUID | None = None
    programmes: frozenset[str] = frozenset()
    a_week: int = 40
    active: bool = True
    weekly: Mapping[int, tuple[Block, ...]] = field(default_factory=lambda: USUAL)
    days: Mapping[date, tuple[Block, ...]] = field(default_factory=dict)
    away: tuple[tuple[date, date | None], ...] = ()
    busy: tuple[tuple[datetime, datetime], ...] = ()
    country: str | None = None
    # Where they can be met: a room, a number that they call from, an address on the web. By ``PLACES``.
    where: Mapping[str, str] = field(default_factory=dict)

    def is_there(self, day: date) -> bool:
        """Return whether they are there at all on a day of their own zone."""
        return self.active and not any(
            first <= day and (last is None or day <= last) for first, last in self.away
        )

    def day_of(self, instant: datetime) -> date:
        """Return the day that it is for them."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    @property
    def ways(self) -> tuple[str, ...]:
        """Return how one can meet; by phone where nothing was said: that always can be."""
        return tuple(one for one in PLACES if self.where.get(one)) or ("phone",)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """When a conversation may be: the window of the programme, on the person's own days and clock."""

    first: date
    last: date
    minutes: int
    zone: str
    calendar: WorkCalendar = EVERYWHERE
    opens: time = time(8)
    closes: time = time(18)
    # On the last day not after this time, where there is such a time.
    last_until: time | None = None
    not_before: datetime | None = None

    def allows(self, starts: datetime) -> bool:
        """Return whether it may begin then."""
        place = ZoneInfo(self.zone)
        begins, ends = (one.astimezone(place) for one in (starts, starts + timedelta(minutes=self.minutes)))
        day = begins.date()
        closes = self.last_until if self.last_until and day == self.last else self.closes
        return (
            (self.not_before is None or starts >= self.not_before)
            and self.first <= day <= self.last
            and ends.date() == day
            and self.opens <= begins.time()
            and ends.time() <= closes
            and is_working_day(day, self.calendar)
        )


def times(diary: Diary, wish: Wish) -> list[datetime]:
    """Return when a conversation can begin (UTC), in order."""
    lasts = timedelta(minutes=wish.minutes)
    full = _full_weeks(diary)
    found: set[datetime] = set()
    day = add_days(wish.first, -1)
    while day <= add_days(wish.last, 1):
        if monday(day) not in full:
            found.update(_on(diary, day, lasts))
        day = add_days(day, 1)
    return sorted(one for one in found if wish.allows(one) and not _taken(diary, one, one + lasts))


def fits(diary: Diary, wish: Wish, starts: datetime) -> bool:
    """Return whether it can begin then."""
    return starts in times(diary, wish)


def monday(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return add_days(day, -day.weekday())


def _on(diary: Diary, day: date, lasts: timedelta) -> Iterator[datetime]:
    holiday = day in public_holidays(diary.country, None, day.year)
    if not diary.is_there(day) or (holiday and day not in diary.days):
        return
    place = ZoneInfo(diary.zone)
    for opens, closes in diary.days.get(day, diary.weekly.get(day.isoweekday(), ())):
        begins = datetime.combine(day, opens, tzinfo=place).astimezone(UTC)
        until = datetime.combine(day, closes, tzinfo=place).astimezone(UTC)
        while begins + lasts <= until:
            yield begins
            begins += STEP


def _taken(diary: Diary, starts: datetime, ends: datetime) -> bool:
    return any(begin < ends and starts < end for begin, end in diary.busy)


def _full_weeks(diary: Diary) -> set[date]:
    weeks = Counter(monday(diary.day_of(begin)) for begin, _ in diary.busy)
    return {week for week, count in weeks.items() if count >= diary.a_week}


def least_busy(those: Sequence[Diary], wish: Wish) -> Diary | None:
    """Return who has the most room in this time, as far as anybody has any; the id keeps the order the same."""
    able = [(one, len(times(one, wish))) for one in those]
    free = [(len(one.busy), -room, one.account_id, one) for one, room in able if room]
    return min(free, key=lambda each: each[:3])[3] if free else None
