"""Two records of one person: leave and what never began go along with the employments, and back again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.people.actions import merging, mourning
from shared.kernel.ids import new_id
from tests.house import House, pressed
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


def facts_of(house: House, *people: str) -> list[tuple[str, str]]:
    wanted = {"people.died.v1", "people.merged.v1", "people.unmerged.v1", "people.changed.v1"}
    return [
        (fact.type.split(".")[1], "first" if str(fact.person_id) == people[0] else "second")
        for fact in house.facts()
        if fact.type in wanted and str(fact.person_id) in people
    ]


def dead(house: House, *people: str) -> list[bool]:
    rows = {str(row.id): row.deceased for row in house.sql("SELECT id, deceased FROM people.person")}
    return [rows[one] for one in people]


def test_who_died_in_one_record_has_died(house: House, pair: tuple[str, str, UUID]) -> None:
    # Ten thousand people found it: a form about why somebody left went to a person who had died.
    first, second, proposal = pair
    call(house, "POST", f"{PEOPLE}/{second}/leaving", {"kind": "death", "last_day": "2026-03-01"})
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(first))
    assert dead(house, first, second) == [True, True]
    assert facts_of(house, first, second) == [("died", "second"), ("merged", "second"), ("died", "first")]
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert dead(house, first, second) == [False, True]
    assert facts_of(house, first, second)[3:] == [("unmerged", "second"), ("changed", "first")]


def test_nothing_is_planned_for_who_died_in_another_record(house: House, pair: tuple[str, str, UUID]) -> None:
    first, second, proposal = pair
    call(house, "POST", f"{PEOPLE}/{second}/leaving", {"kind": "death", "last_day": "2026-03-01"})
    house.drain()
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(first))
    house.drain()
    house.travel(house.now + timedelta(days=60))
    assert house.sql("SELECT person_id FROM journey.touchpoint WHERE state IN ('planned', 'due')") == []
    assert house.facts("journey.touchpoint_due") == []
    assert house.postbox.envelopes == []


def test_an_employment_of_who_died_in_another_record_ends_on_the_day_that_hr_notes(
    house: House, pair: tuple[str, str, UUID]
) -> None:
    first, second, proposal = pair
    told = "Eén van beide is overleden. Voeg je ze samen, dan geldt dat voor deze persoon"
    desk, page = house.logged_in("people"), f"/people/desk/{second}"
    assert told not in desk.get("/people/desk/merges").text
    call(house, "POST", f"{PEOPLE}/{first}/leaving", {"kind": "death", "last_day": "2022-01-31"})
    assert told in desk.get("/people/desk/merges").text
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(second))
    assert "Het dienstverband loopt nog door en telt mee in de cijfers." in desk.get(page).text
    assert "Er gaan al geen brieven meer." in desk.get(f"{page}/death").text
    for form in (f"{page}/death", page):
        assert pressed(desk, form, f"{page}/death", last_day="28-2-2026").status_code == 303
    assert "loopt nog door" not in desk.get(page).text
    assert desk.get(f"{page}/death").status_code == 303
    rows = house.sql(
        "SELECT last_day, leave_kind, state FROM people.spell WHERE latest AND person_id = :id", id=second
    )
    assert [(str(row.last_day), row.leave_kind, row.state) for row in rows] == [
        ("2026-02-28", "death", "left")
    ]
    assert [name for name, _ in facts_of(house, first, second)].count("died") == 3


def test_a_death_that_was_a_mistake_is_one_in_both_records(house: House, pair: tuple[str, str, UUID]) -> None:
    first, second, proposal = pair
    call(house, "POST", f"{PEOPLE}/{second}/leaving", {"kind": "death", "last_day": "2026-03-01"})
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(first))
    with house.transaction("people")() as tx:
        mourning.withdraw_death(tx, UUID(first))
    assert dead(house, first, second) == [False, False]
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert dead(house, first, second) == [False, False]


def test_a_death_goes_back_with_the_employment_that_it_ended(
    house: House, pair: tuple[str, str, UUID]
) -> None:
    first, second, proposal = pair
    with house.transaction("people")() as tx:
        merging.merge(tx, proposal, keep=UUID(first))
    with house.transaction("people")() as tx:
        mourning.note_death(tx, UUID(first))
    assert dead(house, first, second) == [True, False]
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert dead(house, first, second) == [False, True]
    assert facts_of(house, first, second)[2:] == [
        ("unmerged", "second"),
        ("changed", "first"),
        ("died", "second"),
    ]


def test_whoever_lives_in_the_record_that_goes_is_dead_in_the_one_that_stays(
    house: House, pair: tuple[str, str, UUID]
) -> None:
    first, second, proposal = pair
    with house.transaction("people")() as tx:
        mourning.note_death(tx, UUID(first))
        merging.merge(tx, proposal, keep=UUID(first))
    assert dead(house, first, second) == [True, False]
    with house.transaction("people")() as tx:
        merging.unmerge(tx, proposal)
    assert dead(house, first, second) == [True, False]


def test_a_corrected_leaving_of_long_ago_brings_nobody_back_to_life(
    house: House, pair: tuple[str, str, UUID]
) -> None:
    first, _, _ = pair
    with house.transaction("people")() as tx:
        mourning.note_death(tx, UUID(first))
    call(house, "POST", f"{PEOPLE}/{first}/leaving", {"kind": "retirement", "last_day": "2022-02-28"})
    assert (
        house.sql("SELECT last_day FROM people.spell WHERE person_id = :id", id=first)[0].last_day.month == 2
    )
    assert dead(house, first) == [True]


def test_whoever_turns_out_to_live_is_planned_for_again(house: House) -> None:
    person = add(house, last_day="2026-02-20", leave_kind="retirement")["id"]
    house.drain()

    def planned() -> set[str]:
        rows = house.sql("SELECT rule FROM journey.touchpoint WHERE state = 'planned'")
        return {row.rule for row in rows}

    before = planned()
    assert before
    with house.transaction("people")() as tx:
        mourning.note_death(tx, UUID(person))
    house.drain()
    assert planned() == set()
    with house.transaction("people")() as tx:
        mourning.withdraw_death(tx, UUID(person))
    house.drain()
    assert planned() == before
