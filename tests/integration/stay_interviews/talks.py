"""Somebody who is offered a conversation, and what arrives of it: pages, letters, calendars."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from icalendar import Calendar

from services.mail import jobs as mail_jobs
from services.stay_interviews import jobs
from tests.house import House, links_in
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.journey.employer import Employee, Employer, come
from tests.integration.stay_interviews.conftest import AFTERNOON, HIRED, moment

FATIMA = "fatima@example.org"
PAGE = re.compile(r'name="page_token" value="([^"]+)"')


@dataclass
class Talking:
    """The conversation of one person, reached by its link."""

    house: House
    employer: Employer
    one: Employee
    anna: UUID
    link: str = ""
    seen: int = 0
    others: dict[str, UUID] = field(default_factory=dict)

    @property
    def client(self) -> FlaskClient:
        return self.house.client("stay_interviews")

    @property
    def talk(self) -> Any:
        [row] = self.house.sql("SELECT * FROM stay.talk")
        return row

    def page(self, place: str = "", **query: str) -> Any:
        return self.client.get(self.link + place, query_string=query or None)

    def press(self, place: str, *, on: str = "", **fields: Any) -> Any:
        """Press a button of the page ``on``, and return what it answers."""
        found = PAGE.search(self.page(on).text)
        assert found, "the page has a form"
        return self.client.post(self.link + place, data={"page_token": found[1], **fields})

    def times(self, **query: str) -> list[str]:
        return re.findall(r'name="start" value="([^"]+)"', self.page(**query).text)

    def pick(self, start: str | None = None, *, how: str = "video", **fields: Any) -> str:
        """Pick the first time, or this one; return it."""
        chosen = start or self.times()[0]
        answer = self.press("/pick", on="?change=yes", start=chosen, how=how, **fields)
        assert answer.status_code == 303, answer.text
        return chosen

    def letters(self, to: str) -> list[EmailMessage]:
        """Let the post go round; return what this address has ever got."""
        mail_jobs.deliver()
        return self.house.postbox.letters_to(to)


def calendar_of(letter: EmailMessage) -> Any:
    """Return the appointment in a letter, and what its part says of its method."""
    [part] = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    found = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == found["method"], "the part and what is in it say the same (RFC 6047)"
    [event] = found.walk("VEVENT")
    return found["method"], event, found


def offered(house: House, *, zone: str | None = None, language: str = "nl", **interviewer: Any) -> Talking:
    """Let a moment that asks a conversation come for Fatima, with Anna to hold it; her letter arrives."""
    employer = Employer(house)
    person = {"given": "Fatima", "email": FATIMA, "language": language}
    one = employer.hire(HIRED, **person, **({"zone": zone} if zone else {}))
    anna = make_interviewer(house, "Anna", **interviewer)
    # In the sending window of whoever is west of us too.
    house.set_time(AFTERNOON + timedelta(hours=2 if zone else 0))
    asked_to_talk(house, one, interviewer=anna)
    talking = Talking(house, employer, one, anna)
    [letter] = talking.letters(FATIMA)
    talking.link = next(link for link in links_in(letter) if link.endswith("/talk")).removeprefix(
        house.settings.base_url
    )
    return talking


def asked_to_talk(house: House, one: Employee, **fields: Any) -> None:
    """Let a moment come that asks for a conversation."""
    about = {"ask": "conversation:stay", "closes_on": date(2026, 3, 27), **fields}
    come(house, jobs, moment(one, **about))


def instant(raw: str) -> datetime:
    return datetime.fromisoformat(raw)
