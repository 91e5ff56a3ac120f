"""The talk that brings a dismissal: prepared by the manager with HR, held, wiped; nothing else of a leaving is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from services.exit_interviews import jobs
from services.exit_interviews.domain.dismissal import NEEDED
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, HIRED, cases
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields

Leave = Callable[..., Employee]
WORDS = {name: f"Wat er staat bij {name}." for name in NEEDED}


def manager_of(house: House, employer: Employer, *people: Employee) -> FlaskClient:
    """Return the browser of somebody who manages these people, and nobody else's."""
    boss = employer.hire(HIRED, given="Bea")
    for one in people:
        house.sql(
            "UPDATE people.spell SET manager_id = :boss WHERE id = :id", boss=boss.person_id, id=one.spell_id
        )
    client = house.logged_in("exit_interviews", "manager")
    house.sql(
        "UPDATE console.account SET person_id = :id WHERE roles = '{manager}' AND person_id IS NULL",
        id=boss.person_id,
    )
    return client


def write(client: FlaskClient, path: str, **words: Any) -> Any:
    page = client.get(path).text
    seen = {"seen": fields(page).get("seen", ""), "csrf_token": fields(page)["csrf_token"]}
    return client.post(path, data=seen | words)


def test_the_manager_and_hr_prepare_it_together_and_nobody_else(
    house: House, employer: Employer, leaving: Leave
) -> None:
    one, other = leaving("dismissal"), leaving()
    by_person = {case.person_id: case for case in cases(house)}
    path = f"/exit/desk/dismissals/{by_person[one.person_id].id}"
    boss, stranger = manager_of(house, employer, one, other), manager_of(house, employer)
    desk = house.logged_in("exit_interviews")

    team = boss.get("/exit/desk/team").text
    assert team.count("/exit/desk/dismissals/") == 1
    assert "/exit/desk/cases/" not in team
    assert "ontslag" not in team
    assert "gaat niemand weg" in stranger.get("/exit/desk/team").text
    assert "niet wie jij bent" in house.logged_in("exit_interviews", "manager").get("/exit/desk/team").text
    not_theirs = f"/exit/desk/dismissals/{by_person[other.person_id].id}"
    assert [who.get(path).status_code for who in (boss, desk, stranger)] == [200, 200, 404]
    assert boss.get(not_theirs).status_code == desk.get(not_theirs).status_code == 404

    before = fields(desk.get(path).text)
    assert write(boss, path, message=WORDS["message"]).status_code == 303
    late = desk.post(path, data=before | {"message": "Iets anders.", "seen": ""})
    assert late.status_code == 409
    assert "Iets anders." in late.text
    assert WORDS["message"] in late.text
    assert write(boss, path, message="x" * 5000).status_code == 422
    assert boss.post(f"{path}/prepared", data=before).status_code == 403, "HR confirms"
    lacking = desk.post(f"{path}/prepared", data=before)
    assert lacking.status_code == 422
    assert "zonder dit is het gesprek niet voorbereid" in lacking.text
    assert write(desk, path, **WORDS).status_code == 303
    assert desk.post(f"{path}/prepared", data=before).status_code == 303
    assert desk.post(f"{path}/prepared", data=before).status_code == 303
    assert len(house.facts("exit.dismissal_prepared")) == 1
    (kept,) = house.sql("SELECT words FROM exit.dismissal")
    assert WORDS["message"].encode() not in bytes(kept.words)
    # What changes afterwards is to be agreed to again.
    write(boss, path, **WORDS | {"care": "Anders."})
    assert "nog niet voorbereid" in desk.get(path).text


def test_that_it_was_held_is_written_down_with_day_and_who_was_there(house: House, leaving: Leave) -> None:
    leaving("dismissal")
    (case,) = cases(house)
    desk, page = house.logged_in("exit_interviews"), f"/exit/desk/cases/{case.id}"
    path = f"/exit/desk/dismissals/{case.id}"
    write(desk, path, **WORDS)
    form = fields(desk.get(page).text) | {"sure": "yes"}
    for wrong, said in (
        ({"held_on": "gisteren", "present": "hr"}, "Op welke dag was het gesprek"),
        ({"held_on": "2026-03-03", "present": "hr"}, "kan het niet zijn geweest"),
        ({"held_on": "2-3-2026"}, "Kruis aan wie er bij het gesprek was"),
    ):
        refused = desk.post(f"{page}/told", data=form | wrong)
        assert (refused.status_code, said in refused.text) == (422, True), said
    held = {"held_on": "2-3-2026", "present": ["manager", "companion"]}
    assert desk.post(f"{page}/told", data=form | held).status_code == 303
    (fact,) = house.facts("exit.person_told")
    assert fact.body["held_on"] == "2026-03-02"
    assert "de leidinggevende, iemand die deze collega zelf meenam" in desk.get(page).text
    assert write(desk, path, **WORDS | {"care": "Later bedacht."}).status_code in {303, 409}
    assert "Later bedacht." not in desk.get(path).text

    assert jobs.wipe_preparations() == 0
    house.set_time(AFTERNOON + timedelta(days=45 + 181))
    assert jobs.wipe_preparations() == 1
    (row,) = house.sql("SELECT words, held_on FROM exit.dismissal")
    assert (row.words, row.held_on.isoformat()) == (None, "2026-03-02")


def test_a_dismissal_that_is_withdrawn_leaves_no_preparation(
    house: House, employer: Employer, leaving: Leave
) -> None:
    one = leaving("dismissal")
    (case,) = cases(house)
    write(house.logged_in("exit_interviews"), f"/exit/desk/dismissals/{case.id}", **WORDS)
    employer.withdraw(one)
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.dismissal") == []
