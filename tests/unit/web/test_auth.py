from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.views import MethodView

from shared.kernel.settings import Settings, use
from shared.web.auth import Access, access_of, account, allow, public


def hello() -> str:
    return "hello"


def whoami() -> dict[str, Any]:
    return {"roles": sorted(account().roles)}


def test_a_desk_page_sends_a_stranger_to_the_login_and_remembers_where_they_were_going(browse: Any) -> None:
    answer = browse({"GET /trial/desk/list": hello}).get("/trial/desk/list?q=a%20b&page=2")
    assert answer.status_code == 303
    assert answer.location == "/console/login?next=%2Ftrial%2Fdesk%2Flist%3Fq%3Da%2520b%26page%3D2"


def test_a_desk_form_of_a_stranger_is_refused_and_not_redirected(browse: Any) -> None:
    answer = browse({"POST /trial/desk/list": hello}).post(
        "/trial/desk/list", data={"name": "Jan", "password": "x"}
    )
    assert answer.status_code == 401
    assert "Jan" in answer.text
    assert 'value="x"' not in answer.text


def test_a_link_page_is_open(browse: Any) -> None:
    assert browse({"GET /trial/a/x": hello}).get("/trial/a/x").status_code == 200


def test_whatever_lies_elsewhere_is_closed_unless_it_says_that_it_is_public(browse: Any) -> None:
    client = browse({"GET /trial/elsewhere": hello, "GET /trial/open": public(lambda: "open")})
    assert client.get("/trial/elsewhere").status_code == 403
    assert client.get("/trial/open").text == "open"


def test_the_api_needs_the_bearer_token(browse: Any, bearer: dict[str, str]) -> None:
    client = browse({"GET /trial/api/v1/x": whoami})
    refused = client.get("/trial/api/v1/x")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get("/trial/api/v1/x", headers=bearer).json == {"roles": ["hr"]}


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic a-token-with-hr-rights", "Bearer wrong", "Bearer é", "Bearer \x00"],
)
def test_a_wrong_token_of_any_shape_is_a_401(browse: Any, header: str) -> None:
    client = browse({"GET /trial/api/v1/x": whoami})
    assert client.get("/trial/api/v1/x", headers={"Authorization": header}).status_code == 401


def test_without_a_token_in_the_settings_nobody_comes_in(browse: Any, chosen: Settings) -> None:
    client = browse({"GET /trial/api/v1/x": whoami})
    with use(replace(chosen, api_token="")):
        assert client.get("/trial/api/v1/x", headers={"Authorization": "Bearer "}).status_code == 401


def test_the_token_has_hr_rights_and_no_others(browse: Any, bearer: dict[str, str]) -> None:
    client = browse({"GET /trial/api/v1/x": allow("board")(lambda: "board")})
    assert client.get("/trial/api/v1/x", headers=bearer).status_code == 403


def test_marks_on_classes_and_their_methods_are_read() -> None:
    class Things(MethodView):
        def get(self) -> str:
            return ""

        @allow("board", "hr")
        def post(self) -> str:
            return ""

    view = Things.as_view("things")
    assert access_of(view, "/trial/desk/things", "GET") == Access("desk", frozenset({"hr"}))
    assert access_of(view, "/trial/desk/things", "POST") == Access("desk", frozenset({"hr", "board"}))


def test_an_unknown_role_is_refused_when_it_is_written_down() -> None:
    with pytest.raises(ValueError, match="boss"):
        allow("boss")


def test_a_forged_cookie_is_a_stranger(browse: Any) -> None:
    client = browse({"GET /trial/desk/": hello})
    client.set_cookie("weerzien_8080", "eyJzaWQiOiJ4In0.forged.signature")
    assert client.get("/trial/desk/").status_code == 303


def test_two_houses_on_one_host_have_cookies_of_their_own(make: Any, chosen: Settings) -> None:
    assert make().config["SESSION_COOKIE_NAME"] == "weerzien_8080"
    with use(replace(chosen, port=8090, base_url="https://weerzien.example.org")):
        second = make()
    assert second.config["SESSION_COOKIE_NAME"] == "weerzien_8090"
    assert second.config["SESSION_COOKIE_SECURE"] is True
