"""Months and weeks on the wall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journey.domain.grid import EARLIEST, LATEST, month_of, read_month, read_week, week_of

DAYS = st.dates(EARLIEST, LATEST)


def test_a_month_stands_in_weeks_from_monday_with_gaps_at_both_ends() -> None:
    month = month_of(date(2027, 2, 14))
    assert (month.name, month.first, month.last) == ("2027-02", date(2027, 2, 1), date(2027, 2, 28))
    assert [row.number for row in month.weeks] == [5, 6, 7, 8]
    april = month_of(date(2027, 4, 30))
    assert [row.number for row in april.weeks] == [13, 14, 15, 16, 17]
    assert april.weeks[0].days[:3] == (None, None, None)
    assert april.weeks[0].days[3] == date(2027, 4, 1)
    assert april.weeks[-1].days[4:] == (date(2027, 4, 30), None, None)


def test_29_february_is_there_in_its_year_alone() -> None:
    assert month_of(date(2028, 2, 1)).last == date(2028, 2, 29)
    assert month_of(date(2100, 2, 1)).last == date(2100, 2, 28)


def test_week_53_is_a_week_of_the_years_that_have_it() -> None:
    week = read_week("2026-W53")
    assert week is not None
    assert (week.first, week.last) == (date(2026, 12, 28), date(2027, 1, 3))
    assert week == week_of(date(2027, 1, 2))
    assert week.after is not None
    assert (week.name, week.after.name) == ("2026-W53", "2027-W01")
    assert read_week("2027-W53") is None
    january = month_of(date(2027, 1, 1))
    assert [row.number for row in january.weeks] == [53, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "words",
    ["2027-13", "2027-00", "0001-01", "9999-12", "1899-12", "2200-01", "2027-3", "maart", "", "2027-03-01",
     "\N{ARABIC-INDIC DIGIT TWO}027-03"],
)  # fmt: skip
def test_a_month_that_is_none_is_not_read(words: str) -> None:
    assert read_month(words) is None


@pytest.mark.parametrize(
    "words", ["2027-W00", "2027-W54", "0001-W01", "9999-W52", "2027-09", "W09", "2027-W9"]
)
def test_a_week_that_is_none_is_not_read(words: str) -> None:
    assert read_week(words) is None


def test_the_calendar_ends_on_both_sides() -> None:
    assert month_of(date.min) == month_of(EARLIEST)
    assert month_of(date.max) == month_of(LATEST)
    assert month_of(EARLIEST).before is None
    assert month_of(LATEST).after is None
    assert week_of(EARLIEST).before is None
    assert week_of(LATEST).after is None


@given(DAYS)
def test_every_day_stands_once_in_its_month_and_its_week(day: date) -> None:
    for period, read in ((month_of(day), read_month), (week_of(day), read_week)):
        assert read(period.name) == period
        assert period.days.count(day) == 1
        shown = [one for row in period.weeks for one in row.days if one]
        assert shown == period.days
        assert all(len(row.days) == 7 for row in period.weeks)


@given(DAYS)
def test_one_period_on_and_back_is_where_one_was(day: date) -> None:
    for period in (month_of(day), week_of(day)):
        if period.after:
            assert period.after.before == period
            assert period.after.first == period.last + timedelta(days=1)
