"""Notes about coming back: HR's and the manager's, apart from the exit, and gone in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.alumni import jobs
from services.people.jobs import note_departures
from shared.web.auth import sid_hash
from tests.house import pressed
from tests.integration.alumni.conftest import Network, submitted
from tests.integration.alumni.test_work import opened


@pytest.fixture
def answered(network: Network, reader: tuple[Any, str]) -> Any:
    """Noor answered a vacancy."""
    _, own = reader
    submitted(network.phone, f"{own}/work/{opened(network.house)}", way="full", motivation="Ik mis de ploeg.")
    (row,) = network.house.sql("SELECT * FROM alumni.interest")
    return row


def test_hr_and_whom_it_asked_write_notes_that_go_four_weeks_after_the_decision(
    network: Network, answered: Any
) -> None:
    house = network.house
    desk = house.logged_in("alumni")
    manager, other = (house.logged_in("alumni", "manager") for _ in range(2))
    path = f"/alumni/desk/returning/{answered.id}"
    assert manager.get(path).status_code == 404, "nobody looks who was not asked"
    assert "Hier is niets voor je" in manager.get("/alumni/desk/returning").text
    assert pressed(desk, path, path, words=" ").status_code == 422
    pressed(desk, path, path, words="Goede herinneringen aan de planning.")
    with manager.session_transaction() as session:
        sid = session["sid"]
    (account,) = house.sql("SELECT account_id FROM console.session WHERE sid_hash = :sid", sid=sid_hash(sid))
    assert pressed(desk, path, f"{path}/along", account=str(account.account_id)).status_code == 303
    assert "Noor van der Meer" in manager.get("/alumni/desk/returning").text
    page = manager.get(path).text
    assert "Ik mis de ploeg." in page
    assert "Goede herinneringen" in page
    assert "Wie kijkt mee?" not in page
    assert manager.post(f"{path}/along", data={}).status_code == 403
    assert other.get(path).status_code == 404
    pressed(manager, path, path, words="Kan in april beginnen.")
    assert "Kan in april beginnen." in desk.get(path).text
    place = f"/alumni/desk/work/{answered.vacancy_id}"
    pressed(
        desk,
        place,
        f"/alumni/desk/work/answers/{answered.id}",
        outcome="invited",
        reason="We praten graag verder.",
    )
    assert (
        "Hierover is al beslist"
        in desk.get(pressed(desk, place, path, words="Te laat").headers["Location"]).text
    )
    assert "Kan in april" in manager.get(path).text
    house.set_time(house.now + timedelta(days=29))
    jobs.tidy_files()
    assert house.sql("SELECT * FROM alumni.return_note") == []
    assert manager.get(path).status_code == 404


def test_notes_go_with_the_person(network: Network, reader: tuple[Any, str], answered: Any) -> None:
    noor, _ = reader
    desk = network.house.logged_in("alumni")
    path = f"/alumni/desk/returning/{answered.id}"
    pressed(desk, path, path, words="Iets over Noor.")
    network.house.client("people").post(
        f"/people/api/v1/people/{noor['id']}/erasure", headers=network.house.api
    )
    network.house.drain()
    assert network.house.sql("SELECT * FROM alumni.return_note") == []
    assert desk.get(path).status_code == 404


def test_who_is_hired_again_came_back_by_that_answer_and_hr_sees_which_contracts_may_count_on(
    network: Network, reader: tuple[Any, str], answered: Any
) -> None:
    noor, _ = reader
    people = network.house.client("people")
    # Nobody comes back by an older employment that a file brings late.
    hired = {"hire_date": "2026-05-01", "contract": "fixed_term"}
    desk = network.house.logged_in("people")
    path = f"/people/desk/{noor['id']}/return"
    assert "28 februari 2022" in desk.get(path).text or "1 maart 2022" in desk.get(path).text
    assert pressed(desk, path, path, **hired).status_code == 303
    network.house.drain()
    (fact,) = network.house.facts("alumni.came_back")
    assert (str(fact.person_id), fact.body["vacancy_id"]) == (noor["id"], str(answered.vacancy_id))
    (row,) = network.house.sql("SELECT spell_id FROM alumni.interest")
    assert str(row.spell_id) == fact.body["spell_id"]
    alumni = network.house.logged_in("alumni")
    assert "Werkt hier weer" in alumni.get(f"/alumni/desk/returning/{answered.id}").text
    assert network.member(noor).state == "asleep"
    page = desk.get(f"/people/desk/{noor['id']}").text
    assert "ketenregeling" not in page, "four years lie between"
    leaving = {"last_day": "2026-12-31", "leave_kind": "end_of_contract"}
    people.patch(f"/people/api/v1/people/{noor['id']}", json=leaving, headers=network.house.api)
    network.house.set_time(network.house.now + timedelta(days=320))
    note_departures()
    network.house.drain()
    assert pressed(desk, path, path, hire_date="2027-03-01", contract="fixed_term").status_code == 303
    page = desk.get(f"/people/desk/{noor['id']}").text
    assert "ketenregeling" in page
    assert "1 mei 2026" in page
