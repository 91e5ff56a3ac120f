from __future__ import annotations

from typing import Any

import pytest
from flask import abort

from shared.web import limits
from shared.web.auth import public
from shared.web.limits import storage_uri, strict
from shared.web.navigation import doors, path_name


@public
@strict
def wrong_password() -> Any:
    abort(401)


@public
@strict
def right_password() -> str:
    return "in"


def test_wrong_passwords_are_counted_and_then_refused(browse: Any) -> None:
    client = browse({"GET /console/a/login": wrong_password, "POST /console/a/login": wrong_password})
    answers = [client.post("/console/a/login").status_code for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2
    assert client.get("/console/a/login").status_code == 401


def test_right_passwords_are_not_counted(browse: Any) -> None:
    client = browse({"POST /console/a/login": right_password})
    assert {client.post("/console/a/login").status_code for _ in range(20)} == {200}


def test_guessing_links_ends_while_a_whole_office_opens_its_own(
    browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_link(token: str) -> str:
        return "hello" if token.startswith("real") else abort(404)

    monkeypatch.setattr(limits, "LINKS_GUESSED", "60 per minute")
    client = browse({"GET /trial/a/<token>": open_link})
    assert {client.get(f"/trial/a/real{number}").status_code for number in range(100)} == {200}
    answers = [client.get(f"/trial/a/guess{number}").status_code for number in range(70)]
    assert answers == [404] * 60 + [429] * 10
    refused = client.get("/trial/a/guess")
    assert refused.headers["Retry-After"] == "60"
    assert "Content-Security-Policy" in refused.headers
    assert "Dit ging te snel" in refused.text
    assert {client.get(f"/trial/a/real{number}").status_code for number in range(100)} == {200}, (
        "never stopped"
    )


def test_an_office_that_opens_a_thousand_dead_links_meets_no_limit(browse: Any) -> None:
    def closed(token: str) -> str:
        abort(404, token)

    client = browse({"GET /trial/a/<token>": closed})
    assert {client.get(f"/trial/a/dead{number}").status_code for number in range(1000)} == {404}


def test_guessing_the_api_s_token_ends_and_never_stops_the_right_one(
    browse: Any, bearer: dict[str, str]
) -> None:
    client = browse({"GET /trial/api/v1/x": dict})
    wrong = {"Authorization": "Bearer guess"}
    answers = [client.get("/trial/api/v1/x", headers=wrong).status_code for _ in range(61)]
    assert answers == [401] * 60 + [429]
    limited = client.get("/trial/api/v1/x")
    assert limited.content_type == "application/problem+json"
    assert limited.headers["Retry-After"] == "60"
    assert {client.get("/trial/api/v1/x", headers=bearer).status_code for _ in range(100)} == {200}
    assert client.get("/trial/api/v1/x", headers=wrong).status_code == 429


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("", "memory://"),
        ("redis://localhost:6379/0", "redis://localhost:6379/0"),
        ("unix:///run/valkey.sock?db=1", "redis+unix:///run/valkey.sock?db=1"),
        ("unix://:secret@/run/valkey.sock", "redis+unix://:secret@/run/valkey.sock"),
    ],
)
def test_addresses_of_redis_are_written_as_the_library_wants(address: str, uri: str) -> None:
    assert storage_uri(address) == uri


def test_the_navigation_shows_what_a_role_may_enter_and_where_one_is(chosen: Any) -> None:
    mine = doors({"hr"}, "/people/desk/123")
    assert [door.path for door in mine if door.here] == ["/people/desk/"]
    assert [door.path for door in doors({"board"}, "/")] == [
        "/console/desk/",
        "/onboarding/desk/results",
        "/stay/desk/results",
        "/exit/desk/results",
        "/exit/desk/reports",
        "/stay/desk/promises",
        "/insights/desk/",
    ]
    leading = [door.path for door in doors({"hr", "manager"}, "/")]
    assert leading == [door.path for door in mine], "who is of HR finds results where the work is"
    assert doors(set(), "/") == []
    assert path_name("stay_interviews") == "stay"
    assert path_name("people") == "people"
