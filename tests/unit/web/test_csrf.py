from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import render_template_string

from shared.web.auth import public
from shared.web.csrf import PageTokenWrong, own_token, page_token, require_page_token

FORM = '<form method="post">{{ csrf_field() }}</form>'


@public
def show() -> str:
    return render_template_string(FORM)


@public
def take() -> str:
    return "taken"


def test_a_form_of_ours_is_taken_and_another_is_not(browse: Any) -> None:
    client = browse({"GET /trial/form": show, "POST /trial/form": take})
    token = re.search(r'value="([^"]+)"', client.get("/trial/form").text)
    assert token is not None
    assert client.post("/trial/form", data={"csrf_token": token[1]}).text == "taken"
    for data in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": token[1] + "x"}):
        assert client.post("/trial/form", data=data).status_code == 403


def test_the_token_of_another_session_is_not_taken(make: Any) -> None:
    app = make({"GET /trial/form": show, "POST /trial/form": take})
    token = re.search(r'value="([^"]+)"', app.test_client().get("/trial/form").text)
    assert token is not None
    assert app.test_client().post("/trial/form", data={"csrf_token": token[1]}).status_code == 403


def test_what_was_typed_is_kept_when_a_form_is_too_old_but_no_secret(browse: Any) -> None:
    typed = {"note": "Lang <b>verhaal</b>", "new_password": "geheim", "csrf_token": "old"}
    answer = browse({"POST /trial/form": take}).post("/trial/form", data=typed)
    assert "Lang &lt;b&gt;verhaal&lt;/b&gt;" in answer.text
    assert "geheim" not in answer.text
    assert "Verstuur het opnieuw" not in answer.text


def test_a_browser_that_says_the_form_was_ours_may_send_it_again(browse: Any) -> None:
    client = browse({"POST /trial/form": take})
    again = client.post("/trial/form", data={"note": "verhaal"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Verstuur het opnieuw" in again.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', again.text)
    assert token is not None
    assert client.post("/trial/form", data={"note": "verhaal", "csrf_token": token[1]}).text == "taken"


def test_another_site_gets_no_button_to_press(browse: Any) -> None:
    client = browse({"POST /trial/form": take})
    again = client.post("/trial/form", data={"note": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Verstuur het opnieuw" not in again.text


def test_the_api_needs_no_form_token(browse: Any, bearer: dict[str, str]) -> None:
    client = browse({"POST /trial/api/v1/x": lambda: {"done": True}})
    assert client.post("/trial/api/v1/x", headers=bearer).json == {"done": True}


def test_a_page_token_is_good_for_one_purpose_and_one_thing(make: Any) -> None:
    app, invitation = make(), uuid4()
    with app.test_request_context():
        token = page_token("answer", invitation)
    for purpose, subject, given, good in (
        ("answer", invitation, token, True),
        ("decline", invitation, token, False),
        ("answer", uuid4(), token, False),
        ("answer", invitation, "", False),
        ("answer", invitation, token[:-1], False),
        ("answer", invitation, "\x00", False),
    ):
        with app.test_request_context(method="POST", data={"page_token": given}):
            if good:
                require_page_token(purpose, subject)
            else:
                with pytest.raises(PageTokenWrong):
                    require_page_token(purpose, subject)


def test_a_link_page_takes_a_post_without_a_cookie(browse: Any) -> None:
    client = browse({"POST /trial/a/x": take, "POST /trial/public": own_token(public(lambda: "public"))})
    assert client.post("/trial/a/x").text == "taken"
    assert client.post("/trial/public").text == "public"
