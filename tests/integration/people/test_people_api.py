"""Persons through the API: in, changed, gone, back, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.people import jobs
from tests.house import House
from tests.integration.people.conftest import Take

PEOPLE = "/people/api/v1/people"


def add(house: House, **given: Any) -> dict[str, Any]:
    body = {
        "employee_number": "1",
        "given_name": "Jan",
        "family_name": "Maas",
        "hire_date": "2020-02-01",
    } | given
    answer = house.client("people").post(PEOPLE, json=body, headers=house.api)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def call(house: House, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return house.client("people").open(path, method=method, json=body, headers={**house.api, **headers})


def kinds(house: House) -> list[str]:
    return [fact.type for fact in house.facts()]


def test_a_person_comes_in_and_shows_as_given(house: House) -> None:
    made = add(house, birth_date="2000-02-29", infix="van der", hours=32.5, part_time_days=["mon", "tue"],
               country="België", department="Zorg > Team Noord", language="fr", email="jan@example.org")  # fmt: skip
    shown = call(house, "GET", f"{PEOPLE}/{made['id']}").get_json()
    assert shown == made
    assert (shown["display_name"], shown["hours"], shown["part_time_days"]) == (
        "Jan van der Maas",
        32.5,
        ["mon", "tue"],
    )
    assert (shown["country"], shown["department"], shown["state"]) == ("BE", "Zorg > Team Noord", "active")
    assert kinds(house) == ["people.hired.v1"]


@pytest.mark.parametrize("name", ["Ó", "李", "X Æ A-12", "O'Neill-van 't Hoff", "👩‍🚀"])
def test_any_name_is_a_name(house: House, name: str) -> None:
    assert add(house, given_name=name, family_name=None)["display_name"] == name


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"birth_date": "1999-02-29"}, "birth_date"),
        ({"email": "no address"}, "email"),
        ({"hours": 200}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"language": "de"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"given_name": "a\u0000b"}, "given_name"),
        ({"given_name": "", "family_name": ""}, "given_name"),
        ({"manager": "nobody"}, "manager"),
        ({"last_day": "2019-01-01"}, "last_day"),
        ({"hire_date": None, "function": "x"}, "hire_date"),
        ({"shoe_size": 44}, "shoe_size"),
        ({"part_time_days": "someday"}, "part_time_days"),
        ({"part_time_days": {"a": 1}}, "part_time_days"),
        ({"notice_date": "2021-01-01", "last_day": "2020-12-01"}, "notice_date"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(house: House, wrong: dict[str, Any], field: str) -> None:
    body = {"employee_number": "1", "given_name": "Jan", "hire_date": "2020-02-01"} | wrong
    answer = call(house, "POST", PEOPLE, body)
    assert answer.status_code == 422, answer.get_json()
    assert field in answer.get_json()["errors"]


def test_a_number_is_of_one_person(house: House) -> None:
    add(house)
    answer = call(house, "POST", PEOPLE, {"employee_number": "1", "given_name": "An"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "employee_number_taken")


def test_a_change_names_the_fields_and_counts_the_version(house: House) -> None:
    made = add(house)
    answer = call(
        house,
        "PATCH",
        f"{PEOPLE}/{made['id']}",
        {"function": "Kok", "email": "j@example.org", "given_name": "Jan"},
    )
    assert (answer.get_json()["function"], answer.headers["ETag"]) == ("Kok", '"2"')
    assert house.facts("people.changed")[0].body["fields"] == ["email", "function"]
    again = call(house, "PATCH", f"{PEOPLE}/{made['id']}", {"function": "Kok"})
    assert again.get_json()["version"] == 2
    stale = call(house, "PATCH", f"{PEOPLE}/{made['id']}", {"function": "Chef"}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.get_json()["code"]) == (412, "person_changed_meanwhile")


def test_salary_is_kept_and_never_shown(house: House) -> None:
    made = add(house, salary=4200)
    assert "salary" not in made
    assert house.sql("SELECT amount FROM people.salary")[0].amount == 4200
    call(house, "PATCH", f"{PEOPLE}/{made['id']}", {"salary": 4300})
    assert house.facts("people.changed")[0].body["fields"] == ["salary"]


def test_a_manager_below_oneself_is_refused(house: House) -> None:
    boss, other = add(house), add(house, employee_number="2", manager="1")
    answer = call(house, "PATCH", f"{PEOPLE}/{boss['id']}", {"manager": "2"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "circular_manager")
    assert other["manager"] == "1"


def test_leaving_is_announced_changed_withdrawn_and_noted_once(house: House) -> None:
    person = f"{PEOPLE}/{add(house)['id']}"
    leaving = {"kind": "resignation", "notice_date": "2026-02-20", "last_day": "2026-03-05"}
    assert call(house, "POST", f"{person}/leaving", leaving).get_json()["state"] == "leaving"
    assert call(house, "POST", f"{person}/leaving", leaving).status_code == 200
    assert call(house, "POST", f"{person}/leaving", leaving | {"last_day": "2026-03-06"}).status_code == 200
    assert call(house, "DELETE", f"{person}/leaving").get_json()["state"] == "active"
    assert call(house, "DELETE", f"{person}/leaving").get_json()["code"] == "not_leaving"
    call(house, "POST", f"{person}/leaving", leaving)
    assert jobs.next_due() == datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert jobs.note_departures() == 0
    house.set_time(datetime(2026, 3, 5, 23, 30, tzinfo=UTC))
    assert (jobs.note_departures(), jobs.note_departures()) == (1, 0)
    assert kinds(house) == [
        "people.hired.v1", "people.leaving_announced.v1", "people.leaving_changed.v1", "people.leaving_withdrawn.v1",
        "people.leaving_announced.v1", "people.left.v1",
    ]  # fmt: skip
    assert call(house, "GET", person).get_json()["state"] == "left"


def test_somebody_expected_begins_on_the_day(house: House) -> None:
    person = add(house, hire_date="2026-04-01")
    assert person["state"] == "expected"
    house.set_time(datetime(2026, 4, 1, 5, tzinfo=UTC))
    assert jobs.note_departures() == 1
    assert call(house, "GET", f"{PEOPLE}/{person['id']}").get_json()["state"] == "active"
    assert jobs.next_due() is None


def test_death_stops_everything_and_can_be_taken_back(house: House) -> None:
    person = f"{PEOPLE}/{add(house)['id']}"
    found = call(house, "POST", f"{person}/leaving", {"kind": "death", "last_day": "2026-03-01"}).get_json()
    assert (found["state"], found["deceased"]) == ("left", True)
    found = call(house, "DELETE", f"{person}/leaving").get_json()
    assert (found["state"], found["deceased"]) == ("active", False)
    assert kinds(house) == ["people.hired.v1", "people.died.v1", "people.leaving_withdrawn.v1"]


def test_who_left_can_come_back_as_the_same_person(house: House) -> None:
    person = f"{PEOPLE}/{add(house, last_day='2022-01-31', leave_kind='retirement')['id']}"
    assert call(house, "POST", f"{person}/spells", {"hire_date": "2021-01-01"}).status_code == 409
    found = call(house, "POST", f"{person}/spells", {"hire_date": "2024-01-01", "function": "Kok"}).get_json()
    assert [(spell["no"], spell["state"]) for spell in found["spells"]] == [(1, "left"), (2, "active")]
    assert (
        call(house, "POST", f"{person}/spells", {"hire_date": "2025-01-01"}).get_json()["code"]
        == "still_employed"
    )


def test_forgetting_leaves_a_bare_spell_and_the_number_is_not_taken_in_again(
    house: House, take: Take
) -> None:
    file = "nummer;naam;in dienst;afdeling\n1;Jan Maas;1-2-2020;Zorg\n2;An Bos;fout;Zorg\n"
    take(file)
    person = house.sql("SELECT id FROM people.person")[0].id
    assert call(house, "POST", f"{PEOPLE}/{person}/erasure").status_code == 204
    gone = call(house, "GET", f"{PEOPLE}/{person}")
    assert (gone.status_code, gone.get_json()["code"]) == (410, "person_forgotten")
    assert house.sql("SELECT 1 FROM people.contact_v1") == []
    assert house.sql("SELECT department FROM people.career_v1")[0].department == "Zorg"
    dump = str(house.sql("SELECT * FROM people.person")) + str(
        house.sql("SELECT * FROM people.import_change")
    )
    assert "Maas" not in dump
    found = take(file)
    assert (found["created"], len(found["rejected"])) == (0, 2)
    assert (
        found["rejected"][0]["reason"]
        == "Deze persoon is op verzoek vergeten en wordt niet opnieuw aangelegd."
    )
    assert kinds(house).count("people.forgotten.v1") == 1


def test_people_are_found_without_accents_and_in_pages(house: House) -> None:
    for number, name in enumerate(["Zoë", "Zoe", "René", "Ann"], start=1):
        add(
            house,
            employee_number=str(number),
            given_name=name,
            family_name=f"Van den Berghé{number}",
            department=f"Zorg > Team {number}",
        )
    found = call(house, "GET", f"{PEOPLE}?q=ZOE+berghe").get_json()
    assert [one["given_name"] for one in found["items"]] == ["Zoë", "Zoe"]
    first = call(house, "GET", f"{PEOPLE}?limit=3").get_json()
    second = call(house, "GET", f"{PEOPLE}?limit=3&cursor={first['next']}").get_json()
    assert [one["employee_number"] for one in first["items"] + second["items"]] == ["1", "2", "3", "4"]
    assert second["next"] is None
    assert len(call(house, "GET", f"{PEOPLE}?department=Zorg").get_json()["items"]) == 4
    assert len(call(house, "GET", f"{PEOPLE}?department=Zorg+>+Team+1&state=active").get_json()["items"]) == 1
    assert call(house, "GET", f"{PEOPLE}?q=%25&state=left").get_json()["items"] == []
    unit = call(house, "GET", "/people/api/v1/departments").get_json()["items"][0]
    assert unit["path"] == "Zorg"
    assert len(call(house, "GET", f"{PEOPLE}?department={unit['id']}").get_json()["items"]) == 4


@pytest.mark.parametrize("path", [f"{PEOPLE}/x", f"{PEOPLE}?cursor=x", f"{PEOPLE}?limit=0", f"{PEOPLE}?state=x",
                                  f"{PEOPLE}/00000000-0000-0000-0000-000000000000", f"{PEOPLE}?q=%00"])  # fmt: skip
def test_what_is_not_there_is_said_as_a_problem(house: House, path: str) -> None:
    answer = call(house, "GET", path)
    assert answer.status_code in {404, 422} or "%00" in path
    assert answer.status_code < 500


def test_without_the_token_nothing_is_told(house: House) -> None:
    assert house.client("people").get(PEOPLE).status_code == 401
