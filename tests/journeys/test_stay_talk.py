"""A stay conversation through the front door: letter, pick, move, reminder, note, promise; and both calendars."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import httpx
from icalendar import Calendar

from tests.house import links_in, text_of
from tests.journeys.conftest import RunningHouse, eventually, hidden, morning
from tests.journeys.test_first_year import forms_in, newcomer

HR = "hr@weerzien.example"


def interviewer(house: RunningHouse) -> str:
    """Let HR's own account hold stay conversations; return its id."""
    (one,) = house.get("/journey/api/v1/interviewers")["items"]
    how = {"programmes": ["stay"], "a_week": 10}
    answer = house.api.put(f"/journey/api/v1/interviewers/{one['account_id']}", json=how)
    assert answer.status_code == 204, answer.text
    return str(one["account_id"])


def invited(house: RunningHouse, number: str) -> tuple[Any, str]:
    """Have somebody who has been here for years, send them a moment that asks a conversation; return the link to it."""
    hired = (house.now().date() - timedelta(days=900)).isoformat()
    person = newcomer(house, number, hire_date=hired)
    day = next_working(house.now().date() + timedelta(days=1))
    answer = house.api.post(
        f"/journey/api/v1/people/{person['id']}/touchpoints",
        json={"programme": "stay", "ask": "conversation:stay", "day": day.date().isoformat()},
    )
    assert answer.status_code in {200, 201, 204}, answer.text
    # Whoever holds it is looked for every quarter of an hour; letters leave in the window.
    house.travel(day.replace(hour=12))
    letters = eventually(lambda: house.postbox.letters_to(f"{number}@example.org"))
    return person, next(link for link in links_in(letters[-1]) if link.endswith("/talk"))


def next_working(day: date) -> datetime:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def event(letter: EmailMessage) -> tuple[str, Any]:
    """Return the method and the event of the appointment in a letter."""
    [part] = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    found = Calendar.from_ical(part.get_content())
    return str(found["METHOD"]), found.walk("VEVENT")[0]


def newest(house: RunningHouse, address: str, many: int) -> EmailMessage:
    """Return the letter that came as the so-manieth."""
    letters: list[EmailMessage] | None = eventually(
        lambda: found if len(found := house.postbox.letters_to(address)) >= many else None
    )
    assert letters is not None, [one["subject"] for one in house.postbox.letters_to(address)]
    return letters[-1]


def press(house: RunningHouse, page: httpx.Response, ending: str, **fields: str) -> httpx.Response:
    """Press the button of the form of a page that leads to ``ending``."""
    form = next(form for form in forms_in(page.text) if form["action"].partition("?")[0].endswith(ending))
    token = hidden(form["html"], "page_token")
    answer = house.phone.post(str(page.url.join(form["action"])), data={"page_token": token, **fields})
    assert answer.status_code == 200, answer.text
    return answer


def starts(page: httpx.Response) -> list[str]:
    return re.findall(r'name="start" value="([^"]+)"', page.text)


def at_the_desk(house: RunningHouse, page: str, place: str, **fields: str) -> httpx.Response:
    """Press a button at HR's desk."""
    token = hidden(house.desk.get(page).text, "csrf_token")
    return house.desk.post(page + place, data={"csrf_token": token, **fields})


def talk_of(house: RunningHouse) -> str:
    """Return the page of the interviewer's only conversation."""
    found = re.search(r'href="(/stay/desk/talks/[0-9a-f-]{36})"', house.desk.get("/stay/desk/talks").text)
    assert found
    return found[1]


def test_from_the_letter_to_a_promise_that_helped(running: RunningHouse) -> None:
    account = interviewer(running)
    person, link = invited(running, "t1")
    moved = picked_and_moved(running, link)

    # Both are reminded; nobody is reminded of the form.
    running.travel(datetime.fromisoformat(moved) + timedelta(hours=2))
    assert newest(running, "t1@example.org", 4)["subject"].startswith("Binnenkort")
    assert [one["subject"] for one in running.postbox.letters_to(HR)][-1].startswith("Binnenkort")
    assert running.facts("stay.interview_reminded", person["id"]) == []

    due = (running.now().date() + timedelta(days=14)).isoformat()
    noted_and_corrected(running, account, due)
    running.travel(morning(datetime.fromisoformat(due).replace(tzinfo=UTC) + timedelta(days=4)))
    subjects = [one["subject"] for one in running.postbox.letters_to(HR)]
    assert any("lukt het" in one for one in subjects)
    assert any(one.startswith("Dit had op") for one in subjects)
    kept_and_judged(running)
    assert len(running.facts("stay.promise_judged", person["id"])) == 1
    touchpoints = running.get("/journey/api/v1/touchpoints", person=person["id"])["items"]
    [sent] = [one for one in touchpoints if one["rule"] == "by_hand"]
    assert sent["state"] == "answered"


