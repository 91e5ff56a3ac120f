"""A browser with a login at the desk."""

from __future__ import annotations

import secrets

from flask.testing import FlaskClient

from shared.kernel.ids import new_id
from shared.web.auth import sid_hash
from tests.house import House


def logged_in(house: House, service: str, *roles: str) -> FlaskClient:
    """Return a browser of somebody with these roles (HR, by default) at the desk of ``service``."""
    account, sid = new_id(), secrets.token_hex(16)
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, created_at)"
        " VALUES (:id, :email, :email, 'Hanna', 'x', 'nl', :roles, 'active', now())",
        id=account,
        email=f"{account}@example.org",
        roles=list(roles or ("hr",)),
    )
    house.sql(
        "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
        " VALUES (:sid, :account, 'test', now(), now(), now() + interval '8 hours')",
        sid=sid_hash(sid),
        account=account,
    )
    client = house.client(service)
    with client.session_transaction() as session:
        session["sid"] = sid
    return client
