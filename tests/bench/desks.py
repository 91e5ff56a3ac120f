"""Somebody at the desk of a service, and how long a page takes there."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Sequence
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from shared.db.engine import owner_engine
from shared.web.auth import sid_hash


def at_desk(app: Flask, *roles: str, person_id: UUID | None = None) -> FlaskClient:
    """Return a browser of somebody with these roles (HR, by default), whom nothing holds back for asking much."""
    for limiter in app.extensions["limiter"]:
        limiter.enabled = False
    account, sid = uuid4(), secrets.token_hex(16)
    with owner_engine().begin() as conn:
        conn.execute(
            text(
                "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state,"
                " created_at, person_id)"
                " VALUES (:id, :email, :email, 'Hanna', 'x', 'nl', :roles, 'active', now(), :person)"
            ),
            {
                "id": account,
                "email": f"{account}@x.example",
                "roles": list(roles or ("hr",)),
                "person": person_id,
            },
        )
        conn.execute(
            text(
                "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
                " VALUES (:sid, :account, 'bench', now(), now(), now() + interval '8 hours')"
            ),
            {"sid": sid_hash(sid), "account": account},
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session["sid"] = sid
    return client


def middle(desk: FlaskClient, paths: Sequence[str], looks: int) -> float:
    """Return the middle of so many looks at these pages, one after the other, in milliseconds."""
    spent = []
    for number in range(looks):
        path = paths[number % len(paths)]
        begin = time.perf_counter()
        answer = desk.get(path)
        spent.append(time.perf_counter() - begin)
        if answer.status_code != 200:
            message = f"{path} answered {answer.status_code}"
            raise RuntimeError(message)
    return statistics.median(spent) * 1000
