"""What the web does while PostgreSQL or Redis is away: it says so, and never turns a small trouble into a 500."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from flask import Blueprint, Flask, abort
from sqlalchemy import text

from shared.db.engine import dispose_all
from shared.db.transaction import Tx
from shared.kernel.settings import use
from shared.web import limits
from shared.web.auth import public
from shared.web.factory import make_app
from shared.web.limits import strict
from tests.house import House, free_port


def trial_app(transaction: Callable[[], AbstractContextManager[Tx]]) -> Flask:
    blueprint = Blueprint("trial", __name__)

    @blueprint.get("/people/a/<token>")
    def open_link(token: str) -> str:
        return token

    @blueprint.get("/people/rows")
    @public
    def rows() -> str:
        with transaction() as tx:
            return str(tx.conn.execute(text("SELECT count(*) FROM people.person")).scalar())

    @blueprint.get("/people/nul")
    @public
    def nul() -> str:
        with transaction() as tx:
            return str(tx.conn.execute(text("SELECT length(:value)"), {"value": "a\x00b"}).scalar())

    @blueprint.post("/people/a/login")
    @public
    @strict
    def login() -> Any:
        abort(401)

    return make_app("people", transaction=transaction, blueprints=[blueprint])


def test_a_house_in_order_is_ready(house: House) -> None:
    ready = trial_app(house.transaction("people")).test_client().get("/readyz")
    assert ready.json == {"status": "ready", "service": "people", "reasons": {}}
    assert ready.status_code == 200


def test_migrations_that_have_not_run_are_named(house: House) -> None:
    client = trial_app(house.transaction("people")).test_client()
    house.sql("UPDATE people.alembic_version SET version_num = 'people_0000'")
    ready: Any = client.get("/readyz")
    assert ready.status_code == 503
    assert "people_0" in ready.json["reasons"]["migrations"]


def test_without_redis_pages_are_served_and_limits_are_kept_in_memory(house: House) -> None:
    with use(replace(house.settings, redis_url=f"redis://127.0.0.1:{free_port()}/0")):
        client = trial_app(house.transaction("people")).test_client()
        began = time.perf_counter()
        assert {client.get(f"/people/a/{number}").status_code for number in range(30)} == {200}
        assert time.perf_counter() - began < 5
        answers = [client.post("/people/a/login").status_code for _ in range(12)]
        assert answers == [401] * 10 + [429] * 2
        ready: Any = client.get("/readyz")
    assert ready.status_code == 503
    assert list(ready.json["reasons"]) == ["redis"]


def test_without_redis_guesses_are_counted_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINKS_GUESSED", "5 per minute")
    with use(replace(house.settings, redis_url=f"redis://127.0.0.1:{free_port()}/0")):
        client = trial_app(house.transaction("people")).test_client()
        answers = [client.get(f"/people/a/no/such/{number}").status_code for number in range(7)]
        assert answers == [404] * 5 + [429] * 2
        assert client.get("/people/a/1").status_code == 200


def test_guesses_are_counted_in_redis_for_all_workers_together(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINKS_GUESSED", "5 per minute")
    workers = [trial_app(house.transaction("people")).test_client() for _ in range(2)]
    answers = [client.get("/people/a/no/such").status_code for _ in range(4) for client in workers]
    assert answers == [404] * 5 + [429] * 3


def test_limits_are_counted_in_redis_for_all_workers_together(house: House) -> None:
    first = trial_app(house.transaction("people")).test_client()
    second = trial_app(house.transaction("people")).test_client()
    answers = [client.post("/people/a/login").status_code for _ in range(6) for client in (first, second)]
    assert answers == [401] * 10 + [429] * 2


def test_without_postgresql_a_page_says_to_come_back_in_a_minute(house: House) -> None:
    gone = f"postgresql://u:p@127.0.0.1:{free_port()}/x"
    with use(replace(house.settings, database_url=gone)):
        dispose_all()
        client = trial_app(house.transaction("people")).test_client()
        answer = client.get("/people/rows")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert client.get("/healthz").status_code == 200
        ready: Any = client.get("/readyz")
        assert ready.json["reasons"]["database"].startswith("does not answer")
    dispose_all()


def test_a_value_that_postgresql_refuses_is_the_asker_s_mistake(house: House) -> None:
    assert trial_app(house.transaction("people")).test_client().get("/people/nul").status_code == 422


@pytest.mark.parametrize("path", ["/people/rows"])
def test_a_page_that_reads_is_answered(house: House, path: str) -> None:
    assert trial_app(house.transaction("people")).test_client().get(path).text == "0"
