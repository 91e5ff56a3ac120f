"""What plans lean on: contract, probation, place and when a leaving was first heard of; and the view that says it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.people.actions import placing
from tests.house import House
from tests.integration.people.test_people_api import PEOPLE, add, call

CONTRACT = {
    "contract": "fixed_term",
    "contract_end": "2026-12-31",
    "probation_end": "2020-04-01",
    "place": "Zwolle",
}


def career(house: House) -> Any:
    (row,) = house.sql("SELECT * FROM people.career_v1")
    return row


def change_place(house: House, name: str, **given: str | None) -> int:
    (row,) = house.sql("SELECT id FROM people.place WHERE name = :name", name=name)
    with house.transaction("people")() as tx:
        return placing.change_place(tx, row.id, given)


def test_contract_probation_and_place_come_in_and_stand_in_the_view(house: House) -> None:
    made = add(house, **CONTRACT)
    assert {name: made[name] for name in CONTRACT} == CONTRACT
    row = career(house)
    assert (row.contract, str(row.contract_end), str(row.probation_end), row.place) == tuple(
        CONTRACT.values()
    )


def test_each_change_names_its_field_and_the_same_again_is_none(house: House) -> None:
    person = f"{PEOPLE}/{add(house)['id']}"
    changes: list[dict[str, Any]] = [
        CONTRACT,
        {"contract": "permanent", "contract_end": None},
        {"place": "ZWOLLE"},
        {"place": "Gent"},
        {"place": None, "function": "Kok"},
        {"hours": 20, "department": "Zorg"},
    ]
    for one in changes:
        assert call(house, "PATCH", person, one).status_code == 200
    assert [fact.body["fields"] for fact in house.facts("people.changed")] == [
        ["contract", "contract_end", "probation_end", "place"],
        ["contract", "contract_end"],
        ["place"],
        ["function", "place"],
        ["hours", "department"],
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"contract": "slave"}, "contract"),
        ({"contract_end": "2020-01-31"}, "contract_end"),
        ({"probation_end": "2020-01-31"}, "probation_end"),
        ({"probation_end": "1899-12-31"}, "probation_end"),
        ({"contract_end": "9999-12-31"}, "contract_end"),
        ({"place": "x" * 201}, "place"),
        ({"place": "a\u0000b"}, "place"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(house: House, wrong: dict[str, Any], field: str) -> None:
    body = {"given_name": "Jan", "hire_date": "2020-02-01"}
    person = add(house)["id"]
    for answer in (
        call(house, "POST", PEOPLE, body | wrong),
        call(house, "PATCH", f"{PEOPLE}/{person}", wrong),
    ):
        assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert house.sql("SELECT 1 FROM people.place") == []


def test_a_corrected_hire_date_may_not_pass_the_end_of_the_probation(house: House) -> None:
    person = f"{PEOPLE}/{add(house, probation_end='2020-04-01')['id']}"
    refused = call(house, "PATCH", person, {"hire_date": "2020-04-02"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["hire_date"])
    both = {"hire_date": "2020-04-02", "probation_end": "2020-06-02"}
    assert call(house, "PATCH", person, both).status_code == 200


def test_an_employment_is_needed_for_a_contract(house: House) -> None:
    refused = call(house, "POST", PEOPLE, {"given_name": "Jan", "contract": "permanent"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["hire_date"])


def test_departments_are_there_with_all_above_them(house: House) -> None:
    add(house, department="Zorg > Noord > Team 1")
    ids = {row.path: row.id for row in house.sql("SELECT path, id FROM people.department")}
    assert career(house).department_ids == [ids["Zorg"], ids["Zorg > Noord"], ids["Zorg > Noord > Team 1"]]
    person = f"{PEOPLE}/{house.sql('SELECT id FROM people.person')[0].id}"
    call(house, "PATCH", person, {"department": None})
    assert career(house).department_ids == []


def test_where_and_when_are_ones_own_else_those_of_the_place(house: House) -> None:
    person = f"{PEOPLE}/{add(house, place='Gent')['id']}"
    assert (career(house).country, career(house).time_zone) == (None, None)
    assert change_place(house, "Gent", country="BE", region="VLG", time_zone="Europe/Brussels") == 1
    assert change_place(house, "Gent", country="BE") == 0
    row = career(house)
    assert (row.country, row.region, row.time_zone) == ("BE", "VLG", "Europe/Brussels")
    call(house, "PATCH", person, {"time_zone": "Europe/Paris", "country": "NL"})
    row = career(house)
    # A region belongs to its country: Flanders is not in the Netherlands.
    assert (row.country, row.region, row.time_zone) == ("NL", None, "Europe/Paris")
    assert change_place(house, "Gent", time_zone="Europe/Amsterdam") == 0
    assert change_place(house, "Gent", region=None, time_zone="Europe/Brussels") == 1
    assert [fact.body["fields"] for fact in house.facts("people.changed")] == [
        ["country", "region", "time_zone"],
        ["time_zone", "country"],
        ["region"],
    ]


def test_a_place_tells_of_everybody_who_works_there_and_of_nobody_else(house: House) -> None:
    here = [add(house, employee_number=str(number), place="Gent")["id"] for number in range(3)]
    add(house, employee_number="7", place="Zwolle")
    add(house, employee_number="8")
    call(house, "POST", f"{PEOPLE}/{here[0]}/erasure")
    assert change_place(house, "Gent", time_zone="Europe/Brussels") == 2
    assert {str(fact.person_id) for fact in house.facts("people.changed")} == set(here[1:])


def test_that_a_leaving_is_known_is_dated_once_and_cleared_with_it(house: House) -> None:
    person = f"{PEOPLE}/{add(house)['id']}"
    leaving = {"kind": "resignation", "last_day": "2026-05-01"}
    assert call(house, "POST", f"{person}/leaving", leaving).json["known_leaving_on"] == "2026-03-02"
    # Half past midnight where the organisation lives.
    house.set_time(datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    moved = call(house, "POST", f"{person}/leaving", leaving | {"last_day": "2026-06-01"})
    assert moved.json["known_leaving_on"] == "2026-03-02"
    assert call(house, "DELETE", f"{person}/leaving").json["known_leaving_on"] is None
    again = call(house, "PATCH", person, {"last_day": "2026-05-01"})
    assert again.json["known_leaving_on"] == "2026-03-10"
    history = add(house, employee_number="2", last_day="2021-01-01")
    assert history["known_leaving_on"] == "2026-03-10"
