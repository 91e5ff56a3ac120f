"""From an HRIS file to an answered check-in, through the front door."""

from __future__ import annotations

import json
import re
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from tests.house import links_in, text_of
from tests.hris import MAPPING
from tests.journeys.conftest import RunningHouse, eventually, hidden, morning

# What the letters about the first week have in their subject, and the welcome before it has not.
WEEK = "eerste week"


def bring_in(house: RunningHouse, file: Path | bytes, *, dry_run: bool, mapping: str = MAPPING) -> Any:
    """Send a file to the import of people."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    answer = house.api.post(
        "/people/api/v1/imports",
        files={"file": ("people.csv", content, "text/csv")},
        data={"mapping": mapping, "dry_run": "true" if dry_run else "false"},
    )
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def newcomer(house: RunningHouse, number: str, **changes: Any) -> Any:
    """Hire somebody by the API, to begin on Monday of next week."""
    today = house.now().date()
    monday = today + timedelta(days=7 - today.weekday())
    person = {
        "employee_number": number,
        "given_name": "Noor",
        "infix": "van der",
        "family_name": "Meer",
        "email": f"{number}@example.org",
        "hire_date": monday.isoformat(),
        "country": "NL",
        "department": "Production",
        "function": "Production Technician I",
        "language": "nl",
    }
    answer = house.api.post("/people/api/v1/people", json=person | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def fill_in(house: RunningHouse, link: str) -> str:
    """Answer a check-in as a person without JavaScript does: page by page, and return the last page."""
    page = house.phone.get(link)
    begin = re.search(rf'href="({re.escape(httpx.URL(link).path)}/\d+[^"]*)"', page.text)
    assert begin, "the first page shows where to begin"
    page = house.phone.get(str(page.url.join(begin[1].replace("&amp;", "&"))))
    for _ in range(30):
        form = next(form for form in forms_in(page.text) if "page_token" in form["html"])
        page = house.phone.post(
            str(page.url.join(form["action"])) if form["action"] else str(page.url), data=answers_for(form)
        )
        assert page.status_code == 200, page.text
        if not forms_in(page.text) or "Dank" in page.text:
            return page.text
    pytest.fail("the questions do not end")


def about_the_week(house: RunningHouse, address: str) -> list[EmailMessage]:
    """Return the letters about somebody's first week; the welcome before the first day is another matter."""
    return [one for one in house.postbox.letters_to(address) if WEEK in str(one["subject"]).lower()]


def first_day(person: Any) -> datetime:
    """Return the first working day of somebody; moments count from it, whatever weekday the test runs on."""
    return datetime.fromisoformat(person["hire_date"]).replace(tzinfo=UTC)


def forms_in(page: str) -> list[dict[str, Any]]:
    """Return the forms of a page that change something, with their fields."""
    found = []
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL | re.IGNORECASE):
        action = re.search(r'<form[^>]*action="([^"]*)"', form)
        found.append({"action": action[1].replace("&amp;", "&") if action else "", "html": form})
    return found


def answers_for(form: dict[str, Any]) -> dict[str, str]:
    """Return plausible answers: the last choice of each, a tick where one is asked, a sentence in each text."""
    html, values = form["html"], {}
    for field in re.findall(r"<input[^>]*>", html):
        kind = (re.search(r'type="([^"]*)"', field) or [None, "text"])[1]
        name = re.search(r'name="([^"]*)"', field)
        value = re.search(r'value="([^"]*)"', field)
        if name and kind in {"hidden", "radio", "checkbox"}:
            values[name[1]] = value[1] if value else "on"
    for name in re.findall(r'<textarea[^>]*name="([^"]*)"', html):
        values[name] = "Het gaat goed, en de koffie ook. 🙂"
    # The first button is what Enter presses.
    button = re.search(r"<button[^>]*>", html)
    named = button and re.search(r'name="([^"]*)" value="([^"]*)"', button[0])
    return values | ({named[1]: named[2]} if named else {})


@pytest.fixture(scope="module")
def imported(running: RunningHouse, tmp_path_factory: pytest.TempPathFactory) -> RunningHouse:
    """A house with the people of the HRIS file."""
    source = Path(__file__).resolve().parents[3] / "shared/data/hris/HRDataset_v14.csv"
    if not source.exists():
        pytest.skip(f"no real data at {source}")
    dry = bring_in(running, source, dry_run=True)
    assert (dry["rows"], dry["created"], dry["rejected"]) == (311, 311, [])
    assert running.everything("/people/api/v1/people") == [], "a dry run changes nothing"
    report = bring_in(running, source, dry_run=False)
    assert (report["rows"], report["created"], report["rejected"]) == (311, 311, [])
    return running


@pytest.fixture(scope="module")
def newcomers(running: RunningHouse) -> dict[str, Any]:
    """Four who began on one day; the letters about their first week are there, and nobody has answered."""
    found = {number: newcomer(running, number) for number in ("n1", "n2", "n3", "n4")}
    running.travel(morning(first_day(found["n1"]) + timedelta(days=9)))
    return found


def test_the_file_is_in_whole_with_its_leavers_and_a_second_time_changes_nothing(
    imported: RunningHouse,
) -> None:
    source = Path(__file__).resolve().parents[3] / "shared/data/hris/HRDataset_v14.csv"
    people = imported.everything("/people/api/v1/people", limit=100)
    assert len({person["id"] for person in people}) == 311
    assert Counter(person["state"] for person in people) == {"active": 207, "left": 104}
    again = bring_in(imported, source, dry_run=False)
    assert (again["created"], again["changed"], again["unchanged"], again["rejected"]) == (0, 0, 311, [])


