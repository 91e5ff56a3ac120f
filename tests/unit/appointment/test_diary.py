"""Which times are offered: the interviewer's hours, on the person's days and clock, and never twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from shared.appointment.diary import Diary, Wish, least_busy, monday, times
from shared.calendar.working import WorkCalendar

MONDAY = date(2026, 3, 2)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH = WorkCalendar(country="NL")


def diary(number: int = 1, **changes: Any) -> Diary:
    return Diary(**{"account_id": UUID(int=number), "name": "Anna", "zone": "Europe/Amsterdam", **changes})


def wish(**changes: Any) -> Wish:
    usual: Mapping[str, Any] = {
        "first": MONDAY,
        "last": MONDAY,
        "minutes": 60,
        "zone": "Europe/Amsterdam",
        "calendar": DUTCH,
    }
    return Wish(**{**usual, **changes})


def local(found: list[datetime], zone: str = "Europe/Amsterdam") -> list[str]:
    return [f"{one.astimezone(ZoneInfo(zone)):%a %H:%M}" for one in found]


def test_who_said_nothing_has_office_hours_from_monday_to_friday() -> None:
    found = local(times(diary(), wish(last=MONDAY + timedelta(days=6))))
    assert (found[0], found[-1]) == ("Mon 09:00", "Fri 16:00")
    assert len(found) == 5 * 15


def test_hours_are_of_the_interviewers_zone_and_shown_in_the_persons_within_their_own_day() -> None:
    far = diary(zone="America/New_York", weekly={1: ((time(8), time(17)),)})
    # Until New York changes its clock, a week before Amsterdam does, it is six hours earlier there.
    assert local(times(far, wish())) == [
        "Mon 14:00",
        "Mon 14:30",
        "Mon 15:00",
        "Mon 15:30",
        "Mon 16:00",
        "Mon 16:30",
        "Mon 17:00",
    ]
    second = wish(first=date(2026, 3, 9), last=date(2026, 3, 9))
    assert local(times(far, second))[0] == "Mon 13:00"


def test_hours_stay_on_the_wall_clock_through_the_change_of_summer_time() -> None:
    week = times(
        diary(weekly={5: ((time(9), time(10)),), 1: ((time(9), time(10)),)}),
        wish(first=date(2026, 3, 27), last=date(2026, 3, 30)),
    )
    assert local(week) == ["Fri 09:00", "Mon 09:00"]
    assert [one.hour for one in week] == [8, 7]


def test_a_part_timer_is_offered_no_time_on_a_day_off_and_nobody_on_a_holiday() -> None:
    no_monday = WorkCalendar(country="NL", days_off=frozenset({1}))
    assert times(diary(), wish(calendar=no_monday)) == []
    easter = date(2026, 4, 6)
    assert times(diary(), wish(first=easter, last=easter)) == []
    # One who works on another country's calendar, with somebody who is closed that day.
    abroad = WorkCalendar(country="GB")
    kings_day = date(2026, 4, 27)
    assert times(diary(country="NL"), wish(first=kings_day, last=kings_day, calendar=abroad)) == []
    assert times(diary(country="GB"), wish(first=kings_day, last=kings_day, calendar=abroad)) != []


def test_other_hours_on_a_day_count_instead_of_those_of_the_week() -> None:
    other = diary(days={MONDAY: ((time(13), time(14, 30)),)})
    assert local(times(other, wish())) == ["Mon 13:00", "Mon 13:30"]


def test_somebody_who_is_away_stopped_or_has_a_full_week_offers_nothing() -> None:
    assert times(diary(away=((MONDAY, MONDAY),)), wish()) == []
    assert times(diary(away=((MONDAY - timedelta(days=30), None),)), wish()) == []
    assert times(diary(active=False), wish()) == []
    tuesday = datetime(2026, 3, 3, 9, tzinfo=AMSTERDAM)
    full = diary(a_week=1, busy=((tuesday, tuesday + timedelta(hours=1)),))
    assert times(full, wish()) == []
    assert times(full, wish(first=MONDAY + timedelta(days=7), last=MONDAY + timedelta(days=7))) != []


def test_what_is_taken_is_not_offered_and_what_touches_it_is() -> None:
    ten = datetime(2026, 3, 2, 10, tzinfo=AMSTERDAM)
    found = local(times(diary(busy=((ten, ten + timedelta(hours=1)),)), wish()))
    assert {"Mon 09:00", "Mon 11:00"} <= set(found)
    assert not {"Mon 09:30", "Mon 10:00", "Mon 10:30"} & set(found)


def test_the_last_day_may_end_early_and_nothing_is_offered_too_soon() -> None:
    found = local(times(diary(), wish(last_until=time(12))))
    assert found[-1] == "Mon 11:00"
    soon = wish(not_before=datetime(2026, 3, 2, 15, 1, tzinfo=AMSTERDAM))
    assert local(times(diary(), soon)) == ["Mon 15:30", "Mon 16:00"]


def test_who_has_held_least_is_proposed_and_nobody_where_nobody_can() -> None:
    ten = datetime(2026, 3, 10, 10, tzinfo=UTC)
    busy, free = diary(1, busy=((ten, ten + timedelta(hours=1)),)), diary(2)
    assert least_busy([busy, free], wish()) == free
    assert least_busy([busy], wish()) == busy
    assert least_busy([diary(active=False)], wish()) is None


@given(
    st.lists(st.tuples(st.integers(0, 24 * 14), st.integers(1, 8)), max_size=12),
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]),
    st.sampled_from(["Europe/Amsterdam", "Europe/Lisbon", "Asia/Tokyo"]),
    st.sampled_from([30, 60, 120]),
    st.integers(0, 500),
)
def test_whatever_the_zones_a_time_is_in_both_their_hours_and_collides_with_nothing(
    taken: list[tuple[int, int]], theirs: str, mine: str, minutes: int, days: int
) -> None:
    first = MONDAY + timedelta(days=days)
    start = datetime.combine(first, time(), tzinfo=UTC)
    busy = tuple(
        (start + timedelta(hours=hour), start + timedelta(hours=hour + long)) for hour, long in taken
    )
    one = diary(zone=theirs, busy=busy, a_week=40)
    asked = wish(first=first, last=first + timedelta(days=9), zone=mine, minutes=minutes)
    for found in times(one, asked):
        ends = found + timedelta(minutes=minutes)
        here, there = found.astimezone(ZoneInfo(mine)), found.astimezone(ZoneInfo(theirs))
        assert asked.first <= here.date() <= asked.last
        assert max(here.weekday(), there.weekday()) < 5
        assert time(8) <= here.time() < ends.astimezone(ZoneInfo(mine)).time() <= time(18)
        assert time(9) <= there.time() < ends.astimezone(ZoneInfo(theirs)).time() <= time(17)
        assert not any(begin < ends and found < end for begin, end in busy)


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2026, 3, 8)) == MONDAY
