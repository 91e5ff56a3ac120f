"""Conversations of who leaves, through the front door: picked, moved, held; and who is there to hold them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from tests.house import links_in
from tests.journeys.conftest import RunningHouse, eventually, hidden, morning
from tests.journeys.test_first_year import fill_in
from tests.journeys.test_leaving import Life, case_of, desk_posts, hired, leaves, letter_to, words_of
from tests.journeys.test_stay_talk import HR, at_the_desk, event, newest, press, starts


def holds(house: RunningHouse, **how: Any) -> str:
    """Say how HR's own account holds conversations; return its id."""
    (one,) = house.get("/journey/api/v1/interviewers")["items"]
    said = {"programmes": ["exit"], "a_week": 10, **how}
    answer = house.api.put(f"/journey/api/v1/interviewers/{one['account_id']}", json=said)
    assert answer.status_code == 204, answer.text
    return str(one["account_id"])


@pytest.fixture(scope="module")
def lives(running: RunningHouse) -> dict[str, Life]:
    """Three people give notice, one of whom works for HR itself; a week goes by."""
    running.log_in()
    account = holds(running)
    found = {"boss": hired(running, "boss", given_name="Hanna")}
    found |= {name: hired(running, name) for name in ("talks", "waits")}
    found["ours"] = hired(running, "ours", manager="boss")
    page = f"/console/desk/accounts/{account}"
    shown = running.desk.get(page).text
    form = {"csrf_token": hidden(shown, "csrf_token"), "name": "Hanna", "roles": "hr", "language": "nl"}
    saved = running.desk.post(page, data={**form, "person_id": found["boss"].id})
    assert "Bewaard" in saved.text, saved.text
    for name in ("talks", "waits", "ours"):
        leaves(running, found[name], "resignation", in_days=56)
    running.travel(morning(running.now() + timedelta(days=7)))
    return found


def talk_link(house: RunningHouse, who: Life) -> str:
    return next(link for link in links_in(letter_to(house, who.mail)) if link.endswith("/talk"))


def said(house: RunningHouse, who: Life, words: str) -> EmailMessage:
    """Return the letter that says so, however many came before it."""
    found = eventually(
        lambda: next((one for one in house.postbox.letters_to(who.mail) if words in words_of(one)), None)
    )
    assert found, [str(one["Subject"]) for one in house.postbox.letters_to(who.mail)]
    letter: EmailMessage = found
    return letter


