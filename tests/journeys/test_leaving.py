"""Whole leavings through the front door: HTTP in, letters over SMTP out, time moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from tests.house import links_in, text_of
from tests.journeys.conftest import RunningHouse, eventually, hidden, morning
from tests.journeys.test_first_year import bring_in, fill_in, forms_in

BACK = """
key: employee_number
fields: {employee_number: nr, given_name: voornaam, family_name: naam, email: mail, hire_date: begin}
"""


@dataclass(frozen=True)
class Life:
    """Somebody who leaves."""

    id: str
    mail: str
    home: str


def hired(house: RunningHouse, number: str, **changes: Any) -> Life:
    """Have somebody who has worked here for years."""
    mail, home = f"{number}@example.org", f"{number}@home.example"
    person = {
        "employee_number": number,
        "given_name": "Noor",
        "family_name": "Meer",
        "email": mail,
        "private_email": home,
        "hire_date": "2019-03-04",
        "country": "NL",
        "department": "Zorg",
        "function": "Verpleegkundige",
        "language": "nl",
    }
    answer = house.api.post("/people/api/v1/people", json={**person, **changes})
    assert answer.status_code == 201, answer.text
    return Life(answer.json()["id"], mail, home)


def leaves(house: RunningHouse, who: Life, kind: str, *, in_days: int, notice: int = 0) -> None:
    """Give notice."""
    today = house.now().date()
    said = {
        "kind": kind,
        "notice_date": (today + timedelta(days=notice)).isoformat(),
        "last_day": (today + timedelta(days=in_days)).isoformat(),
    }
    answer = house.api.post(f"/people/api/v1/people/{who.id}/leaving", json=said)
    assert answer.status_code in {200, 201}, answer.text


@pytest.fixture(scope="module")
def lives(running: RunningHouse) -> dict[str, Life]:
    """Everybody gives notice on the same day, and a week goes by."""
    found = {
        name: hired(running, name)
        for name in ("resigns", "dismissed", "retires", "stays", "declines", "late", "again", "moves")
    }
    found["nowhere"] = hired(running, "nowhere", email=None, private_email=None)
    for name, kind in (("resigns", "resignation"), ("stays", "resignation"), ("declines", "end_of_contract")):
        leaves(running, found[name], kind, in_days=56)
    leaves(running, found["nowhere"], "resignation", in_days=56)
    leaves(running, found["moves"], "resignation", in_days=20)
    leaves(running, found["retires"], "retirement", in_days=56)
    leaves(running, found["dismissed"], "dismissal", in_days=28)
    leaves(running, found["late"], "resignation", in_days=-12, notice=-40)
    leaves(running, found["again"], "resignation", in_days=-20, notice=-60)
    running.log_in()
    running.travel(morning(running.now() + timedelta(days=7)))
    return found


def letter_to(house: RunningHouse, mail: str, number: int = 0) -> EmailMessage:
    """Return a letter that arrived, the oldest first."""
    found = eventually(lambda: house.postbox.letters_to(mail)[number:])
    assert found, f"no letter {number} to {mail}"
    letter: EmailMessage = found[0]
    return letter


def words_of(letter: EmailMessage) -> str:
    """Return what a letter says, however its lines are broken."""
    return " ".join(text_of(letter).split())


def case_of(house: RunningHouse, who: Life) -> Any:
    (case,) = house.everything("/exit/api/v1/cases", person=who.id)
    return case


def desk_posts(house: RunningHouse, page: str, action: str, **form: str) -> Any:
    """Press a button at the desk."""
    shown = house.desk.get(page)
    token = hidden(shown.text, "csrf_token")
    return house.desk.post(f"{page}{action}", data={"csrf_token": token, **form})


def press(house: RunningHouse, link: str, place: str) -> str:
    """Tick the one box of a page behind a link and send it; return what is said."""
    page = house.phone.get(link)
    form = next(each for each in forms_in(page.text) if place in each["action"])
    sent = house.phone.post(
        str(page.url.join(form["action"])),
        data={"page_token": hidden(form["html"], "page_token"), "sure": "yes"},
    )
    assert sent.status_code == 200, sent.text
    return sent.text


def test_who_resigns_is_asked_why_and_tells(running: RunningHouse, lives: dict[str, Life]) -> None:
    letter = letter_to(running, lives["resigns"].mail)
    assert "hoe was het hier" in str(letter["Subject"])
    page = fill_in(running, links_in(letter)[0])
    assert "Dank" in page
    assert "Waarom je gaat: Alleen in groepen, en pas na zes maanden." in page
    assert eventually(lambda: running.facts("exit.form_answered", lives["resigns"].id))
    assert case_of(running, lives["resigns"])["state"] == "open"


def test_a_dismissal_is_never_brought_by_a_letter(running: RunningHouse, lives: dict[str, Life]) -> None:
    who = lives["dismissed"]
    assert running.postbox.letters_to(who.mail) == []
    case = case_of(running, who)
    told = desk_posts(
        running,
        f"/exit/desk/cases/{case['id']}",
        "/told",
        sure="yes",
        held_on=running.now().date().isoformat(),
        present="hr",
    )
    assert "Genoteerd" in told.text
    letter = letter_to(running, who.mail)
    text = words_of(letter)
    assert "We vragen niet naar redenen" in text
    page = running.phone.get(links_in(letter)[0]).text
    assert "Waarom je gaat" not in page


def test_who_retires_looks_back_on_a_working_life(running: RunningHouse, lives: dict[str, Life]) -> None:
    letter = letter_to(running, lives["retires"].mail)
    assert "pensioen" in str(letter["Subject"])
    assert "werkende leven" in running.phone.get(links_in(letter)[0]).text
    assert "Dank" in fill_in(running, links_in(letter)[0])


def test_who_stays_after_all_hears_that_it_is_over(running: RunningHouse, lives: dict[str, Life]) -> None:
    who = lives["stays"]
    link = links_in(letter_to(running, who.mail))[0]
    assert running.api.delete(f"/people/api/v1/people/{who.id}/leaving").status_code in {200, 204}
    assert eventually(lambda: case_of(running, who)["reason"] == "withdrawn")
    letter = letter_to(running, who.mail, 1)
    assert "Je blijft" in str(letter["Subject"])
    assert running.phone.get(link).status_code in {404, 410}


def test_who_would_rather_not_is_left_alone_and_may_think_again(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["declines"]
    letter = letter_to(running, who.mail)
    decline = next(link for link in links_in(letter) if "decline" in link)
    assert "geen gevolgen" in press(running, decline, "decline")
    assert eventually(lambda: running.facts("exit.form_declined", who.id))
    back = decline.rsplit("/decline", 1)[0]
    press(running, back, "return")
    assert eventually(lambda: running.facts("exit.form_reconsidered", who.id))
    press(running, decline, "decline")
    assert len(eventually(lambda: running.facts("exit.form_declined", who.id)[1:])) == 1


def test_who_has_no_address_gets_the_same_questions_on_paper(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    case = case_of(running, lives["nowhere"])
    page = f"/exit/desk/cases/{case['id']}"
    assert eventually(lambda: "Geen mailadres" in running.desk.get(page).text)
    paper = desk_posts(running, page, "/paper").text
    assert "<svg" in paper
    found = re.search(r"https?://[^\s<]+/exit/a/[\w-]+", paper)
    assert found
    assert "Dank" in fill_in(running, found[0])


def test_who_gives_an_address_is_reached_there_once_they_said_that_it_is_theirs(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who, new = lives["moves"], "moves@verhuisd.example"
    link = links_in(letter_to(running, who.mail))[0]
    page = running.phone.get(f"{link}/home")
    token = hidden(page.text, "page_token")
    sent = running.phone.post(f"{link}/home", data={"page_token": token, "email": new})
    assert "op weg" in sent.text
    confirm = links_in(letter_to(running, new))[0]
    token = hidden(running.phone.get(confirm).text, "page_token")
    assert (
        "we weten je te vinden"
        in running.phone.post(confirm, data={"page_token": token, "answer": "yes"}).text
    )
    assert eventually(lambda: running.get(f"/people/api/v1/people/{who.id}")["private_email"] == new)
    running.travel(morning(running.now() + timedelta(days=35)))
    assert "Je antwoord is nog welkom" in words_of(letter_to(running, new, 1))
    assert running.postbox.letters_to(who.home) == []


def test_a_notice_after_the_last_day_still_gets_a_question_at_home(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["late"]
    running.travel(morning(running.now() + timedelta(days=14)))
    letter = letter_to(running, who.home)
    assert "een paar weken weg" in words_of(letter)
    assert running.postbox.letters_to(who.mail) == []


def test_who_comes_back_and_leaves_again_has_two_leavings(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["again"]
    begin = date.fromisoformat(running.get(f"/people/api/v1/people/{who.id}")["last_day"]) + timedelta(
        days=10
    )
    file = f"nr,voornaam,naam,mail,begin\nagain,Noor,Meer,{who.mail},{begin.isoformat()}\n".encode()
    bring_in(running, file, dry_run=False, mapping=BACK)
    leaves(running, who, "resignation", in_days=60)
    cases = eventually(
        lambda: found if len(found := running.everything("/exit/api/v1/cases", person=who.id)) == 2 else None
    )
    assert cases
    assert len({case["spell_id"] for case in cases}) == 2


def test_after_a_dismissal_somebody_asks_how_it_goes_until_one_word(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["dismissed"]
    last_day = datetime.fromisoformat(case_of(running, who)["last_day"])
    running.travel(morning(last_day.astimezone() + timedelta(days=66)))
    letters = eventually(
        lambda: [one for one in running.postbox.letters_to(who.home) if "Hoe gaat het" in str(one["Subject"])]
    )
    assert letters, "aftercare comes to the private address"
    decline = next(link for link in links_in(letters[-1]) if "decline" in link)
    press(running, decline, "decline")
    before = len(running.postbox.letters_to(who.home))
    running.travel(morning(running.now() + timedelta(days=130)))
    assert len(running.postbox.letters_to(who.home)) == before
