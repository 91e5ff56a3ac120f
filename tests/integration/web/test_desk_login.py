"""The guard with a real login in the real database."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from shared.kernel.ids import new_id
from shared.web.auth import account, allow, begin_session, end_session, public, sid_hash
from shared.web.factory import make_app
from tests.house import House


def trial_app(house: House) -> Flask:
    blueprint = Blueprint("trial", __name__)

    @blueprint.get("/people/desk/me")
    def me() -> dict[str, Any]:
        return {"id": str(account().id), "roles": sorted(account().roles), "language": account().language}

    @blueprint.get("/people/desk/report")
    @allow("board", "hr")
    def report() -> str:
        return "report"

    @blueprint.get("/people/enter/<sid>")
    @public
    def enter(sid: str) -> str:
        begin_session(sid)
        return "in"

    @blueprint.get("/people/leave")
    @public
    def leave() -> str:
        end_session()
        return "out"

    return make_app("people", transaction=house.transaction("people"), blueprints=[blueprint])


def log_in(house: House, client: FlaskClient, *, roles: list[str], seen: str = "now()") -> UUID:
    who, sid = new_id(), secrets.token_urlsafe(32)
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, roles, language, state, created_at)"
        " VALUES (:id, :email, :email, 'Åsa', 'x', :roles, 'fr', 'active', now())",
        id=who,
        email=f"{who}@example.org",
        roles=roles,
    )
    house.sql(
        "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
        f" VALUES (:hash, :id, '', {seen}, {seen}, now() + interval '12 hours')",
        hash=sid_hash(sid),
        id=who,
    )
    client.get(f"/people/enter/{sid}")
    return who


def test_a_login_opens_the_desk_and_speaks_the_account_s_language(house: House) -> None:
    client = trial_app(house).test_client()
    assert client.get("/people/desk/me").status_code == 303
    who = log_in(house, client, roles=["hr"])
    assert client.get("/people/desk/me").json == {"id": str(who), "roles": ["hr"], "language": "fr"}
    missing = client.get("/people/desk/nowhere", headers={"Accept-Language": "en"})
    assert missing.status_code == 404


def test_a_role_opens_what_it_may_and_nothing_else(house: House) -> None:
    client = trial_app(house).test_client()
    log_in(house, client, roles=["board"])
    assert client.get("/people/desk/report").text == "report"
    refused = client.get("/people/desk/me")
    assert refused.status_code == 403
    assert "Ceci ne vous est pas destiné." in refused.text


def test_logging_out_here_or_elsewhere_closes_the_desk(house: House) -> None:
    client = trial_app(house).test_client()
    log_in(house, client, roles=["hr"])
    client.get("/people/leave")
    assert client.get("/people/desk/me").status_code == 303
    log_in(house, client, roles=["hr"])
    house.sql("DELETE FROM console.session")
    assert client.get("/people/desk/me").status_code == 303


def test_a_journey_in_time_logs_nobody_out(house: House) -> None:
    client = trial_app(house).test_client()
    log_in(house, client, roles=["hr"])
    house.set_time(house.now.replace(year=house.now.year + 1))
    assert client.get("/people/desk/me").status_code == 200


def test_a_login_in_use_is_seen_to_be_in_use(house: House) -> None:
    client = trial_app(house).test_client()
    log_in(house, client, roles=["hr"], seen="now() - interval '10 minutes'")
    assert client.get("/people/desk/me").status_code == 200
    ((fresh,),) = house.sql("SELECT seen_at > now() - interval '1 minute' FROM console.session")
    assert fresh


def test_an_invented_session_is_nobody(house: House) -> None:
    client = trial_app(house).test_client()
    client.get(f"/people/enter/{uuid4()}")
    assert client.get("/people/desk/me").status_code == 303


@pytest.mark.parametrize("flags", ["HttpOnly", "SameSite=Lax", "Path=/"])
def test_the_cookie_is_kept_from_scripts_and_other_sites(house: House, flags: str) -> None:
    answer = trial_app(house).test_client().get("/people/enter/x")
    assert flags in answer.headers["Set-Cookie"]
    assert answer.headers["Set-Cookie"].startswith("weerzien_8080=")