def test_a_form_and_a_conversation_that_is_moved_once_and_held(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["talks"]
    link = talk_link(running, who)
    assert "Naar je gesprek" not in fill_in(running, links_in(letter_to(running, who.mail))[0])
    page = running.phone.get(link)
    last_day = date.fromisoformat(case_of(running, who)["last_day"])
    press(running, page, "/talk/pick", start=starts(page)[0], how="phone")
    method, first = event(newest(running, who.mail, 2))
    assert (method, first["SEQUENCE"]) == ("REQUEST", 0)
    assert timedelta(days=1) < last_day - first["DTSTART"].dt.date() <= timedelta(days=7)
    page = running.phone.get(f"{link}?change=yes")
    press(running, page, "/talk/pick", start=starts(page)[-1], how="phone")
    assert event(newest(running, who.mail, 3))[1]["SEQUENCE"] == 1
    page = running.phone.get(link)
    press(running, page, "/talk/themes", themes="manager")
    begins = event(newest(running, HR, 2))[1]["DTSTART"].dt
    running.travel(begins + timedelta(hours=3))
    assert newest(running, who.mail, 4)["subject"].startswith("Binnenkort")
    mine = running.desk.get("/exit/desk/talks").text
    assert "Vandaag" in mine
    found = re.search(r"/exit/desk/talks/[0-9a-f-]{36}", mine)
    assert found
    preparation = running.desk.get(f"{found[0]}/preparation").text
    assert "Verpleegkundige" in preparation
    assert "Mijn leidinggevende" in preparation
    at_the_desk(running, found[0], "/held")
    assert eventually(lambda: running.facts("exit.talk_held", who.id))
    case = f"/exit/desk/cases/{case_of(running, who)['id']}"
    assert "verslag te schrijven" in running.desk.get(case).text
    reported_and_released(running, who, f"{found[0]}/report", case)


def reported_and_released(house: RunningHouse, who: Life, page: str, case: str) -> None:
    """The report is written, corrected, settled, released; words of appreciation; staying in touch."""
    at_the_desk(house, page, "", went="Vier jaren op de nacht.", better="Meer rust.", do="share")
    at_the_desk(house, page, "/thanks", thanks="Je hield rust in de nacht.", do="keep")
    at_the_desk(house, page, "/thanks", do="send")
    link = next(
        link for link in links_in(letter_that(house, who.mail, "Het verslag")) if link.endswith("/report")
    )
    press(house, house.phone.get(link), "/report", said="Het waren er drie.", do="correct")
    assert letter_that(house, HR, "Er is iets gezegd")
    at_the_desk(house, page, "/settle", went="Drie jaren op de nacht.", better="Meer rust.")
    again = letter_that(house, who.mail, "Zo is het verslag geworden")
    link = next(link for link in links_in(again) if link.endswith("/report"))
    agreed = press(house, house.phone.get(link), "/report", read="yes", do="agree")
    assert "Drie jaren op de nacht." in agreed.text
    contact = house.phone.get(link.replace("/report", "/contact"))
    assert "Genoteerd" in press(house, contact, "/contact", subjects="reunions").text
    assert "nu lezen, zonder naam" in desk_posts(house, f"{case}/report", "/release").text
    reports = house.desk.get("/exit/desk/reports").text
    found = re.search(r"/exit/desk/reports/[0-9a-f-]{36}", reports)
    assert found
    read = house.desk.get(found[0]).text
    assert "Drie jaren op de nacht." in read
    assert "Noor" not in read
    farewell = letter_that(house, who.home, "Voor jou, bij je afscheid")
    assert "Je hield rust in de nacht." in words_of(farewell)
    assert eventually(lambda: house.facts("alumni.joined", who.id)), "by her own hand"
    assert {fact["body"]["how"] for fact in house.facts("alumni.consent_given", who.id)} == {"farewell"}


def letter_that(house: RunningHouse, address: str, subject: str) -> EmailMessage:
    """Return the newest letter with a subject that begins so."""

    def found() -> EmailMessage | None:
        letters = house.postbox.letters_to(address)
        return next((one for one in reversed(letters) if str(one["subject"]).startswith(subject)), None)

    letter: EmailMessage | None = eventually(found)
    assert letter is not None, [one["subject"] for one in house.postbox.letters_to(address)]
    return letter


def test_nobody_talks_with_their_own_manager_who_is_hr_itself(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["ours"]
    letter = letter_to(running, who.mail)
    assert not any(link.endswith("/talk") for link in links_in(letter))
    assert "hoe was het hier" in str(letter["Subject"]), "the form is asked all the same"
    case = running.desk.get(f"/exit/desk/cases/{case_of(running, who)['id']}").text
    assert "Er is nog niemand voor het gesprek" in case


def test_where_the_only_interviewer_stops_one_waits_and_hears_when_there_is_somebody(
    running: RunningHouse, lives: dict[str, Life]
) -> None:
    who = lives["waits"]
    link = talk_link(running, who)
    page = running.phone.get(link)
    press(running, page, "/talk/pick", start=starts(page)[-1], how="phone")
    said(running, who, "Dit hebben we afgesproken")
    holds(running, active=False)
    running.travel(running.now() + timedelta(hours=1))
    assert event(said(running, who, "We zoeken iemand anders voor je."))[0] == "CANCEL"
    assert "We zoeken nog iemand" in running.phone.get(link).text
    holds(running)
    running.travel(running.now() + timedelta(hours=1))
    said(running, who, "Er is nu iemand die tijd voor je maakt")
    page = running.phone.get(link)
    press(running, page, "/talk/pick", start=starts(page)[0], how="phone")
    assert len(eventually(lambda: running.facts("exit.talk_booked", who.id)[1:])) == 1
