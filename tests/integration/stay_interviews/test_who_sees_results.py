"""A manager sees results of what they lead, as the line of people's records has it: groups only, never an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import lxml.html
from flask.testing import FlaskClient

from tests.house import House
from tests.integration.journey.employer import Employee, Employer
from tests.integration.stay_interviews.test_results import Q3, Q4, released

ROOT = "/stay/desk/results"
LIST = f"{ROOT}/stay_form"


def works_at(house: House, people: Sequence[Employee], path: str, boss: Employee | None) -> None:
    """Let people work in a department, under somebody."""
    house.sql(
        "INSERT INTO people.department (id, name, path) VALUES (gen_random_uuid(), :name, :path)"
        " ON CONFLICT DO NOTHING",
        name=path.rpartition(" > ")[2],
        path=path,
    )
    house.sql(
        "UPDATE people.spell SET manager_id = :boss,"
        " department_id = (SELECT id FROM people.department WHERE path = :path) WHERE id = ANY (:spells)",
        path=path,
        boss=boss.person_id if boss else None,
        spells=[one.spell_id for one in people],
    )


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    page: Any = lxml.html.document_fromstring(answer.text)
    [main] = page.xpath("//main")
    return " ".join(main.text_content().split())


def manager(house: House, person_id: UUID | None, *more: str) -> FlaskClient:
    return house.logged_in("stay_interviews", "manager", *more, person_id=person_id)


def care(house: House, employer: Employer) -> tuple[Employee, list[Employee]]:
    """A head of care with a team leader and eight people below; and an office."""
    head, leader = employer.hire_many(2)
    below = employer.hire_many(8)
    works_at(house, [head], "Zorg", None)
    works_at(house, [leader, *below[:4]], "Zorg > Thuis", head)
    works_at(house, below[4:], "Zorg > Thuis", leader)
    works_at(house, employer.hire_many(7), "Kantoor", None)
    released(house, "energy", [("Zorg > Thuis", 9, "4"), ("Kantoor", 7, "2")], quarter=Q3)
    released(house, "energy", [("Zorg > Thuis", 9, "5"), ("Kantoor", 7, "1")], quarter=Q4)
    released(house, "good_day", [("Zorg > Thuis", 10, "Als Wim er is.")], words=True)
    return head, below


def test_a_manager_sees_groups_of_what_they_lead_and_nothing_else(house: House, employer: Employer) -> None:
    head, _below = care(house, employer)
    client = manager(house, head.person_id)
    overview = words(client, ROOT)
    assert "Zorg. Alleen groepen van ten minste 5 mensen" in overview
    assert "Hadden de kans" not in overview, "who took part is no manager's business"
    for asked in ("", "?within=Kantoor", "?within=Zorg", "?period=2026-Q4&within=Kantoor"):
        found = words(client, LIST + asked)
        assert "n = 18" in found or "n = 9" in found
        assert "Als Wim er is" not in found, "what one person wrote is a single answer"
        assert "Kantoor" not in found
    assert "en waarschijnlijk geen toeval" in words(client, f"{LIST}?period=2026-Q4")
    file = client.get(f"{LIST}.csv?by=department&within=Kantoor").get_data(as_text=True)
    assert "Thuis" in file
    assert "Kantoor" not in file
    assert "Als Wim" not in file
    for closed in (f"{ROOT}/who-answered", "/stay/desk/", "/stay/desk/questionnaires"):
        assert client.get(closed).status_code == 403


def test_who_leads_few_or_a_part_or_nobody_reads_kindly_why_there_is_nothing(
    house: House, employer: Employer
) -> None:
    _head, below = care(house, employer)
    small, part, other = employer.hire_many(3)
    works_at(house, [small], "Zorg", None)
    works_at(house, employer.hire_many(4), "Keuken", small)
    works_at(house, employer.hire_many(5), "Kantoor", part)
    # Works in the office, where seven others report to nobody.
    assert "te klein om hier iets van te laten zien" in words(manager(house, small.person_id), LIST)
    assert "samen met anderen in een afdeling" in words(manager(house, part.person_id), LIST)
    assert "valt nog niemand onder jou" in words(manager(house, other.person_id), ROOT)
    assert "niet welke mensen onder jou vallen" in words(manager(house, None), ROOT)
    assert manager(house, small.person_id).get(f"{LIST}.csv").status_code == 404
    assert "valt nog niemand onder jou" in words(manager(house, below[0].person_id), ROOT)


def test_who_moves_on_or_leaves_sees_what_they_led_no_more_and_hr_sees_all(
    house: House, employer: Employer
) -> None:
    head, below = care(house, employer)
    assert "Kantoor" in words(manager(house, head.person_id, "hr"), f"{LIST}?by=department")
    assert "Zorg" in words(manager(house, head.person_id), ROOT)
    house.sql("UPDATE people.spell SET state = 'left', last_day = now() WHERE id = :one", one=head.spell_id)
    assert "niet welke mensen onder jou vallen" in words(manager(house, head.person_id), LIST)
    house.sql("UPDATE people.spell SET state = 'active', last_day = NULL WHERE id = :one", one=head.spell_id)
    moved = "UPDATE people.spell SET manager_id = :new WHERE manager_id = :old AND person_id <> :new"
    house.sql(moved, new=below[0].person_id, old=head.person_id)
    house.sql("UPDATE people.spell SET manager_id = NULL WHERE id = :one", one=below[0].spell_id)
    assert "valt nog niemand onder jou" in words(manager(house, head.person_id), LIST)


def test_a_manager_finds_results_and_own_promises_from_every_page(house: House, employer: Employer) -> None:
    head, _below = care(house, employer)
    page: Any = lxml.html.document_fromstring(manager(house, head.person_id).get("/stay/desk/promises").text)
    doors = set(page.xpath("//nav//a/@href"))
    assert {"/stay/desk/promises", ROOT, "/onboarding/desk/results", "/exit/desk/results"} <= doors
    hr: Any = lxml.html.document_fromstring(manager(house, None, "hr").get("/stay/desk/promises").text)
    assert ROOT not in set(hr.xpath("//nav//a/@href")), "HR finds them with the conversations"
