"""A check-in on its way, and how a person answers it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from services.journey import jobs as journey_jobs
from services.onboarding import jobs
from shared.contracts.mail import LetterSent
from shared.kernel.services import package_of
from shared.letterbox.put import sealer
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, in_force

AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)


@pytest.fixture
def employer(house: House) -> Employer:
    in_force(house, on={"onboarding"}, approval="never")
    return Employer(house)


@pytest.fixture
def invited(house: House, employer: Employer) -> Callable[..., list[Employee]]:
    """Hire people and let their first week pass, up to the letter in the letterbox."""

    def make(number: int = 1, **person: Any) -> list[Employee]:
        people = employer.hire_many(number, **person)
        journey_jobs.catch_up()
        house.set_time(AFTERNOON)
        journey_jobs.release_due()
        jobs.catch_up()
        return people

    return make


def checkins(house: House) -> list[Any]:
    return house.sql("SELECT * FROM onboarding.checkin ORDER BY id")


def letters(house: House) -> list[Any]:
    return house.sql("SELECT * FROM mail.letter ORDER BY queued_at, key")


def heard_that_they_left(house: House, listener: Any = jobs) -> None:
    """The post says of every letter that it left; nothing is sent, so that the links can be looked at."""
    with house.transaction("mail")() as tx:
        tx.record(
            *(
                LetterSent(person_id=one.person_id, letter_id=one.id, template=one.template)
                for one in letters(house)
            )
        )
    listener.catch_up()


def links(house: House, number: int = 0) -> dict[str, str]:
    """Return what is sealed in a letter, by path instead of by address."""
    opened = json.loads(sealer().decrypt(letters(house)[number].secrets))
    base = house.settings.base_url
    assert all(one.startswith(base) for one in opened.values())
    return {name: one.removeprefix(base) for name, one in opened.items()}


def answer_everything(house: House, path: str) -> str:
    """Go through the pages as a browser without JavaScript would, and send; return the last page."""
    client = house.client(package_of(path.split("/")[1]))
    page = client.get(path).get_data(as_text=True)
    place = f"{path}/1"
    for _ in range(30):
        page = client.get(place).get_data(as_text=True)
        if place.endswith("/summary"):
            break
        form = fields(page) | {"_go": "next"}
        answered = client.post(place, data=form)
        place = answered.headers["Location"]
    sent = client.post(f"{path}/summary", data=fields(page) | {"sure": "yes"}, follow_redirects=True)
    return sent.get_data(as_text=True)


def fields(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, and for each radio group its first choice."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, kind, value = (_attribute(tag, key) for key in ("name", "type", "value"))
        if name and (kind == "hidden" or (kind == "radio" and name not in found)):
            found[name] = value
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found.group(1) if found else ""
