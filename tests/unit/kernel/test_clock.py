"""The house's time can be set, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from shared.kernel import clock
from shared.kernel.settings import read, use

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def travelling_house(tmp_path: Path) -> Iterator[None]:
    """A house in which the time may be set."""
    with use(read({"WEERZIEN_HOME": str(tmp_path), "WEERZIEN_TIME_TRAVEL": "1"})):
        yield


def test_without_a_word_the_house_keeps_the_time_of_the_world() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_the_time_that_was_set_goes_on_ticking() -> None:
    clock.set_house_time(NEW_YEAR)
    first = clock.now()
    assert timedelta() <= first - NEW_YEAR < timedelta(seconds=1)
    assert clock.now() >= first


def test_today_is_what_the_calendar_on_the_wall_there_says() -> None:
    clock.set_house_time(NEW_YEAR)
    assert clock.today("Europe/Amsterdam") == date(2027, 1, 1)
    assert clock.today("America/Paramaribo") == date(2026, 12, 31)


def test_travelling_is_seen_here_only_and_ends() -> None:
    with clock.travelling(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        with clock.travelling(NEW_YEAR + timedelta(days=1)):
            assert clock.now() == NEW_YEAR + timedelta(days=1)
        assert clock.now() == NEW_YEAR
    assert clock.now() != NEW_YEAR


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.travelling(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_a_house_that_may_not_travel_keeps_its_time(tmp_path: Path) -> None:
    settled = replace(read({"WEERZIEN_HOME": str(tmp_path)}), time_travel=False)
    clock.set_house_time(NEW_YEAR)
    with use(settled):
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
        with pytest.raises(RuntimeError, match="WEERZIEN_TIME_TRAVEL"):
            clock.set_house_time(NEW_YEAR)
