"""A house as full as a day at work: the sample's people, five who are asked today, letters, and what got stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast
from uuid import UUID, uuid4

from flask import Flask

from infra.sample.organisation import organisation
from infra.sample.sheet import as_csv, mapping, rows
from infra.web import house as all_services
from services.mail.actions.inbox import catch
from services.people.actions.importing import take_in
from services.people.imports.mapping import from_plain
from shared.kernel.settings import use
from tests.browser.conftest import Window, serving
from tests.house import House, links_in

# Who began then is asked on Tuesday 3 March 2026.
BEGAN = {
    "week_1": date(2026, 2, 24),
    "month_1": date(2026, 2, 3),
    "month_3": date(2025, 12, 3),
    "month_6": date(2025, 9, 3),
    "month_11": date(2025, 4, 3),
}
LANGUAGES = ("nl", "en", "fr", "nl", "nl")


@dataclass
class Life:
    """The house in a browser's reach: where it is, how one is HR, and the doors worth opening."""

    address: str
    cookie: dict[str, str]
    people: dict[str, UUID]
    links: dict[str, str]

    def enter(self, window: Window) -> Window:
        """Be HR in ``window``."""
        window.page.context.add_cookies([{**self.cookie, "url": self.address}])  # type: ignore[typeddict-item]
        return window


@contextmanager
def lived_in(house: House) -> Iterator[Life]:
    """Fill the house, let two days pass, and serve all services at one address."""
    _take_in(house)
    newcomers = {moment: _hire(house, moment, day, n) for n, (moment, day) in enumerate(BEGAN.items())}
    house.drain()
    house.travel(house.now + timedelta(days=2))
    house.deliver()
    house.drain()
    _park(house, newcomers["month_6"])
    links = {}
    with house.transaction("mail")() as tx:
        for readers, message in ((to, one) for _, to, one in house.postbox.envelopes):
            catch(tx, recipients=readers, source=message.as_bytes(), letter_id=None)
            moment = readers[0].partition("@")[0]
            if moment in BEGAN:
                links[moment] = links_in(message)[0].removeprefix(house.settings.base_url)
    client = house.logged_in("console")
    name = f"weerzien_{house.settings.port}"
    cookie = client.get_cookie(name)
    assert cookie is not None
    chosen = replace(house.settings, mail_url="inbox:")
    with use(chosen), serving(cast("Flask", all_services())) as address:
        yield Life(address, {"name": name, "value": cookie.value}, newcomers | _some(house), links)


def _take_in(house: House) -> None:
    today = house.now.date()
    lines = list(rows(organisation(today, people=60), today).values())
    broken = lines[0] | {"employee_number": "9999", "hire_date": "31-31-2026"}
    with house.transaction("people")() as tx:
        take_in(
            tx, as_csv([*lines, broken]), file_name="mensen.csv", mapping=from_plain(mapping()), sample=True
        )


def _hire(house: House, moment: str, day: date, number: int) -> UUID:
    answer = house.client("people").post(
        "/people/api/v1/people",
        json={
            "given_name": "Noor",
            "family_name": f"van {moment}",
            "email": f"{moment}@example.org",
            "hire_date": day.isoformat(),
            "language": LANGUAGES[number],
        },
        headers=house.api,
    )
    assert answer.status_code == 201, answer.text
    return UUID(answer.get_json()["id"])


def _park(house: House, person: UUID) -> None:
    """One of everything that waits for a person's hand."""
    house.sql(
        "INSERT INTO eventlog.parked (follower, position, person_id, attempts, error, parked_at)"
        " SELECT 'journey', max(position), :person, 6, 'KeyError', now() FROM eventlog.fact",
        person=person,
    )
    house.sql(
        "INSERT INTO mail.letter (key, template, person_id, not_before, queued_at, state, reason)"
        " VALUES ('x1', 'onboarding/invitation', :person, now(), now(), 'uncertain', 'connection_lost'),"
        " ('x2', 'onboarding/reminder', :person, now(), now(), 'parked', 'no_address')",
        person=person,
    )
    house.sql(
        "INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)"
        " SELECT :id, least(a.id, b.id), greatest(a.id, b.id), 'email', now()"
        " FROM (SELECT id FROM people.person WHERE sample ORDER BY id LIMIT 1) a,"
        " (SELECT id FROM people.person WHERE sample ORDER BY id DESC LIMIT 1) b",
        id=uuid4(),
    )


def _some(house: House) -> dict[str, UUID]:
    """One of each kind of person, as far as the sample has them."""
    kinds = {
        "expected": "SELECT person_id FROM people.career_v1 WHERE state = 'expected'",
        "leaving": "SELECT person_id FROM people.career_v1 WHERE state = 'leaving'",
        "left": "SELECT person_id FROM people.career_v1 WHERE state = 'left' AND NOT deceased",
        "back": "SELECT person_id FROM people.career_v1 WHERE spell_no = 2",
        "silent": "SELECT person_id FROM people.contact_v1 WHERE work_email IS NULL AND private_email IS NULL",
    }
    found = {name: house.sql(f"{query} ORDER BY person_id LIMIT 1") for name, query in kinds.items()}
    return {name: row[0].person_id for name, row in found.items() if row}
