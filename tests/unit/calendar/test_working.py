"""Who works when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.errors import NoWorkingDay
from shared.calendar.working import (
    WorkCalendar,
    add_working_days,
    days_off,
    is_working_day,
    next_working_day,
    public_holidays,
    why_free,
)

NL, BE = WorkCalendar("NL"), WorkCalendar("BE")
KINGS_DAY, ARMISTICE = date(2027, 4, 27), date(2026, 11, 11)
CALENDARS = st.builds(
    WorkCalendar,
    st.sampled_from(["NL", "BE", "FR", "DE", "AE", "IL", "ZZ", "", None, "nl"]),
    st.sampled_from([None, "Flemish", "VLG", "Noord-Holland", "BY", "DE-BY", "?"]),
    st.frozensets(st.integers(1, 7), max_size=7),
    st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=20),
)


def test_kings_day_is_free_in_the_netherlands_and_a_working_day_in_belgium() -> None:
    assert not is_working_day(KINGS_DAY, NL)
    assert is_working_day(KINGS_DAY, BE)
    assert not is_working_day(ARMISTICE, BE)
    assert is_working_day(ARMISTICE, NL)


def test_a_free_day_says_why() -> None:
    part_timer = WorkCalendar("NL", days_off=frozenset({3}), closed=frozenset({date(2026, 12, 28)}))
    days = [
        date(2026, 11, 28),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]
    assert [why_free(day, part_timer) for day in days] == ["weekend", "holiday", "closed", "part_time", None]


def test_a_region_adds_its_own_holidays_and_an_unknown_one_has_those_of_the_country() -> None:
    epiphany = date(2027, 1, 6)
    assert not is_working_day(epiphany, WorkCalendar("DE", "DE-BY"))
    assert is_working_day(epiphany, WorkCalendar("DE", "Somewhere"))
    assert public_holidays("BE", "Vlaanderen", 2026) == public_holidays("BE", None, 2026)


def test_an_unknown_country_has_a_weekend_and_no_holidays() -> None:
    nowhere = WorkCalendar("ZZ")
    assert is_working_day(date(2026, 12, 25), nowhere)
    assert not is_working_day(date(2026, 11, 28), nowhere)


def test_somebody_whose_every_day_is_off_is_still_reached_on_a_working_day() -> None:
    never = WorkCalendar("NL", days_off=frozenset(range(1, 8)))
    assert next_working_day(date(2026, 11, 28), never) == date(2026, 11, 30)


def test_five_working_days_over_christmas_take_the_holidays_into_account() -> None:
    assert add_working_days(date(2026, 12, 22), 5, NL) == date(2026, 12, 30)
    assert add_working_days(date(2026, 12, 30), -5, NL) == date(2026, 12, 22)
    assert add_working_days(date(2026, 12, 25), 0, NL) == date(2026, 12, 25)


def test_a_year_of_closed_days_is_an_error_in_words_and_not_an_endless_search() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(900))
    with pytest.raises(NoWorkingDay):
        next_working_day(date(2026, 1, 1), WorkCalendar("NL", closed=closed))


@given(calendar=CALENDARS, day=st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_the_next_working_day_is_the_first_one_and_free_days_have_a_reason(
    calendar: WorkCalendar, day: date
) -> None:
    found = next_working_day(day, calendar)
    assert found >= day
    assert is_working_day(found, calendar)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert all(why_free(one, calendar) for one in between)
    assert why_free(found, calendar) is None


@given(calendar=CALENDARS, day=st.dates(date(2026, 6, 1), date(2027, 6, 1)), days=st.integers(1, 15))
def test_n_working_days_later_has_n_working_days_between(
    calendar: WorkCalendar, day: date, days: int
) -> None:
    later = add_working_days(day, days, calendar)
    passed = (day + timedelta(days=n) for n in range(1, (later - day).days + 1))
    assert sum(is_working_day(one, calendar) for one in passed) == days


def test_the_days_that_a_part_timer_works_leave_the_others_free() -> None:
    assert days_off("mon,tue,thu") == {3, 5, 6, 7}
    calendar = WorkCalendar("NL", days_off=days_off("mon,tue,thu"))
    assert next_working_day(date(2026, 11, 25), calendar) == date(2026, 11, 26)
    assert next_working_day(date(2026, 11, 27), calendar) == date(2026, 11, 30)


@pytest.mark.parametrize("unclear", [None, "", "4", "2.5", "?", "someday"])
def test_a_number_of_days_frees_none_in_particular(unclear: str | None) -> None:
    assert days_off(unclear) == frozenset()
