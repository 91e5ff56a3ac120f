"""What the tests of the post room share: people with addresses, letters for them, a post room to look into."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from shared.kernel.ids import new_id
from shared.letterbox.put import Letter, put
from shared.web.auth import sid_hash
from tests.house import House

LINK = "https://weerzien.example/console/a/" + "k" * 43
EXPIRES = "2026-04-01"


def person(house: House, email: str | None = "ada@brug.example", **changes: Any) -> UUID:
    """Somebody whom people knows."""
    given: dict[str, Any] = {
        "id": new_id(),
        "given_name": "Ada",
        "family_name": "Lovelace",
        "email": email,
        "private_email": None,
        "language": None,
        "deceased": False,
        "state": "active",
        **changes,
    }
    state = given.pop("state")
    columns = ", ".join(given)
    values = ", ".join(f":{name}" for name in given)
    house.sql(f"INSERT INTO people.person ({columns}, {EXTRA[0]}) VALUES ({values}, {EXTRA[1]})", **given)
    if state != "none":
        spell(house, given["id"], state)
    found: UUID = given["id"]
    return found


EXTRA = ("created_at, changed_at", "now(), now()")


def spell(house: House, person_id: UUID, state: str) -> None:
    """An employment in the given state."""
    house.sql(
        "INSERT INTO people.spell (id, person_id, no, hire_date, last_day, state, latest) "
        "VALUES (:id, :person_id, 1, '2025-01-01', cast(:last_day AS date), :state, true)",
        id=new_id(),
        person_id=person_id,
        state=state,
        last_day="2026-02-01" if state == "left" else None,
    )


def logged_in(house: House, *roles: str) -> FlaskClient:
    """A browser with a login at the desk."""
    account, sid = new_id(), secrets.token_hex(16)
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, roles, language, password_hash, state, created_at) "
        "VALUES (:id, :email, :email, 'Hanna', :roles, 'nl', 'none', 'active', now())",
        id=account,
        email=f"{account}@brug.example",
        roles=list(roles or ("hr",)),
    )
    house.sql(
        "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at) "
        "VALUES (:sid, :account, 'test', now(), now(), now() + interval '8 hours')",
        sid=sid_hash(sid),
        account=account,
    )
    client = house.client("mail")
    with client.session_transaction() as session:
        session["sid"] = sid
    return client


def token(page: str) -> str:
    """The hidden token of a form on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def post(house: House, *letters: Letter) -> None:
    """Put letters into the box, as another service does."""
    with house.transaction("console")() as tx:
        put(tx, *letters)


def welcome(key: str, *, to: UUID | str = "ada@brug.example", **changes: Any) -> Letter:
    """A letter of ours, to a person or to an account's address."""
    reader: dict[str, Any] = {"person_id": to} if isinstance(to, UUID) else {"email": to}
    given: dict[str, Any] = {"params": {"expires_on": EXPIRES}, "secrets": {"link": LINK}}
    return Letter(key=key, template="console/welcome", **{**reader, **given, **changes})


def state_of(house: House, key: str) -> Any:
    """The row of a letter."""
    (row,) = house.sql("SELECT * FROM mail.letter WHERE key = :key", key=key)
    return row


def types(house: House, person_id: UUID | None = None) -> list[str]:
    """The facts of mail, in order."""
    return [fact.type for fact in house.facts("mail", person_id)]


def data_folder() -> Path:
    """The real data beside the checkout."""
    return Path(__file__).resolve().parents[4] / "shared" / "data"
