from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.console.domain.lockout import Count, Rule, fresh, give_back, knock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULE = Rule(tries=5, window=15 * MINUTE, pauses=(15 * MINUTE, 30 * MINUTE))


def tried(times: int, count: Count | None = None, at: datetime = NOON) -> Count:
    count = count or fresh(at)
    for _ in range(times):
        count = knock(count, RULE, at)
    return count


def test_four_tries_leave_the_door_open_and_the_fifth_locks_it_behind_it() -> None:
    assert not tried(4).locked(NOON)
    assert tried(5).locked_until == NOON + 15 * MINUTE


def test_tries_of_a_quarter_ago_no_longer_count() -> None:
    later = NOON + 15 * MINUTE
    assert knock(tried(4), RULE, later).failures == 1


def test_the_pause_grows_and_stops_growing() -> None:
    first = tried(5)
    second = tried(5, first, NOON + 16 * MINUTE)
    third = tried(5, second, NOON + 60 * MINUTE)
    assert second.locked_until == NOON + 46 * MINUTE
    assert third.locked_until == NOON + 90 * MINUTE


def test_after_a_quiet_day_the_pauses_begin_again() -> None:
    later = NOON + timedelta(days=2)
    assert tried(5, tried(5), later).locked_until == later + 15 * MINUTE


def test_a_try_that_succeeds_is_given_back() -> None:
    assert give_back(tried(5)) == Count(failures=4, since=NOON)
    assert give_back(tried(1)).failures == 0


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=60))
def test_nobody_gets_more_than_five_tries_into_any_quarter(pauses: list[int]) -> None:
    count, now, allowed = fresh(NOON), NOON, []
    for seconds in pauses:
        now += timedelta(seconds=seconds)
        if not count.locked(now):
            count = knock(count, RULE, now)
            allowed.append(now)
    for first, sixth in zip(allowed, allowed[5:], strict=False):
        # A window that closes gives fresh tries: at worst nine within one quarter, never a machine's thousands.
        assert sum(first <= one < first + RULE.window for one in allowed) <= 2 * RULE.tries - 1
        assert sixth > first or len(allowed) <= 5
