"""One room, one set of sides: wherever HR is among the moments, the rest of it is one click away."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services.journey import jobs
from services.journey.store import choices
from services.journey.wiring import transaction
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employer
from tests.integration.journey.test_plans_desk import Desk

HERE = "/journey/desk"
SIDES = {
    "Maand": "/?view=month",
    "Week": "/?view=week",
    "Lijst": "/?view=list",
    "Vooruitkijken": "/ahead",
    "Met de hand": "/hand",
    "Wie gesprekken voert": "/interviewers",
    "In je eigen agenda": "/calendars",
}


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("journey")


def read(desk: FlaskClient, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def sides(page: str) -> dict[str, tuple[str, bool]]:
    """Return where the first tabs of a page lead, and which of them is where one is."""
    tabs = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]*)"( aria-current="page")?>([^<]*)', tabs)
    return {words.strip(): (href, bool(here)) for href, here, words in found}


def department(house: House, name: str, line: tuple[UUID, ...] = (), above: str = "") -> UUID:
    made = new_id()
    house.sql(
        "INSERT INTO people.department (id, name, path, line) VALUES (:id, :name, :path, :line)",
        id=made, name=name, path=f"{above} > {name}" if above else name, line=[*line, made],
    )  # fmt: skip
    return made


def test_every_side_leads_to_all_others_and_says_which_it_is(desk: FlaskClient) -> None:
    for name, path in SIDES.items():
        found = sides(read(desk, HERE + path))
        assert list(found) == list(SIDES)
        assert [words for words, (_, here) in found.items() if here] == [name]
        assert all(desk.get(href).status_code == 200 for href, _ in found.values())


def test_the_pages_of_one_person_are_no_dead_end(house: House, desk: FlaskClient) -> None:
    person = Employer(house).hire()
    jobs.catch_up()
    found = sides(read(desk, f"{HERE}/people/{person.person_id}"))
    assert list(found) == list(SIDES)
    assert not any(here for _, here in found.values())


def test_what_is_looked_for_goes_along_as_far_as_the_other_side_knows_it(
    house: House, desk: FlaskClient
) -> None:
    where = department(house, "Zorg")
    asked = f"programme=stay&department={where}"
    month = sides(read(desk, f"{HERE}/?view=month&month=2026-05&state=planned&{asked}"))
    assert month["Week"][0].startswith(f"{HERE}/?state=planned&{asked}&view=week")
    assert month["Vooruitkijken"][0] == f"{HERE}/ahead?{asked}"
    ahead = sides(read(desk, f"{HERE}/ahead?{asked}&from=2026-05-04&to=2026-05-20"))
    assert ahead["Maand"][0] == f"{HERE}/?{asked}&view=month&month=2026-05"
    assert ahead["Lijst"][0] == f"{HERE}/?{asked}&view=list&from=2026-05-04&to=2026-05-20"


def test_who_holds_conversations_finds_their_calendar_from_their_first_page(house: House) -> None:
    link = f'href="{HERE}/calendars"'
    assert link in read(house.logged_in("console", "interviewer"), "/console/desk/")
    assert link not in read(house.logged_in("console", "board"), "/console/desk/")
    page = read(house.logged_in("journey", "interviewer"), f"{HERE}/calendars")
    assert sides(page) == {}


def test_a_department_stands_beneath_the_one_that_it_is_part_of_whatever_the_others_are_called(
    house: House, desk: FlaskClient
) -> None:
    care = department(house, "Zorg")
    department(house, "Zorg & Welzijn")
    north = department(house, "Noord", (care,), "Zorg")
    department(house, "Nacht", (care, north), "Zorg > Noord")
    with transaction() as tx:
        assert [one.name for one in choices.departments(tx.conn)] == [
            "Zorg",
            "Noord",
            "Nacht",
            "Zorg & Welzijn",
        ]
    for path in ("/hand", "/"):
        offered = re.findall(r"<option[^>]*>(\u2003*(?:Zorg|Noord|Nacht)[^<]*)<", read(desk, HERE + path))
        assert [one.rstrip() for one in offered] == [
            "Zorg",
            "\u2003Noord",
            "\u2003\u2003Nacht",
            "Zorg & Welzijn",
        ]


def test_many_departments_unfold_by_the_one_at_the_top_and_what_is_chosen_is_open(house: House) -> None:
    desk = Desk(house)
    care, office = department(house, "Zorg"), department(house, "Kantoor")
    below = [department(house, f"Team {number:02}", (care,), "Zorg") for number in range(30)]
    form = "onboarding/draft/rules/week_1"
    desk.send("onboarding/draft/begin")
    assert f'value="{office}"' in desk.see(form)
    assert folded(desk.see(form)) == {"Zorg": (31, False)}
    desk.send(form, **desk.form(form), departments=str(below[7]))
    page = desk.see(form)
    assert folded(page) == {"Zorg": (31, True)}
    assert re.findall(r'name="departments" value="([^"]*)" checked', page) == [str(below[7])]
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def folded(page: str) -> dict[str, tuple[int, bool]]:
    """Return the departments that have others below, with how many there are, and whether they are unfolded."""
    field = page.partition('id="f-departments"')[2].partition("</fieldset>")[0]
    found = re.findall(
        r'<details class="unfold"( open)?><summary>([^<]*?) <span class="count">(\d+)</span>', field
    )
    return {name: (int(many), bool(opened)) for opened, name, many in found}
