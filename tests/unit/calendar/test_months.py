"""Months end where they end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.errors import DateOutOfReach
from shared.calendar.months import add_days, add_months, add_years

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 2, date(2027, 3, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
        (date(2027, 5, 20), 0, date(2027, 5, 20)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_an_anniversary_of_29_february_is_on_28_february_and_returns_to_29_in_a_leap_year() -> None:
    born = date(2024, 2, 29)
    assert [add_years(born, n) for n in (1, 2, 4)] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2028, 2, 29),
    ]


@given(day=DAYS, months=st.integers(-600, 600))
def test_months_are_counted_by_the_month_and_never_run_over(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and add_days(later, 1).day == 1)


@given(day=DAYS, other=DAYS, months=st.integers(0, 120))
def test_an_earlier_day_never_ends_later(day: date, other: date, months: int) -> None:
    first, second = sorted((day, other))
    assert add_months(first, months) <= add_months(second, months)


def test_counting_past_the_end_of_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(DateOutOfReach, match="9999"):
        add_months(date(9999, 6, 1), 7)
    with pytest.raises(DateOutOfReach, match="9999"):
        add_days(date(9999, 12, 31), 1)