def test_a_newcomer_gets_a_letter_answers_it_and_hr_sees_it_happen(
    running: RunningHouse, newcomers: dict[str, Any]
) -> None:
    person = newcomers["n1"]
    (letter,) = eventually(lambda: about_the_week(running, "n1@example.org"))
    assert "Noor" in text_of(letter)
    page = fill_in(running, links_in(letter)[0])
    assert "Dank" in page
    answered = eventually(lambda: running.facts("onboarding.checkin_answered", person["id"]))
    assert len(answered) == 1
    touchpoints = eventually(
        lambda: [
            t
            for t in running.everything("/journey/api/v1/touchpoints", person=person["id"])
            if t["state"] == "answered"
        ]
    )
    assert len(touchpoints) == 1
    running.log_in()
    timeline = running.desk.get(f"/console/desk/people/{person['id']}")
    assert timeline.status_code == 200
    assert "beantwoord" in timeline.text.lower()
    assert "koffie" not in timeline.text, "what was said is not on the timeline"
    assert running.get("/console/api/v1/events/verify")["intact"]


def test_a_scanner_that_opens_and_submits_everything_changes_nothing(
    running: RunningHouse, newcomers: dict[str, Any]
) -> None:
    person = newcomers["n3"]
    (letter,) = eventually(lambda: about_the_week(running, "n3@example.org"))
    seen: set[str] = set()
    pending = list(links_in(letter))
    while pending:
        link = pending.pop()
        if link in seen or len(seen) > 60:
            continue
        seen.add(link)
        running.phone.head(link)
        page = running.phone.get(link)
        pending += [
            str(page.url.join(path.replace("&amp;", "&")))
            for path in re.findall(r'href="([^"#]+)"', page.text)
            if "/onboarding/a/" in str(page.url.join(path))
        ]
        for form in forms_in(page.text):
            only_hidden = dict(
                re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"', form["html"])
            )
            for name, value in re.findall(r'<button[^>]*name="([^"]*)"[^>]*value="([^"]*)"', form["html"]):
                running.phone.post(str(page.url.join(form["action"] or "")), data=only_hidden | {name: value})
            running.phone.post(str(page.url.join(form["action"] or "")), data=only_hidden)
    happened = {
        fact["type"] for fact in running.facts("onboarding", person["id"]) if "week_1" in json.dumps(fact)
    }
    assert happened == {"onboarding.checkin_opened"}
    assert "Dank" in fill_in(running, links_in(letter)[0]), "and the person can still answer"


def test_a_page_of_a_form_carries_its_own_token(running: RunningHouse, newcomers: dict[str, Any]) -> None:
    person = newcomers["n4"]
    (letter,) = eventually(lambda: about_the_week(running, "n4@example.org"))
    link = links_in(letter)[0]
    decline = running.phone.get(f"{link}/decline")
    assert hidden(decline.text, "page_token")
    for token in ("", "made up", hidden(running.phone.get(f"{link}/1").text, "page_token")):
        answer = running.phone.post(f"{link}/decline", data={"page_token": token, "sure": "yes"})
        assert answer.status_code < 500
    assert running.facts("onboarding.checkin_declined", person["id"]) == []
    running.phone.post(
        f"{link}/decline", data={"page_token": hidden(decline.text, "page_token"), "sure": "yes"}
    )
    assert len(running.facts("onboarding.checkin_declined", person["id"])) == 1


def test_who_does_not_answer_hears_once_more_and_then_it_closes(
    running: RunningHouse, newcomers: dict[str, Any]
) -> None:
    person = newcomers["n2"]
    running.travel(morning(first_day(person) + timedelta(days=29)))
    letters = eventually(lambda: about_the_week(running, "n2@example.org"))
    assert len(letters) == 2, [letter["subject"] for letter in letters]
    assert "enige herinnering" in text_of(letters[1])
    closed = eventually(lambda: running.facts("onboarding.checkin_closed", person["id"]))
    assert any("week_1" in json.dumps(fact) for fact in closed)
    page = running.phone.get(links_in(letters[0])[0])
    assert forms_in(page.text) == []


def test_redis_flushed_and_a_worker_killed_in_the_middle_miss_and_double_nothing(
    running: RunningHouse,
) -> None:
    hired = [newcomer(running, f"k{number}") for number in range(40)]
    people = {person["id"] for person in hired}
    url = f"unix://{next((running.home / 'redis').rglob('*.sock'), '')}"
    client = redis.Redis.from_url(url, password=(running.home / "redis" / "password").read_text().strip())
    client.flushall()
    for worker in running.workers():
        worker.send_signal(signal.SIGKILL)
    running.travel(morning(first_day(hired[0]) + timedelta(days=9)))
    client.flushall()

    def readers_of_the_week() -> Counter[str]:
        return Counter(
            reader
            for _, readers, letter in running.postbox.envelopes
            for reader in readers
            if reader.startswith("k") and WEEK in str(letter["subject"]).lower()
        )

    eventually(lambda: readers_of_the_week().total() >= 40)
    letters = readers_of_the_week()
    assert letters == {f"k{number}@example.org": 1 for number in range(40)}
    due = Counter(fact["person_id"] for fact in running.facts("journey.touchpoint_due"))
    # The welcome before the first day, and the first week.
    assert {due[person] for person in people} == {2}
    assert eventually(lambda: len(running.workers()) == 2), "the workers are back"
    assert running.get("/console/api/v1/events/verify")["intact"]
