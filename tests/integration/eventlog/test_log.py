"""The log keeps what is written, in order, for good."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError

from shared.contracts.base import read_fact
from shared.contracts.people import PersonForgotten, PersonHired
from shared.eventlog import log
from shared.eventlog.verify import verify
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.eventlog.conftest import hire


def test_facts_of_one_commit_stand_in_the_order_in_which_they_were_recorded(house: House) -> None:
    persons = [new_id() for _ in range(12_000)]
    hire(house, persons)
    assert [row.person_id for row in house.facts("people.hired")] == persons


def test_a_fact_comes_back_as_it_was(house: House) -> None:
    fact = PersonHired(person_id=new_id(), spell_id=new_id(), hire_date=date(2024, 2, 29))
    with house.transaction("people")() as tx:
        tx.record(fact)
    (row,) = house.facts()
    assert read_fact(row.type, row.person_id, row.body) == fact


def test_a_transaction_that_raises_leaves_no_fact(house: House) -> None:
    with pytest.raises(ZeroDivisionError), house.transaction("people")() as tx:
        tx.record(PersonForgotten(person_id=new_id()))
        1 / 0  # noqa: B018
    assert house.facts() == []


def test_a_savepoint_that_is_undone_takes_its_facts_along(house: House) -> None:
    kept = new_id()
    with house.transaction("people")() as tx:
        tx.record(PersonForgotten(person_id=kept))
        with pytest.raises(ZeroDivisionError), tx.savepoint():
            tx.record(PersonForgotten(person_id=new_id()))
            1 / 0  # noqa: B018
    assert [row.person_id for row in house.facts()] == [kept]


def test_positions_count_up_without_a_gap_under_many_writers(house: House) -> None:
    def write() -> None:
        for size in (1, 3, 1, 20, 1):
            hire(house, [new_id() for _ in range(size)])

    writers = [Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    positions = [row.position for row in house.facts()]
    assert positions == list(range(1, 8 * 26 + 1))
    with house.transaction("console")() as tx:
        assert verify(tx.conn).intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eventlog.fact SET body = '{}'",
        "DELETE FROM eventlog.fact",
        "TRUNCATE eventlog.fact",
    ],
)
def test_even_the_owner_cannot_alter_the_log(house: House, statement: str) -> None:
    hire(house, [new_id()])
    with pytest.raises(DBAPIError, match="append-only"):
        house.sql(statement)
    assert len(house.facts()) == 1


def test_a_service_cannot_record_a_fact_of_another(house: House) -> None:
    with (
        pytest.raises(DBAPIError, match="no facts of another service"),
        house.transaction("journey")() as tx,
    ):
        tx.record(PersonForgotten(person_id=new_id()))
    assert house.facts() == []


def test_a_service_cannot_write_into_the_log_but_by_its_door(house: House) -> None:
    with pytest.raises(DBAPIError, match="permission denied"), house.transaction("people")() as tx:
        tx.conn.exec_driver_sql(
            "INSERT INTO eventlog.fact VALUES (1, gen_random_uuid(), 'people.x.v1', NULL, now(), '{}', '')"
        )


@pytest.mark.parametrize(
    ("damage", "broken_at"),
    [
        ("UPDATE eventlog.fact SET body = body || '{\"a\": 1}' WHERE position = 7", 7),
        ("UPDATE eventlog.fact SET person_id = gen_random_uuid() WHERE position = 1", 1),
        (
            "UPDATE eventlog.fact SET occurred_at = occurred_at + interval '1 microsecond' WHERE position = 20",
            20,
        ),
        ("DELETE FROM eventlog.fact WHERE position = 5", 6),
        ("DELETE FROM eventlog.fact WHERE position = 1", 2),
    ],
)
def test_verify_names_the_first_position_that_was_tampered_with(
    house: House, damage: str, broken_at: int
) -> None:
    hire(house, [new_id() for _ in range(20)])
    house.sql("ALTER TABLE eventlog.fact DISABLE TRIGGER ALL")
    house.sql(damage)
    with house.transaction("console")() as tx:
        verdict = verify(tx.conn)
    assert (verdict.intact, verdict.broken_at) == (False, broken_at)


def test_verify_goes_on_over_its_own_chunks(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.eventlog.verify.CHUNK", 7)
    hire(house, [new_id() for _ in range(50)])
    with house.transaction("console")() as tx:
        assert (verify(tx.conn).checked, verify(tx.conn).intact) == (50, True)
    house.sql("ALTER TABLE eventlog.fact DISABLE TRIGGER ALL")
    house.sql("UPDATE eventlog.fact SET type = 'people.changed.v1' WHERE position = 29")
    with house.transaction("console")() as tx:
        assert verify(tx.conn).broken_at == 29
    house.sql("DELETE FROM eventlog.fact WHERE position BETWEEN 8 AND 14")
    with house.transaction("console")() as tx:
        assert verify(tx.conn).broken_at == 8


def test_an_empty_log_is_intact(house: House) -> None:
    with house.transaction("console")() as tx:
        assert verify(tx.conn).intact


def test_entries_are_found_by_person_and_by_type_of_any_length(house: House) -> None:
    person = new_id()
    hire(house, [new_id(), person])
    with house.transaction("people")() as tx:
        tx.record(PersonForgotten(person_id=person))
    with house.transaction("console")() as tx:
        mine = log.entries(tx.conn, person_id=person)
        newest = log.entries(tx.conn, before=10, limit=1)
        by_prefix = {
            prefix: len(log.entries(tx.conn, type_prefix=prefix))
            for prefix in ("people", "people.hired", "people.hired.v1", "peopl_", "people.hire", "%")
        }
    assert [entry.type for entry in mine] == ["people.hired.v1", "people.forgotten.v1"]
    assert [entry.position for entry in newest] == [3]
    assert by_prefix == {
        "people": 3,
        "people.hired": 2,
        "people.hired.v1": 2,
        "peopl_": 0,
        "people.hire": 0,
        "%": 0,
    }
