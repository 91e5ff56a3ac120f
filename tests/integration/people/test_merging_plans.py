"""Two records of one person: leave and what never began go along with the employments, and back again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.people.actions import merging
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.people.test_people_api import PEOPLE, add, call


@pytest.fixture
def pair(house: House) -> tuple[str, str, UUID]:
    """Two records, years apart, and the proposal to merge them."""
    first = add(house, last_day="2022-01-31", leave_kind="retirement")["id"]
    second = add(house, employee_number="2", hire_date="2024-01-01")["id"]
    proposal = new_id()
    house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " VALUES (:id, least(cast(:a AS uuid), :b), greatest(cast(:a AS uuid), :b), 'email', now())",
        id=proposal, a=first, b=second,
    )  # fmt: skip
    return first, second, proposal


def leave(house: House, person: str, first_day: str) -> Any:
    body = {"kind": "care", "first_day": first_day}
    return call(house, "POST", f"{PEOPLE}/{person}/absences", body)


def seen(house: House) -> list[tuple[str, str]]:
    rows = house.sql("SELECT person_id, first_day FROM people.absence_v1 ORDER BY first_day")
    return [(str(row.person_id), str(row.first_day)) for row in rows]


def test_leave_goes_along_and_comes_back(house: House, pair: tuple[str, str, UUID]) -> None:
    first, second, proposal = pair
    leave(house, first, "2021-05-01")
    leave(house, second, "2024-05-01")
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(second))
    assert seen(house) == [(second, "2021-05-01"), (second, "2024-05-01")]
    # Asked by the old address, the one that goes on answers.
    items = call(house, "GET", f"{PEOPLE}/{first}/absences").json["items"]
    assert [one["first_day"] for one in items] == ["2024-05-01", "2021-05-01"]
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert seen(house) == [(first, "2021-05-01"), (second, "2024-05-01")]


def test_leave_of_an_employment_kept_twice_stays_out_of_sight(house: House) -> None:
    first = add(house)["id"]
    second = add(house, employee_number="2", hire_date="2020-03-01")["id"]
    leave(house, first, "2021-05-01")
    proposal = new_id()
    house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " VALUES (:id, least(cast(:a AS uuid), :b), greatest(cast(:a AS uuid), :b), 'email', now())",
        id=proposal, a=first, b=second,
    )  # fmt: skip
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(second))
    assert seen(house) == []
    assert leave(house, second, "2021-05-01").status_code == 201


def test_what_never_began_goes_along_and_is_never_the_one_that_counts(
    house: House, pair: tuple[str, str, UUID]
) -> None:
    first, second, proposal = pair
    call(house, "POST", f"{PEOPLE}/{first}/spells", {"hire_date": "2026-04-01"})
    call(house, "POST", f"{PEOPLE}/{first}/never-started")
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(second))
    shown = call(house, "GET", f"{PEOPLE}/{second}").json
    assert (shown["state"], [one["state"] for one in shown["spells"]]) == (
        "active",
        ["left", "active", "never_started"],
    )
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert call(house, "GET", f"{PEOPLE}/{first}").json["state"] == "left"
