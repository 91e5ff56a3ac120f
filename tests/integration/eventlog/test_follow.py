"""Each fact has its effect once, in order, whatever breaks."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from shared.db.engine import engine_for
from shared.db.transaction import Tx
from shared.eventlog import parking
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.eventlog.conftest import Notebook, hire


class Killed(BaseException):
    """The process is gone; nothing may catch this."""


def test_a_follower_sees_every_fact_once_and_in_order(house: House, notebook: Notebook) -> None:
    hire(house, [new_id() for _ in range(25)])
    assert notebook.catch_up(batch=7) == 25
    assert notebook.catch_up() == 0
    assert notebook.seen() == list(range(1, 26))


def test_two_that_follow_at_once_do_the_work_once(house: House, notebook: Notebook) -> None:
    hire(house, [new_id() for _ in range(300)])
    both = [Thread(target=notebook.catch_up, kwargs={"batch": 10}) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert notebook.seen() == list(range(1, 301))


def test_no_fact_is_stepped_over_while_many_write(house: House, notebook: Notebook) -> None:
    done = Event()

    def write() -> None:
        for size in (1, 2, 1, 5, 1, 1, 30, 1):
            hire(house, [new_id() for _ in range(size)])

    def follow() -> None:
        while not done.is_set():
            notebook.catch_up(batch=8)

    reader = Thread(target=follow)
    writers = [Thread(target=write) for _ in range(6)]
    for thread in (reader, *writers):
        thread.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    notebook.catch_up()
    assert notebook.seen() == list(range(1, 6 * 42 + 1))


@settings(
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture],
    max_examples=25,
)
@given(deaths=st.lists(st.integers(1, 12), max_size=6), batch=st.integers(1, 9), new=st.integers(1, 20))
def test_a_follower_killed_at_any_statement_misses_and_doubles_nothing(
    house: House, notebook: Notebook, deaths: list[int], batch: int, new: int
) -> None:
    hire(house, [new_id() for _ in range(new)])
    engine = engine_for("journey")
    for statement_of_death in deaths:
        left = [statement_of_death]

        def die(conn: Any, *_rest: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                # The connection really ends, as the process's would.
                conn.connection.driver_connection.close()
                raise Killed

        event.listen(engine, "before_cursor_execute", die)
        try:
            notebook.catch_up(batch=batch)
        except Killed:
            pass
        finally:
            event.remove(engine, "before_cursor_execute", die)
    notebook.catch_up(batch=batch)
    assert notebook.seen() == [row.position for row in house.facts()]


def test_a_failing_fact_holds_up_its_person_and_nobody_else(house: House, notebook: Notebook) -> None:
    bad, good = new_id(), new_id()
    notebook.refuses.add(bad)
    hire(house, [good, bad, good, bad])
    hire(house, [bad, good])
    notebook.catch_up()
    assert notebook.seen() == [1, 3, 6]
    waiting = house.sql("SELECT position, attempts, error FROM eventlog.parked ORDER BY position")
    assert [(row.position, row.attempts, row.error) for row in waiting] == [
        (2, 1, "RuntimeError"),
        (4, 0, "waits"),
        (5, 0, "waits"),
    ]


def test_what_waited_goes_on_in_order_when_its_time_comes(house: House, notebook: Notebook) -> None:
    bad = new_id()
    notebook.refuses.add(bad)
    hire(house, [bad, bad, bad])
    notebook.catch_up()
    notebook.refuses.clear()
    assert notebook.catch_up() == 0, "not before the pause is over"
    house.set_time(house.now + parking.PAUSES[0] + timedelta(seconds=1))
    assert notebook.catch_up() == 3
    assert notebook.seen() == [1, 2, 3]
    assert house.sql("SELECT 1 FROM eventlog.parked") == []


def test_after_the_last_pause_a_fact_waits_for_a_person(house: House, notebook: Notebook) -> None:
    bad = new_id()
    notebook.refuses.add(bad)
    hire(house, [bad])
    notebook.catch_up()
    for pause in parking.PAUSES:
        house.set_time(house.now + pause + timedelta(seconds=1))
        notebook.catch_up()
    (row,) = house.sql("SELECT attempts, next_try_at FROM eventlog.parked")
    assert (row.attempts, row.next_try_at) == (len(parking.PAUSES) + 1, None)
    house.set_time(house.now + timedelta(days=30))
    notebook.refuses.clear()
    assert notebook.catch_up() == 0
    with house.transaction("console")() as tx:
        parking.retry(tx, "journey", bad)
    assert notebook.catch_up() == 1
    assert notebook.seen() == [1]


def test_a_fact_that_arrives_while_others_wait_does_not_overtake(house: House, notebook: Notebook) -> None:
    bad = new_id()
    notebook.refuses.add(bad)
    hire(house, [bad])
    notebook.catch_up()
    notebook.refuses.clear()
    hire(house, [bad])
    notebook.catch_up()
    assert notebook.seen() == []
    house.set_time(house.now + timedelta(minutes=1))
    notebook.catch_up()
    assert notebook.seen() == [1, 2]


def test_a_broken_statement_in_a_reaction_does_not_spoil_the_rest(house: House, notebook: Notebook) -> None:
    victim = new_id()

    def stumble(tx: Tx) -> None:
        tx.conn.execute(
            text("SELECT 1 / (1 - count(*)) FROM journey.seen WHERE person_id = :victim"), {"victim": victim}
        )

    notebook.interrupt = stumble
    others = [new_id() for _ in range(3)]
    hire(house, [victim, *others])
    notebook.catch_up()
    assert notebook.seen() == [2, 3, 4]


def test_a_follower_cannot_see_or_move_the_checkpoint_of_another(house: House, notebook: Notebook) -> None:
    hire(house, [new_id()])
    notebook.catch_up()
    with house.transaction("mail")() as tx:
        assert tx.conn.execute(text("SELECT count(*) FROM eventlog.checkpoint")).scalar_one() == 0
        moved = tx.conn.execute(text("UPDATE eventlog.checkpoint SET position = 99"))
        assert moved.rowcount == 0
    with house.transaction("console")() as tx:
        assert tx.conn.execute(text("SELECT position FROM eventlog.checkpoint")).scalar_one() == 1
