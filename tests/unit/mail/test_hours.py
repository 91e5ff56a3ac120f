"""When a letter that asks somebody something may leave."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from services.mail.domain.hours import Hours
from shared.calendar.window import Window

# Tuesday 3 March 2026; Amsterdam is an hour ahead of UTC, and closes at five.
CLOSES = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
AMSTERDAM = Hours(zone="Europe/Amsterdam")


def waits_until(hours: Hours, now: datetime) -> datetime | None:
    return hours.wait(now, now - timedelta(minutes=1))


def test_what_is_claimed_just_before_closing_waits_so_that_the_last_of_its_batch_leaves_in_time() -> None:
    assert waits_until(AMSTERDAM, CLOSES - timedelta(minutes=2, seconds=1)) is None
    for seconds in (120, 119, 1):
        waiting = waits_until(AMSTERDAM, CLOSES - timedelta(seconds=seconds))
        assert waiting is not None
        assert TOMORROW <= waiting <= TOMORROW + timedelta(minutes=1)


@pytest.mark.parametrize("minutes", [1, 5, 10])
def test_very_short_hours_are_used_for_nine_tenths(minutes: int) -> None:
    closes = (datetime.combine(CLOSES, time(9)) + timedelta(minutes=minutes)).time()
    short = Hours(zone="Europe/Amsterdam", window=Window(time(9), closes))
    opens = CLOSES.replace(hour=8)
    assert waits_until(short, opens) is None
    assert waits_until(short, opens + timedelta(minutes=minutes) * 0.89) is None
    assert waits_until(short, opens + timedelta(minutes=minutes) * 0.91) is not None
