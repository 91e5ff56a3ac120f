"""When a line of the timetable has to fire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.clock.due import due_ticks, is_due, next_firing
from services.clock.timetable import NEXT_DUE, TIMETABLE, At, Every, Tick

ZONE = "Europe/Amsterdam"
NOW = datetime(2026, 3, 2, 9, 0, 20, tzinfo=UTC)
MINUTELY = Tick("a", Every(timedelta(minutes=1)), "journey", "services.journey.jobs.release_due")
NIGHTLY = Tick("b", At("20 3 * * *"), "console", "services.console.jobs.clean_up")


@pytest.mark.parametrize(("seconds", "due"), [(0, False), (59, False), (60, True), (86_400, True)])
def test_a_tick_is_due_once_its_time_has_passed(seconds: int, due: bool) -> None:
    assert is_due(MINUTELY, NOW - timedelta(seconds=seconds), NOW, ZONE) is due


def test_one_that_never_fired_is_due_and_one_that_fired_in_the_future_too() -> None:
    assert is_due(NIGHTLY, None, NOW, ZONE)
    assert is_due(NIGHTLY, NOW + timedelta(days=300), NOW, ZONE)


def test_a_week_of_missed_nights_is_one_firing() -> None:
    fired = {NIGHTLY.name: NOW - timedelta(days=7), MINUTELY.name: NOW}
    assert due_ticks([NIGHTLY, MINUTELY], fired, NOW, ZONE) == [NIGHTLY]
    assert due_ticks([NIGHTLY, MINUTELY], {NIGHTLY.name: NOW, MINUTELY.name: NOW}, NOW, ZONE) == []


def test_the_night_is_that_of_the_organisation_through_summer_time() -> None:
    night = datetime(2026, 3, 28, 2, 20, tzinfo=UTC)
    assert next_firing(NIGHTLY.when, night, ZONE) == datetime(2026, 3, 29, 1, 20, tzinfo=UTC)


def test_every_line_of_the_timetable_has_a_name_of_its_own_and_a_time() -> None:
    assert len({tick.name for tick in TIMETABLE}) == len(TIMETABLE)
    for tick in TIMETABLE:
        following = next_firing(tick.when, NOW, ZONE)
        # The rarest are monthly: a letter of the month.
        assert NOW < following <= NOW + timedelta(days=31)


def test_what_time_travel_jumps_to_stands_in_the_timetable() -> None:
    known = {tick.name for tick in TIMETABLE}
    assert known.issuperset(name for names in NEXT_DUE.values() for name in names)
