"""Nothing leaves outside the window, whatever the zones do to their clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zlib import crc32
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.errors import UnknownZone
from shared.calendar.window import (
    Window,
    is_open,
    next_opening,
    opening,
    send_at,
    start_of_day,
    zone_of,
)
from shared.calendar.working import WorkCalendar, is_working_day, next_working_day

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
NL = WorkCalendar("NL")
OPENS, CLOSES = time(9), time(17)
TEN_YEARS = st.dates(date(2022, 1, 1), date(2032, 1, 1))


def local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


@given(
    zone=st.sampled_from(ZONES),
    due=TEN_YEARS,
    key=st.uuids().map(str),
    country=st.sampled_from(["NL", "BE", "ZZ"]),
)
def test_in_every_zone_on_every_day_the_instant_lies_in_the_window_of_a_working_day(
    zone: str, due: date, key: str, country: str
) -> None:
    calendar = WorkCalendar(country, days_off=frozenset({3}))
    instant = send_at(due, zone, key=key, calendar=calendar)
    there = local(instant, zone)
    assert instant.tzinfo is UTC
    assert due <= there.date() <= due + timedelta(days=12)
    assert OPENS <= there.time() < CLOSES
    assert is_working_day(there.date(), calendar)
    assert is_open(instant, zone, calendar=calendar)
    assert send_at(due, zone, key=key, calendar=calendar) == instant


def tried_alone(due: date, zone: str, key: str) -> datetime:
    """The rule in its plainest words: the first working day on which the moment of this key exists in the window."""
    day = due
    while True:
        day = next_working_day(day, NL)
        opens, closes = (datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC) for at in (OPENS, CLOSES))
        seconds = min(7200, int((closes - opens).total_seconds()))
        if seconds > 0:
            instant = opens + timedelta(seconds=crc32(key.encode()) % seconds)
            there = local(instant, zone)
            if there.date() == day and OPENS <= there.time() < CLOSES:
                return instant
        day += timedelta(days=1)


@given(zone=st.sampled_from(ZONES), due=st.dates(date(1970, 1, 1), date(2040, 1, 1)), key=st.uuids().map(str))
def test_letters_of_one_day_share_their_opening_and_each_leaves_as_if_it_were_alone(
    zone: str, due: date, key: str
) -> None:
    instant = send_at(due, zone, key=key, calendar=NL)
    assert instant == tried_alone(due, zone, key)
    shared = opening(due, zone, key=key, calendar=NL)
    assert (shared.moment(key), shared.day) == (instant, local(instant, zone).date())


def test_every_zone_on_each_day_that_its_clock_changes_stays_in_the_window() -> None:
    whole_week = WorkCalendar(None)
    for zone in ZONES:
        day, end, before = date(2024, 1, 1), date(2028, 1, 1), None
        while day < end:
            offset = datetime.combine(day, time(12), tzinfo=zone_of(zone)).utcoffset()
            if offset != before:
                for due in (day - timedelta(days=1), day):
                    there = local(send_at(due, zone, key=zone, calendar=whole_week), zone)
                    assert OPENS <= there.time() < CLOSES, (zone, due)
                before = offset
            day += timedelta(days=1)


@given(seconds=st.integers(0, 315_360_000), zone=st.sampled_from(ZONES), key=st.text())
def test_a_late_one_leaves_at_once_or_in_the_next_window(seconds: int, zone: str, key: str) -> None:
    late = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    opening = next_opening(late, zone, key=key, calendar=NL)
    assert opening >= late
    assert is_open(opening, zone, calendar=NL)
    assert (opening == late) == is_open(late, zone, calendar=NL)


def test_late_at_six_on_friday_waits_for_monday_morning() -> None:
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    there = local(next_opening(friday, "Europe/Amsterdam", key="x", calendar=NL), "Europe/Amsterdam")
    assert there.date() == date(2026, 11, 30)
    assert time(9) <= there.time() < time(11)


def test_a_day_that_a_zone_skipped_is_never_chosen() -> None:
    # Samoa had no 30 December 2011.
    there = local(send_at(date(2011, 12, 30), "Pacific/Apia", key="a"), "Pacific/Apia")
    assert there.date() > date(2011, 12, 30)
    assert OPENS <= there.time() < CLOSES


def test_a_hundred_thousand_letters_spread_over_two_hours() -> None:
    instants = [
        send_at(date(2026, 11, 24), "Europe/Amsterdam", key=str(uuid4()), calendar=NL) for _ in range(20_000)
    ]
    hours = [local(one, "Europe/Amsterdam") for one in instants]
    assert all(time(9) <= one.time() < time(11) for one in hours)
    busiest = max(
        sum(one.hour == 9 + h and one.minute // 10 == m for one in hours) for h in (0, 1) for m in range(6)
    )
    assert busiest < 20_000 / 12 * 1.2


def test_a_short_window_spreads_within_itself() -> None:
    window = Window(time(16, 30), time(17))
    for n in range(200):
        there = local(send_at(date(2026, 11, 24), "Asia/Kolkata", key=str(n), window=window), "Asia/Kolkata")
        assert time(16, 30) <= there.time() < time(17)


@pytest.mark.parametrize(
    "name", ["Europe/Atlantis", "", "Europe", "../../etc/passwd", "/etc/passwd", "a\0b", "é" * 300]
)
def test_an_unknown_zone_is_an_error_that_names_it(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone_of(name)


def test_a_window_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="opens before it closes"):
        Window(time(17), time(9))
    with pytest.raises(ValueError, match="at least a second"):
        Window(spread=timedelta())


def test_a_day_begins_when_its_midnight_does_there() -> None:
    assert start_of_day(date(2026, 7, 1), "Europe/Amsterdam") == datetime(2026, 6, 30, 22, tzinfo=UTC)
    # Beirut starts summer time at midnight: the day begins at 1 o'clock.
    assert local(start_of_day(date(2026, 3, 29), "Asia/Beirut"), "Asia/Beirut").date() == date(2026, 3, 29)
