"""One interviewer, one conversation at a time: over all services, and whoever is first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from shared.appointment.booking import give_up, take
from shared.appointment.errors import TimeTaken
from tests.house import House

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, BRAM = uuid4(), uuid4()


@pytest.fixture
def book(house: House) -> Callable[..., UUID]:
    def make(account: UUID = ANNA, starts: datetime = AT, booking: UUID | None = None) -> UUID:
        key = booking or uuid4()
        with house.transaction("stay")() as tx:
            take(tx, key, account, starts, starts + HOUR)
        return key

    return make


def booked(house: House) -> list[tuple[UUID, datetime]]:
    rows = house.sql("SELECT account_id, starts_at FROM appointment.booking ORDER BY starts_at")
    return [(row.account_id, row.starts_at) for row in rows]


def test_a_time_that_is_taken_is_refused_and_one_that_touches_it_is_not(
    house: House, book: Callable[..., UUID]
) -> None:
    book()
    for overlapping in (AT, AT - HOUR / 2, AT + HOUR / 2):
        with pytest.raises(TimeTaken):
            book(starts=overlapping)
    book(starts=AT - HOUR)
    book(starts=AT + HOUR)
    book(BRAM)
    assert len(booked(house)) == 4


def test_of_many_who_pick_the_same_time_at_once_one_gets_it_and_the_others_hear_so(house: House) -> None:
    # Again and again: they meet within microseconds, and once they waited for one another for good.
    for turn in range(25):
        start = AT + turn * timedelta(days=1)
        ready = Barrier(4)

        def pick(start: datetime = start, ready: Barrier = ready) -> str:
            try:
                with house.transaction("stay")() as tx:
                    tx.conn.exec_driver_sql("SELECT 1")
                    ready.wait(timeout=30)
                    take(tx, uuid4(), ANNA, start, start + HOUR)
            except TimeTaken:
                return "taken"
            return "mine"

        with ThreadPoolExecutor(4) as pool:
            said = sorted(one.result(timeout=60) for one in [pool.submit(pick) for _ in range(4)])
        assert said == ["mine", "taken", "taken", "taken"]
    assert len(booked(house)) == 25


def test_two_who_swap_their_times_at_once_wait_for_nobody_for_good(
    house: House, book: Callable[..., UUID]
) -> None:
    mine, yours = book(), book(starts=AT + HOUR)
    ready = Barrier(2)

    def move(key: UUID, start: datetime) -> str:
        try:
            with house.transaction("stay")() as tx:
                ready.wait(timeout=30)
                take(tx, key, ANNA, start, start + HOUR)
        except TimeTaken:
            return "taken"
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        moves = [pool.submit(move, mine, AT + HOUR), pool.submit(move, yours, AT)]
        assert [one.result(timeout=60) for one in moves] == ["taken", "taken"]
    assert booked(house) == [(ANNA, AT), (ANNA, AT + HOUR)]


def test_a_move_to_a_taken_time_leaves_what_was_booked(house: House, book: Callable[..., UUID]) -> None:
    mine = book()
    book(starts=AT + 2 * HOUR)
    with pytest.raises(TimeTaken):
        book(starts=AT + 2 * HOUR, booking=mine)
    book(starts=AT + HOUR / 2, booking=mine)
    assert booked(house) == [(ANNA, AT + HOUR / 2), (ANNA, AT + 2 * HOUR)]


def test_what_was_given_up_is_free_again(house: House, book: Callable[..., UUID]) -> None:
    mine = book()
    with house.transaction("stay")() as tx:
        give_up(tx, [mine])
    book()
    assert len(booked(house)) == 1


def test_a_service_gives_up_and_moves_only_what_is_its_own_and_reads_no_more_than_when(
    house: House, book: Callable[..., UUID]
) -> None:
    mine = book()
    house.sql("GRANT USAGE ON SCHEMA appointment TO weerzien_onboarding")
    house.sql("GRANT EXECUTE ON FUNCTION appointment.take, appointment.give_up TO weerzien_onboarding")
    with house.transaction("onboarding")() as tx:
        give_up(tx, [mine])
    with pytest.raises(TimeTaken), house.transaction("onboarding")() as tx:
        take(tx, mine, ANNA, AT + 5 * HOUR, AT + 6 * HOUR)
    assert booked(house) == [(ANNA, AT)]
    for statement in ("SELECT service FROM appointment.booking", "DELETE FROM appointment.booking"):
        with pytest.raises(DBAPIError, match="permission denied"), house.transaction("stay")() as tx:
            tx.conn.exec_driver_sql(statement)
    columns = house.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'busy_v1'"
        " AND table_schema = 'appointment'"
    )
    assert {row.column_name for row in columns} == {"id", "account_id", "starts_at", "ends_at"}
