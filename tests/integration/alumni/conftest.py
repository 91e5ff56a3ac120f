"""People who worked here, and the way from the public page to a page of one's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.house import House, links_in

# A Monday, inside the hours of everybody here.
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
SUBJECTS = ["news", "reunions", "vacancies"]


@dataclass
class Network:
    """The network as its members and HR meet it."""

    house: House

    def __post_init__(self) -> None:
        self.phone = self.house.client("alumni")

    def worked_here(self, **changes: Any) -> Any:
        """Somebody who left long ago, as HR's file has it."""
        person = {
            "given_name": "Noor",
            "infix": "van der",
            "family_name": "Meer",
            "private_email": "noor@thuis.example",
            "hire_date": "2015-03-01",
            "last_day": "2021-08-31",
            "leave_kind": "resignation",
            "function": "Planner",
            "department": "Zorg",
            "place": "Utrecht",
            "language": "nl",
        }
        answer = self.house.client("people").post(
            "/people/api/v1/people", json=person | changes, headers=self.house.api
        )
        assert answer.status_code == 201, answer.text
        self.house.drain()
        return answer.get_json()

    def sign_up(
        self, email: str = "noor@thuis.example", name: str = "Noor van der Meer", **changes: Any
    ) -> Any:
        """Fill in the public page."""
        form = {"name": name, "email": email, "from_year": "2015", "until_year": "2021", "subjects": SUBJECTS}
        return submitted(self.phone, "/alumni/", **(form | changes))

    def letters(self, email: str) -> list[Any]:
        """Everything that was delivered to an address."""
        self.house.drain()
        self.house.deliver()
        self.house.drain()
        return self.house.postbox.letters_to(email)

    def link(self, email: str, part: str = "/alumni/a/") -> str:
        """The path of the link in the last letter to an address."""
        found = [link for link in links_in(self.letters(email)[-1]) if part in link]
        return found[0].removeprefix(self.house.settings.base_url)

    def confirm(self, email: str = "noor@thuis.example", **form: Any) -> Any:
        """Say yes behind the link of the letter."""
        answer = submitted(self.phone, self.link(email), **({"answer": "yes", "subjects": SUBJECTS} | form))
        self.house.drain()
        return answer

    def join(self, **person: Any) -> tuple[Any, str]:
        """Somebody who worked here comes in; return the person and the path of their own page."""
        known = self.worked_here(**person)
        name = " ".join(known[part] for part in ("given_name", "infix", "family_name") if known[part])
        assert self.sign_up(known["private_email"], name, lang=known["language"]).status_code == 303
        assert self.confirm(known["private_email"]).status_code == 303
        return known, self.link(known["private_email"], "/me").removesuffix("/me")

    def member(self, person: Any) -> Any:
        """The row of a member."""
        (row,) = self.house.sql("SELECT * FROM alumni.member WHERE person_id = :id", id=person["id"])
        return row

    def wants(self, person: Any) -> list[str]:
        """What a member wants to hear about."""
        row = self.member(person)
        return [name for name in SUBJECTS if getattr(row, name)]

    def ledger(self, person: Any) -> list[tuple[str, bool, str]]:
        """What the ledger says, oldest first."""
        rows = self.house.sql(
            "SELECT c.subject, c.given, c.how FROM alumni.consent c JOIN alumni.member m ON m.id = c.member_id"
            " WHERE m.person_id = :id ORDER BY c.no",
            id=person["id"],
        )
        return [tuple(row) for row in rows]


def submitted(client: FlaskClient, path: str, *, to: Any = None, **form: Any) -> Any:
    """Send the form of a page with the page's own token."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    token = re.search(r'name="page_token" value="([^"]+)"', page.text)
    assert token, page.text
    return client.post(to or path, data={"page_token": token[1], **form})


def token_of(page: str) -> str:
    """The token in the form of a page of the desk."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def network(house: House) -> Network:
    return Network(house)


@pytest.fixture
def reader(network: Network) -> tuple[Any, str]:
    network.house.set_time(AFTERNOON)
    found = network.join()
    network.house.postbox.envelopes.clear()
    return found
