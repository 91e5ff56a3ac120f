"""How the database answers what the calendar asks: by index, and without reading the rows of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from services.journey.store import rulings
from shared.db.engine import engine_for
from tests.house import House, Servers, make_house
from tests.integration.journey.crowd import fill

DESK = "/journey/desk/"
EVERY_ROW = "Seq Scan on touchpoint"
BY_INDEX_ALONE = re.compile(r"Index Only Scan using ix_touchpoint_\w+ on touchpoint")


@pytest.fixture(scope="module")
def house(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with make_house(servers, tmp_path_factory.mktemp("crowd")) as made:
        with made.transaction("journey")() as tx:
            rulings.in_force(tx.conn, tx.now)
        fill(made, 40_000, first="2026-01-01", days=720)
        made.sql(
            "INSERT INTO people.department (id, name, path, line) SELECT id, id::text, id::text, ARRAY[id]"
            " FROM (SELECT DISTINCT department_id AS id FROM journey.touchpoint) AS used"
        )
        yield made


@pytest.fixture(scope="module")
def desk(house: House) -> FlaskClient:
    return house.logged_in("journey")


def plans(house: House, client: FlaskClient, path: str) -> list[str]:
    """Return how the database answers each question about touchpoints that a page asks."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "journey.touchpoint" in statement and not statement.startswith("EXPLAIN"):
            asked.append((statement, parameters))

    engine = engine_for("journey")
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = client.get(path)
        assert answer.status_code == 200
        answer.get_data()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with house.transaction("journey")() as tx:
        return [
            "\n".join(row[0] for row in tx.conn.exec_driver_sql(f"EXPLAIN {statement}", parameters))
            for statement, parameters in asked
        ]


def department(house: House) -> UUID:
    found: UUID = house.sql("SELECT department_id FROM journey.touchpoint LIMIT 1")[0][0]
    return found


NARROWED = ["", "&programme=stay", "&moment=onboarding.week_1", "&state=planned", "&department={department}"]


@pytest.mark.parametrize("asked", NARROWED)
def test_a_month_is_counted_in_the_index_alone(house: House, desk: FlaskClient, asked: str) -> None:
    path = f"{DESK}?view=month&month=2026-06{asked.format(department=department(house))}"
    (counted,) = plans(house, desk, path)
    assert BY_INDEX_ALONE.search(counted), counted
    assert "Aggregate" in counted


@pytest.mark.parametrize("asked", NARROWED)
def test_a_list_finds_its_page_by_index_and_reads_that_page_only(
    house: House, desk: FlaskClient, asked: str
) -> None:
    narrowed = asked.format(department=department(house))
    # The list says too what waits until HR has looked at it: counted in the index alone.
    listed, waiting = plans(house, desk, f"{DESK}?from=2026-06-01&to=2027-06-01{narrowed}")
    assert EVERY_ROW not in listed
    assert BY_INDEX_ALONE.search(waiting), waiting
    assert EVERY_ROW not in waiting
    assert "Limit" in listed
    assert "ix_touchpoint_" in listed
    assert "touchpoint_pkey" in listed


def test_the_second_page_begins_where_the_first_ended(house: House, desk: FlaskClient) -> None:
    page = desk.get(f"{DESK}?from=2026-06-01").get_data(as_text=True)
    cursor = page.partition("cursor=")[2].partition('"')[0]
    listed, _ = plans(house, desk, f"{DESK}?from=2026-06-01&cursor={cursor}")
    assert BY_INDEX_ALONE.search(listed), listed
    assert re.search(r"Index Cond: \(.*ROW\(due_date, id\) > ROW\(", listed)


def test_a_week_reads_a_few_of_each_day(house: House, desk: FlaskClient) -> None:
    counted, listed = plans(house, desk, f"{DESK}?view=week&week=2026-W30")
    assert BY_INDEX_ALONE.search(counted), counted
    assert EVERY_ROW not in listed
    assert listed.count("Limit") == 7


@pytest.mark.parametrize("asked", ["", "&programme=stay", "&department={department}"])
def test_looking_ahead_reads_no_more_than_its_period(house: House, desk: FlaskClient, asked: str) -> None:
    narrowed = asked.format(department=department(house))
    for found in plans(house, desk, f"{DESK}ahead?from=2026-06-01&to=2026-06-30{narrowed}"):
        assert EVERY_ROW not in found, found


def test_the_interviewers_conversations_are_found_by_their_index(house: House, desk: FlaskClient) -> None:
    (who,) = house.sql("SELECT interviewer FROM journey.touchpoint WHERE interviewer IS NOT NULL LIMIT 1")
    house.sql(
        "INSERT INTO journey.interviewer (account_id, since) VALUES (:id, now()) ON CONFLICT DO NOTHING",
        id=who[0],
    )
    (counted,) = plans(house, desk, f"{DESK}?view=month&month=2026-06&interviewer={who[0]}")
    assert "ix_touchpoint_interviewer_due_date" in counted or BY_INDEX_ALONE.search(counted)
