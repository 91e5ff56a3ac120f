"""What follows from the days of an employment, held to plain Python for any days at all."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from services.insights import policy
from services.insights.store import labels
from services.insights.store.enrolling import with_bands
from services.insights.store.labels import Labels
from services.insights.store.numbers import NEVER, NOT_KNOWN, Numbers, day_number, month_numbers
from shared.calendar.months import add_years

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LEAP = date(2024, 2, 29)


def numbers(*values: int) -> Numbers:
    return np.array(values, np.int32)


def columns(
    hired: date, left: date | None, born: int = NOT_KNOWN, hours: int = NOT_KNOWN
) -> dict[str, Numbers]:
    return with_bands({
        "hired": numbers(day_number(hired)),
        "left": numbers(NEVER if left is None else day_number(left)),
        "born": numbers(born),
        "hours": numbers(hours),
        "regretted": numbers(2),
        "several": numbers(0),
    })  # fmt: skip


def served(hired: date, day: date) -> int:
    return (day.year - hired.year) * 12 + day.month - hired.month - (day.day < hired.day)


def band(bands: tuple[tuple[int, str], ...], value: float) -> int:
    return max(number for number, (start, _) in enumerate(bands) if start <= max(value, 0))


@given(DAYS, DAYS)
@example(LEAP, date(2025, 2, 27))
@example(LEAP, date(2025, 2, 28))
@example(LEAP, date(2025, 3, 1))
@example(date(2023, 2, 28), LEAP)
def test_who_left_within_a_year_and_after_how_many_years(one: date, other: date) -> None:
    hired, left = sorted((one, other))
    found = columns(hired, left)
    assert bool(found["early"][0]) is (left < add_years(hired, 1))
    assert found["tenure_left"][0] == band(policy.TENURE_BANDS, served(hired, left) / 12)


@given(DAYS, DAYS)
@example(LEAP, date(2025, 2, 28))
@example(LEAP, date(2028, 2, 29))
@example(date(2023, 2, 28), LEAP)
def test_tenure_on_an_evening_is_that_of_somebody_who_leaves_then(one: date, other: date) -> None:
    hired, day = sorted((one, other))
    found = labels.on_evening(policy.TENURE, numbers(day_number(hired)), day)
    assert found[0] == columns(hired, day)["tenure_left"][0]


@given(DAYS, st.integers(1850 * 12, 2100 * 12))
def test_an_age_counts_from_the_month_of_birth(day: date, born: int) -> None:
    months = day.year * 12 + day.month - 1 - born
    expected = band(policy.AGE_BANDS, months // 12)
    assert labels.on_evening(policy.AGE, numbers(born), day)[0] == expected
    found = columns(day, day, born)
    assert (found["age_hired"][0], found["age_left"][0]) == (expected, expected)


def test_who_is_not_gone_left_at_no_time_and_what_is_not_known_is_in_no_band() -> None:
    found = columns(LEAP, None)
    assert not found["early"][0]
    assert found["age_hired"][0] == len(policy.AGE_BANDS)
    assert found["hours"][0] == len(policy.HOURS_BANDS)
    assert columns(LEAP, None, hours=3599)["hours"][0] == 3
    assert columns(LEAP, None, hours=3600)["hours"][0] == 4


@given(DAYS)
def test_a_day_lies_in_its_month(day: date) -> None:
    assert month_numbers(numbers(day_number(day)))[0] == day.year * 12 + day.month - 1


def test_groups_are_told_apart_however_many_there_could_be() -> None:
    many = 2**30
    parts = [Labels(np.array([7, many - 1, 7, 0]), range(many)) for _ in range(3)]
    found = sorted(labels.tallied(parts, None, np.array([True, True, False, False])))
    assert found == [(0, 0, 0, 1, 0), (7, 7, 7, 2, 1), (many - 1,) * 3 + (1, 1)]


def test_of_nobody_there_are_no_groups() -> None:
    nobody = np.zeros(0, np.int64)
    assert list(labels.tallied([Labels(nobody, ()), labels.distinct(nobody)], None)) == []
