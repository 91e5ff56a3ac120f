"""Somebody who is asked something would rather talk: HR hears it, with what the person shows, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.onboarding import jobs
from tests.house import House, pressed
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import answer_everything, fields, letters, links

Invite = Callable[..., list[Employee]]
WISH = {"whom": "hr", "about": "Mijn uren", "reach": "06 12345678"}


@pytest.fixture
def link(house: House, invited: Invite) -> str:
    invited()
    return links(house)["link"]


@pytest.fixture
def person(house: House) -> FlaskClient:
    return house.client("onboarding")


@pytest.fixture
def hr(house: House) -> FlaskClient:
    return house.logged_in("onboarding")


def ask(person: FlaskClient, link: str, **wish: Any) -> Any:
    page = person.get(f"{link}/wish").get_data(as_text=True)
    return person.post(f"{link}/wish", data={**_hidden(page), **WISH, **wish})


def _hidden(page: str) -> dict[str, str]:
    return {name: value for name, value in fields(page).items() if name == "page_token"}


def wishes(house: House) -> list[Any]:
    return house.sql("SELECT * FROM onboarding.wish ORDER BY id")


def test_opening_the_page_asks_for_nothing(house: House, person: FlaskClient, link: str) -> None:
    page = person.get(f"{link}/wish")
    assert page.status_code == 200
    assert "maandag 16 maart" in page.get_data(as_text=True)
    assert wishes(house) == []


@pytest.mark.parametrize("where", ["", "/1", "/summary"])
def test_every_page_behind_the_link_shows_the_way(person: FlaskClient, link: str, where: str) -> None:
    assert f"{link}/wish" in person.get(link + where).get_data(as_text=True)


def test_hr_gets_a_task_with_a_day_and_nobody_else_hears(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    before, written = house.facts(), letters(house)
    asked = ask(person, link)
    assert asked.status_code == 303
    [wish] = wishes(house)
    # Five working days after Monday the ninth.
    assert (wish.whom, wish.about, wish.due_on, wish.state) == ("hr", "Mijn uren", date(2026, 3, 16), "open")
    listed = hr.get("/onboarding/desk/wishes").get_data(as_text=True)
    assert "Eén collega wil ergens over praten" in listed
    assert "Noor" in listed
    shown = hr.get(f"/onboarding/desk/wishes/{wish.id}").get_data(as_text=True)
    assert "Mijn uren" in shown
    assert "06 12345678" in shown
    assert house.facts() == before
    assert letters(house) == written


def test_only_the_answers_that_the_person_ticks_are_shown_with_the_name(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    page = fields(person.get(f"{link}/1").get_data(as_text=True))
    person.post(f"{link}/1", data={**page, "welcome": "2", "ready": "mostly", "_go": "next"})
    form = person.get(f"{link}/wish").get_data(as_text=True)
    assert not re.search(r'name="shown"[^>]*checked', form)
    ask(person, link, shown=["ready"])
    [wish] = wishes(house)
    assert wish.shown == [{"question": "Stond alles klaar om te beginnen?", "answer": "Bijna alles"}]
    seen = hr.get(f"/onboarding/desk/wishes/{wish.id}").get_data(as_text=True)
    assert "Bijna alles" in seen
    assert "welkom" not in seen


def test_after_sending_one_can_still_ask_and_show_what_was_sent(
    house: House, person: FlaskClient, link: str
) -> None:
    assert f"{link}/wish" in answer_everything(house, link)
    page = person.get(f"{link}/wish").get_data(as_text=True)
    offered = re.findall(r'name="shown" value="([^"]+)"', page)
    assert "ready" in offered
    assert ask(person, link, shown=["ready"]).status_code == 303
    assert wishes(house)[0].shown


def test_after_declining_one_can_still_ask(house: House, person: FlaskClient, link: str) -> None:
    page = person.get(f"{link}/decline").get_data(as_text=True)
    person.post(f"{link}/decline", data={**_hidden(page), "sure": "yes"})
    assert ask(person, link, whom="counsellor").status_code == 303
    assert wishes(house)[0].whom == "counsellor"


def test_a_second_click_is_the_same_wish(house: House, person: FlaskClient, link: str) -> None:
    page = _hidden(person.get(f"{link}/wish").get_data(as_text=True))
    for _ in range(2):
        assert person.post(f"{link}/wish", data={**page, **WISH}).status_code == 303
    assert len(wishes(house)) == 1


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"whom": ""}, "Kies met wie je wilt praten."),
        ({"whom": "the_queen"}, "Kies met wie je wilt praten."),
        ({"whom": "named", "named": " "}, "Schrijf met wie je wilt praten."),
        ({"about": "x" * 4_001}, "hoogstens 4000 tekens"),
        ({"reach": "x" * 201}, "hoogstens 200 tekens"),
        ({"shown": ["ready"]}, "Dit antwoord staat er niet (meer) bij."),
    ],
)
def test_what_is_not_right_is_said_at_the_field_and_what_was_typed_stays(
    house: House, person: FlaskClient, link: str, wish: dict[str, Any], said: str
) -> None:
    answered = ask(person, link, **wish)
    page = answered.get_data(as_text=True)
    assert answered.status_code == 422
    assert said in page
    assert (wish.get("about") or "Mijn uren") in page
    assert wishes(house) == []


def test_a_scanner_that_presses_every_button_asks_for_nothing(
    house: House, person: FlaskClient, link: str
) -> None:
    page = _hidden(person.get(f"{link}/wish").get_data(as_text=True))
    assert person.post(f"{link}/wish", data=page).status_code == 422
    assert person.post(f"{link}/wish", data={"whom": "hr"}).status_code == 403
    assert wishes(house) == []


def test_a_wish_can_be_taken_back_and_nothing_of_it_stays(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    ask(person, link)
    page = person.get(f"{link}/wish").get_data(as_text=True)
    assert "Mijn uren" in page
    hidden = _hidden(page)
    assert person.post(f"{link}/wish/withdraw", data=hidden).status_code == 422
    assert person.post(f"{link}/wish/withdraw", data={**hidden, "sure": "yes"}).status_code == 303
    [wish] = wishes(house)
    assert (wish.state, wish.whom, wish.about, wish.reach) == ("withdrawn", None, None, None)
    assert "Niemand wacht op een gesprek" in hr.get("/onboarding/desk/wishes").get_data(as_text=True)
    assert "Vraag dit gesprek aan" in person.get(f"{link}/wish").get_data(as_text=True)


def test_hr_notes_that_it_is_taken_care_of_and_can_take_that_back(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    ask(person, link)
    place = f"/onboarding/desk/wishes/{wishes(house)[0].id}"
    for _ in range(2):
        assert pressed(hr, place, f"{place}/done").status_code == 303
    assert wishes(house)[0].state == "done"
    assert pressed(hr, place, f"{place}/reopen").status_code == 303
    assert wishes(house)[0].state == "open"


def test_what_the_person_took_back_hr_cannot_call_done(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    ask(person, link)
    place = f"/onboarding/desk/wishes/{wishes(house)[0].id}"
    hr.get(place)
    hidden = _hidden(person.get(f"{link}/wish").get_data(as_text=True))
    person.post(f"{link}/wish/withdraw", data={**hidden, "sure": "yes"})
    assert pressed(hr, "/onboarding/desk/", f"{place}/done").status_code == 409
    assert wishes(house)[0].state == "withdrawn"


def test_a_wish_of_a_time_ago_loses_its_words(
    house: House, person: FlaskClient, link: str, hr: FlaskClient
) -> None:
    ask(person, link, whom="named", named="Wim")
    place = f"/onboarding/desk/wishes/{wishes(house)[0].id}"
    pressed(hr, place, f"{place}/done")
    house.set_time(house.now + timedelta(days=89))
    assert jobs.wipe_wishes() == 0
    house.set_time(house.now + timedelta(days=2))
    assert jobs.wipe_wishes() == 1
    [wish] = wishes(house)
    assert (wish.state, wish.whom, wish.named, wish.about) == ("done", None, None, None)
    page = house.logged_in("onboarding").get(place).get_data(as_text=True)
    assert "gewist" in page


def test_who_dies_is_not_to_be_called_and_who_is_forgotten_never_asked(
    house: House, person: FlaskClient, invited: Invite, employer: Employer
) -> None:
    noor, bram = invited(2)
    paths = {letter.person_id: links(house, place)["link"] for place, letter in enumerate(letters(house))}
    for one in (noor, bram):
        ask(person, paths[one.person_id])
    employer.bury(noor)
    jobs.catch_up()
    assert [wish.state for wish in wishes(house)].count("stopped") == 1
    employer.forget(bram)
    jobs.catch_up()
    assert [(wish.state, wish.about) for wish in wishes(house)] == [("stopped", None)]


def test_a_link_that_leads_nowhere_offers_no_wish(person: FlaskClient) -> None:
    assert person.get("/onboarding/a/nothing/wish").status_code == 404
    assert person.post("/onboarding/a/nothing/wish", data={"whom": "hr"}).status_code == 404


@pytest.mark.parametrize("role", ["manager", "interviewer", "board"])
def test_nobody_but_hr_sees_who_asked(house: House, person: FlaskClient, link: str, role: str) -> None:
    ask(person, link)
    other = house.logged_in("onboarding", role)
    for path in ("/onboarding/desk/wishes", f"/onboarding/desk/wishes/{wishes(house)[0].id}"):
        assert other.get(path).status_code == 403


def test_the_home_of_the_desk_says_that_somebody_waits_and_not_who(
    house: House, person: FlaskClient, link: str
) -> None:
    ask(person, link)
    console = house.logged_in("console")
    page = console.get("/console/desk/").get_data(as_text=True)
    assert "Eén collega wil ergens over praten" in page
    assert "/onboarding/desk/wishes" in page
    house.set_time(datetime(2026, 3, 18, 9, 0, tzinfo=UTC))
    late = house.logged_in("console").get("/console/desk/").get_data(as_text=True)
    assert "te laat" in late
