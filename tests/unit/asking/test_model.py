"""When to remind, when it is over, and how coarse a tenure is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.asking.model import (
    Colleague,
    closing_instant,
    reminder_after,
    reminder_instant,
    reminders_on,
    still_to_come,
    tenure_band,
)
from shared.calendar.window import OFFICE_HOURS, is_open
from shared.calendar.working import WorkCalendar

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHO = Colleague(
    person_id=UUID(int=1),
    spell_id=UUID(int=2),
    hire_date=date(2026, 2, 23),
    state="active",
    deceased=False,
    zone="Europe/Amsterdam",
    language="nl",
    calendar=WorkCalendar("NL"),
)


def remind(opened: datetime, closes: date, who: Colleague = WHO, after: int = 5) -> Any:
    closes_at = closing_instant(closes, who.zone)
    return reminder_instant(opened, closes_at, who, after=after, window=OFFICE_HOURS)


def test_the_reminder_comes_five_working_days_later_in_the_window() -> None:
    moment = remind(MONDAY, date(2026, 3, 23))
    assert moment.date() == date(2026, 3, 9)
    assert is_open(moment, WHO.zone, calendar=WHO.calendar)


def test_a_part_timer_gets_five_days_of_their_own() -> None:
    two_days = replace(WHO, calendar=WorkCalendar("NL", days_off=frozenset({3, 4, 5})))
    assert remind(MONDAY, date(2026, 4, 1), two_days).date() == date(2026, 3, 17)


def test_no_reminder_comes_when_there_is_no_day_left_to_answer_or_when_the_policy_has_none() -> None:
    assert remind(MONDAY, date(2026, 3, 9)) is None
    assert remind(MONDAY, date(2026, 3, 23), after=0) is None


def test_the_last_day_to_answer_ends_at_midnight_there() -> None:
    assert closing_instant(date(2026, 3, 23), "Asia/Tokyo") == datetime(2026, 3, 23, 15, tzinfo=UTC)


@given(
    opened=st.integers(0, 86_400 * 700),
    zone=st.sampled_from(["Europe/Amsterdam", "America/New_York", "Pacific/Apia", "Asia/Kolkata"]),
    days=st.integers(1, 40),
)
def test_a_reminder_lies_between_opening_and_a_day_before_closing(opened: int, zone: str, days: int) -> None:
    who = replace(WHO, zone=zone)
    start = MONDAY + timedelta(seconds=opened)
    closes = start.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    moment = remind(start, closes, who)
    if moment is not None:
        assert start < moment <= closing_instant(closes, zone) - timedelta(days=1)
        assert is_open(moment, zone, calendar=who.calendar)


@pytest.mark.parametrize(
    ("today", "band"),
    [
        (date(2026, 1, 31), "0-3m"),
        (date(2026, 4, 29), "0-3m"),
        (date(2026, 4, 30), "3-6m"),
        (date(2026, 7, 31), "6-12m"),
        (date(2027, 1, 31), "1-2y"),
        (date(2030, 1, 1), "2-5y"),
        (date(2035, 1, 1), "5-10y"),
        (date(2046, 1, 1), "10y+"),
        (date(2025, 1, 1), "0-3m"),
    ],
)
def test_tenure_is_told_in_bands(today: date, band: str) -> None:
    assert tenure_band(date(2026, 1, 31), today) == band


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"state": "expected"}, None),
        ({"state": "leaving"}, "leaving"),
        ({"state": "left"}, "leaving"),
        ({"state": "never_started"}, "never_started"),
        ({"deceased": True}, "died"),
    ],
)
def test_only_who_works_here_or_will_is_asked(changes: dict[str, Any], why: str | None) -> None:
    assert replace(WHO, **changes).why_not({"expected", "active"}) == why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "stays"),
        ({"state": "leaving"}, None),
        ({"state": "left"}, None),
        ({"state": "never_started"}, "never_started"),
        ({"state": "left", "deceased": True}, "died"),
    ],
)
def test_who_asks_leavers_asks_nobody_else(changes: dict[str, Any], why: str | None) -> None:
    assert replace(WHO, **changes).why_not({"leaving", "left"}) == why


def days_of(moments: list[datetime], zone: str) -> list[date]:
    return [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]


@given(
    opened=st.integers(0, 86_400 * 700),
    offsets=st.lists(st.integers(-10, 60), max_size=8),
    zone=st.sampled_from(
        ["Europe/Amsterdam", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Apia", "Africa/Cairo"]
    ),
    off=st.frozensets(st.integers(1, 5), max_size=4),
)
def test_reminders_on_named_days_keep_to_the_window_one_a_day_and_within_the_time_to_answer(
    opened: int, offsets: list[int], zone: str, off: frozenset[int]
) -> None:
    who = replace(WHO, zone=zone, calendar=WorkCalendar("NL", days_off=off))
    start = MONDAY + timedelta(seconds=opened)
    begun = start.astimezone(ZoneInfo(zone)).date()
    closes_at = closing_instant(begun + timedelta(days=21), zone)
    days = [begun + timedelta(days=offset) for offset in offsets]
    moments = reminders_on(days, start, closes_at, who, window=OFFICE_HOURS)
    assert moments == sorted(moments)
    left = days_of(moments, zone)
    assert len(set(left)) == len(left), "never two on a day"
    assert all(is_open(moment, zone, calendar=who.calendar) and moment < closes_at for moment in moments)
    assert all(day > begun and any(asked <= day for asked in days) for day in left)


def test_of_the_reminders_that_were_missed_only_those_of_a_later_day_still_come() -> None:
    zone = "Europe/Amsterdam"
    planned = [MONDAY + timedelta(days=day) for day in (0, 1, 4)]
    assert still_to_come(planned, MONDAY + timedelta(hours=2), zone) == planned[1:]
    assert still_to_come(planned, MONDAY + timedelta(days=30), zone) == []


@dataclass(frozen=True)
class Asked:
    """What a reminder needs to know of a request."""

    invited_at: datetime | None
    opened_at: datetime = MONDAY
    closes_at: datetime = MONDAY + timedelta(days=21)


@pytest.mark.parametrize(
    ("invited_at", "now", "after", "day"),
    [
        (MONDAY + timedelta(hours=1), MONDAY + timedelta(days=7), 5, 7),
        (MONDAY + timedelta(days=8), MONDAY + timedelta(days=8), 5, 15),
        (MONDAY + timedelta(days=8), MONDAY + timedelta(days=8), 0, 9),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=10), 5, 10),
        (None, MONDAY + timedelta(days=7), 5, 8),
        (None, MONDAY + timedelta(days=11), 5, 14),
    ],
    ids=[
        "as planned",
        "left late",
        "left late, days named",
        "long enough ago",
        "not left",
        "not left, on a Friday",
    ],
)
def test_a_reminder_counts_from_the_day_the_invitation_left(
    invited_at: datetime | None, now: datetime, after: int, day: int
) -> None:
    found = reminder_after(Asked(invited_at), now, WHO, after=after, window=OFFICE_HOURS)
    assert found is not None
    assert found.date() == (MONDAY + timedelta(days=day)).date()
    assert found >= now


@pytest.mark.parametrize("invited_at", [None, MONDAY + timedelta(days=17)])
def test_what_left_too_late_is_not_reminded_of(invited_at: datetime | None) -> None:
    now = MONDAY + timedelta(days=20)
    assert reminder_after(Asked(invited_at), now, WHO, after=5, window=OFFICE_HOURS) is None
