"""Who was to begin and never did: nothing is asked of them, and they are no leavers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.people import jobs
from tests.house import House
from tests.integration.people.forms import Visitor
from tests.integration.people.test_people_api import PEOPLE, add, call, kinds


def states(house: House) -> list[tuple[str, str | None]]:
    rows = house.sql("SELECT state, last_day FROM people.career_v1 ORDER BY hire_date")
    return [(row.state, row.last_day and str(row.last_day)) for row in rows]


@pytest.mark.parametrize(("hire_date", "state"), [("2026-04-01", "expected"), ("2026-02-23", "active")])
def test_somebody_never_began_and_after_all_did(house: House, hire_date: str, state: str) -> None:
    person = f"{PEOPLE}/{add(house, hire_date=hire_date)['id']}"
    for _ in range(2):
        answer = call(house, "POST", f"{person}/never-started")
        assert (answer.status_code, answer.json["state"]) == (200, "never_started")
    assert call(house, "DELETE", f"{person}/never-started").json["state"] == state
    again = call(house, "DELETE", f"{person}/never-started")
    assert (again.status_code, again.json["code"]) == (409, "not_never_started")
    assert kinds(house) == ["people.hired.v1", "people.never_started.v1", "people.started_after_all.v1"]


def test_no_day_that_passes_makes_a_beginner_or_a_leaver_of_them(house: House) -> None:
    person = f"{PEOPLE}/{add(house, hire_date='2026-04-01')['id']}"
    call(house, "POST", f"{person}/never-started")
    assert jobs.next_due() is None
    house.set_time(datetime(2027, 4, 1, 5, tzinfo=UTC))
    assert jobs.note_departures() == 0
    assert states(house) == [("never_started", None)]


def test_a_leaving_is_taken_back_first_and_none_can_be_noted(house: House) -> None:
    person = f"{PEOPLE}/{add(house, hire_date='2026-04-01', last_day='2026-12-31')['id']}"
    found = call(house, "POST", f"{person}/never-started").json
    assert (found["last_day"], found["known_leaving_on"]) == (None, None)
    assert kinds(house)[-2:] == ["people.leaving_withdrawn.v1", "people.never_started.v1"]
    leaving = {"kind": "resignation", "last_day": "2026-05-01"}
    refused: list[Any] = [
        call(house, "POST", f"{person}/leaving", leaving),
        call(house, "PATCH", person, {"last_day": "2026-05-01"}),
        call(house, "POST", f"{person}/absences", {"kind": "care", "first_day": "2026-04-02"}),
    ]
    assert [(answer.status_code, answer.json["code"]) for answer in refused] == [(409, "never_started")] * 3
    assert call(house, "PATCH", person, {"hire_date": "2026-04-08"}).json["state"] == "never_started"


def test_who_left_did_begin_and_who_has_no_employment_cannot_fail_to(house: House) -> None:
    left = add(house, last_day="2022-01-31", leave_kind="retirement")["id"]
    assert call(house, "POST", f"{PEOPLE}/{left}/never-started").json["code"] == "already_left"
    nobody = add(house, employee_number="2", hire_date=None)["id"]
    assert call(house, "POST", f"{PEOPLE}/{nobody}/never-started").json["code"] == "not_employed"


def test_a_return_that_never_came_leaves_the_years_before_as_they_were(house: House) -> None:
    person = f"{PEOPLE}/{add(house, last_day='2022-01-31', leave_kind='retirement')['id']}"
    call(house, "POST", f"{person}/spells", {"hire_date": "2026-04-01"})
    # The second click is for the same employment, and never for the one before it.
    found = [call(house, "POST", f"{person}/never-started").json for _ in range(2)][-1]
    assert (found["state"], [one["state"] for one in found["spells"]]) == ("left", ["left", "never_started"])
    assert call(house, "DELETE", f"{person}/never-started").json["state"] == "expected"


def test_who_never_began_can_begin_later_as_the_same_person(house: House) -> None:
    person = f"{PEOPLE}/{add(house, hire_date='2026-02-23')['id']}"
    call(house, "POST", f"{person}/never-started")
    same = call(house, "POST", f"{person}/spells", {"hire_date": "2026-02-23"})
    assert (same.status_code, same.json["code"]) == (409, "never_started")
    begun = call(house, "POST", f"{person}/spells", {"hire_date": "2026-03-02"})
    assert (begun.status_code, begun.json["state"]) == (201, "active")
    # They were never here before: this is no return.
    assert [fact.body["previous_spell_id"] for fact in house.facts("people.hired")] == [None, None]
    undone = call(house, "DELETE", f"{person}/never-started")
    assert (undone.status_code, undone.json["code"]) == (409, "spells_overlap")


def test_a_death_stops_everything_of_them_too(house: House) -> None:
    made = add(house, hire_date="2026-04-01", email="jan@example.org")
    call(house, "POST", f"{PEOPLE}/{made['id']}/never-started")
    desk = f"/people/desk/{made['id']}"
    assert Visitor(house.logged_in("people")).send(f"{desk}/death").status_code == 303
    assert kinds(house)[-1] == "people.died.v1"
    undone = call(house, "DELETE", f"{PEOPLE}/{made['id']}/never-started")
    assert (undone.status_code, undone.json["code"]) == (409, "has_died")
    assert states(house) == [("never_started", None)]