def picked_and_moved(house: RunningHouse, link: str) -> str:
    """Pick a time and move it once, and look into both calendars; return where it moved."""
    page = house.phone.get(link)
    chosen = starts(page)[2]
    press(house, page, "/talk/pick", start=chosen, how="phone")
    method, first = event(newest(house, "t1@example.org", 2))
    assert (method, first["SEQUENCE"]) == ("REQUEST", 0)
    assert first["DTSTART"].dt == datetime.fromisoformat(chosen)
    assert event(newest(house, HR, 1))[1]["UID"] == first["UID"]
    page = house.phone.get(f"{link}?change=yes")
    days = re.findall(r"day=(\d{4}-\d\d-\d\d)", page.text)
    page = house.phone.get(f"{link}?change=yes&day={days[4]}")
    moved = starts(page)[0]
    press(house, page, "/talk/pick", start=moved, how="phone")
    method, second = event(newest(house, "t1@example.org", 3))
    assert (method, second["UID"], second["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert second["DTSTART"].dt == datetime.fromisoformat(moved)
    return moved


def noted_and_corrected(house: RunningHouse, account: str, due: str) -> None:
    """HR writes the note with a promise; the person changes it."""
    house.log_in()
    desk = talk_of(house)
    at_the_desk(house, desk, "/promises", what="Een vaste thuiswerkdag", keeper=account, due_on=due)
    at_the_desk(house, desk, "/note", text="Noor mist rust.", do="share")
    note = next(link for link in links_in(newest(house, "t1@example.org", 5)) if link.endswith("/note"))
    page = house.phone.get(note)
    assert "Een vaste thuiswerkdag" in page.text
    press(house, page, "/note", text="Noor mist rust op maandag.")
    assert "Noor mist rust op maandag." in house.desk.get(desk).text


def letters_to_her(house: RunningHouse) -> list[EmailMessage]:
    return house.postbox.letters_to("t1@example.org")


def kept_and_judged(house: RunningHouse) -> None:
    """HR says what was done; the person says that it helped."""
    promises = house.desk.get("/stay/desk/promises")
    [place] = re.findall(r'action="/stay/desk/promises(/[0-9a-f-]{36})"', promises.text)
    at_the_desk(house, "/stay/desk/promises", place, do="kept", done="Maandag is nu de vaste dag thuis.")
    # Other moments of the plan may have come meanwhile: this letter is known by what it says.
    letter = eventually(
        lambda: next((one for one in letters_to_her(house) if "gedaan" in one["subject"]), None)
    )
    page = house.phone.get(next(link for link in links_in(letter) if link.endswith("/note")))
    assert "Maandag is nu de vaste dag thuis." in page.text
    press(house, page, place, helped="yes")


def test_an_interviewer_who_is_away_leaves_nobody_waiting_and_who_leaves_is_let_go(
    running: RunningHouse,
) -> None:
    account = interviewer(running)
    person, link = invited(running, "t2")
    page = running.phone.get(link)
    press(running, page, "/talk/pick", start=starts(page)[-1], how="phone")
    newest(running, "t2@example.org", 2)
    day = re.search(r"(\d{4}-\d\d-\d\d)", starts(page)[-1])
    assert day
    away = {"first_day": day[1], "last_day": day[1]}
    assert running.api.post(f"/journey/api/v1/interviewers/{account}/away", json=away).status_code == 201
    running.travel(running.now() + timedelta(days=1))
    told = newest(running, "t2@example.org", 3)
    assert event(told)[0] == "CANCEL"
    assert "kan helaas niet" in " ".join(text_of(told).split())
    page = running.phone.get(link)
    assert starts(page), "other times are offered"
    before = len(running.postbox.letters_to(HR))
    press(running, page, "/talk/pick", start=starts(page)[-1], how="phone")
    newest(running, HR, before + 1)
    leaving = {
        "kind": "resignation",
        "notice_date": running.now().date().isoformat(),
        "last_day": (running.now().date() + timedelta(days=40)).isoformat(),
    }
    answer = running.api.post(f"/people/api/v1/people/{person['id']}/leaving", json=leaving)
    assert answer.status_code in {200, 201}, answer.text
    newest(running, HR, before + 2)
    assert event(running.postbox.letters_to(HR)[-1])[0] == "CANCEL"
    assert running.phone.get(link).status_code == 404
    assert running.facts("stay.talk_closed", person["id"])
