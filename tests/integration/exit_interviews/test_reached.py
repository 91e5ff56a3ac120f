"""How somebody is reached after the last day: asked in time, shown to be theirs, and what comes back is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from services.exit_interviews import jobs
from services.people import jobs as people_jobs
from shared.contracts.mail import LetterBounced
from shared.letterbox.put import sealer
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, HIRED, cases
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields, letters, links

Leave = Callable[..., Employee]
AT_HOME = "noor@thuis.example"


def to_confirm(house: House, number: int = -1) -> tuple[str, str]:
    """Return to which address the last letter that asks went, and the path of its link."""
    sent = [one for one in letters(house) if one.template == "exit/home_confirm"]
    link = json.loads(sealer().decrypt(sent[number].secrets))["link"]
    return sent[number].email, link.removeprefix(house.settings.base_url)


def give(house: House, path: str, email: str) -> str:
    """Give an address on a page; return what it says then."""
    client = house.client("exit_interviews")
    return str(
        client.post(path, data=fields(client.get(path).text) | {"email": email}, follow_redirects=True).text
    )


def known(house: House, one: Employee) -> str | None:
    people_jobs.catch_up()
    (row,) = house.sql("SELECT private_email FROM people.person WHERE id = :id", id=one.person_id)
    found: str | None = row.private_email
    return found


def test_an_address_counts_once_whoever_reads_it_says_that_it_is_theirs(house: House, leaving: Leave) -> None:
    one, client = leaving(), house.client("exit_interviews")
    place = f"{links(house)['link']}/home"
    (case,) = cases(house)
    desk, page = house.logged_in("exit_interviews"), f"/exit/desk/cases/{case.id}"
    assert "Er is geen privéadres" in desk.get(page).text
    assert client.post(place, data=fields(client.get(place).text) | {"email": "noor"}).status_code == 422
    assert client.post(place, data={"email": AT_HOME}).status_code == 403
    assert letters(house)[1:] == []

    assert "op weg" in give(house, place, AT_HOME)
    email, link = to_confirm(house)
    assert (email, known(house, one)) == (AT_HOME, None)
    assert "vraagt of het klopt" in desk.get(page).text
    # Whoever opens it, or presses a button without choosing, changes nothing.
    form = fields(client.get(link).text)
    assert (
        client.post(link, data={key: value for key, value in form.items() if key != "answer"}).status_code
        == 422
    )
    assert known(house, one) is None

    assert "we weten je te vinden" in client.post(link, data=form | {"answer": "yes"}).text
    assert known(house, one) == AT_HOME
    assert client.get(link).status_code == 404
    assert "bevestigde een privéadres" in desk.get(page).text
    assert AT_HOME not in desk.get(page).text, "where it is stands with people alone"
    assert len(house.facts("exit.home_confirmed")) == 1


def test_what_comes_back_or_is_not_theirs_is_said_to_hr_and_the_leaver(house: House, leaving: Leave) -> None:
    one, client = leaving(), house.client("exit_interviews")
    place = f"{links(house)['link']}/home"
    (case,) = cases(house)
    desk, page = house.logged_in("exit_interviews"), f"/exit/desk/cases/{case.id}"
    give(house, place, "weg@thuis.example")
    (asked,) = (letter for letter in letters(house) if letter.template == "exit/home_confirm")
    with house.transaction("mail")() as tx:
        tx.record(LetterBounced(person_id=None, letter_id=asked.id, kind="hard"))
    jobs.catch_up()
    assert "kwam niet aan" in desk.get(page).text
    assert "kwam op het laatste adres niet aan" in client.get(place).text

    give(house, place, "ander@thuis.example")
    _, link = to_confirm(house)
    client.post(link, data=fields(client.get(link).text) | {"answer": "no"})
    assert "niet van deze collega is" in desk.get(page).text
    assert known(house, one) is None
    give(house, place, AT_HOME)
    assert "Vandaag gingen er al genoeg brieven uit" in give(house, place, AT_HOME)
    # A withdrawn notice leaves nothing of it.
    Employer(house).withdraw(one)
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.home") == []
    assert client.get(to_confirm(house)[1]).status_code == 404


def test_who_cannot_be_reached_afterwards_is_asked_two_weeks_before_and_hr_can_ask(
    house: House, employer: Employer
) -> None:
    soon, later, reached, dismissed = employer.hire_many(4, HIRED)
    employer.change(reached, private_email=AT_HOME)
    for one, days, kind in (
        (soon, 10, "resignation"),
        (later, 40, "retirement"),
        (reached, 10, "resignation"),
        (dismissed, 10, "dismissal"),
    ):
        employer.announce(one, in_days=days, kind=kind)
    house.set_time(AFTERNOON)
    by_person = {case.person_id: case for case in cases(house)}
    assert (jobs.ask_home(), jobs.ask_home()) == (1, 0)
    (letter,) = letters(house)
    assert (letter.template, letter.person_id) == ("exit/home_ask", soon.person_id)
    assert "op weg" in give(house, links(house)["link"], AT_HOME)

    desk = house.logged_in("exit_interviews")
    for one, said in ((later, "Er gaat een brief uit"), (later, "Vandaag is er al om gevraagd")):
        page = f"/exit/desk/cases/{by_person[one.person_id].id}"
        form = fields(desk.get(page).text)
        assert said in desk.post(f"{page}/home", data=form, follow_redirects=True).text
    page = f"/exit/desk/cases/{by_person[dismissed.person_id].id}"
    assert desk.post(f"{page}/home", data=form).status_code == 409, "no letter before they know"
    house.set_time(AFTERNOON + timedelta(days=30))
    assert jobs.ask_home() == 0, "whom HR asked is not asked again"
