"""Every page of the desk, asked for by every role: nobody sees more than their part, and no refusal is an accident."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from shared.web.navigation import path_name
from tests.architecture.services import SERVICES
from tests.architecture.test_routes import address, rules
from tests.house import House

OTHERS = ("interviewer", "manager", "board")
# What exists for everybody with a login: where one arrives, and one's own account. All else is HR's.
OWN = {
    "/console/desk",
    "/console/desk/",
    "/console/desk/account",
    "/console/desk/account/",
    "/console/desk/account/language",
    "/console/desk/account/logout-everywhere",
    "/console/desk/account/password",
    "/console/desk/account/second-step/begin",
    "/console/desk/account/second-step/codes",
    "/console/desk/account/second-step/confirm",
    "/console/desk/account/second-step/off",
}
# And what is there for some of them: an interviewer holds conversations, and takes them along into a calendar; whoever
# promised something sees to it; the board sees figures of groups, a manager those of what they lead, and the board the
# evaluation of a year.
HOURS = {
    f"/journey/desk/hours{more}" for more in ("", "/day", "/<uuid:account_id>", "/<uuid:account_id>/day")
}
TALK = "/stay/desk/talks/<uuid:talk_id>"
TALKS = {"/stay/desk/talks", TALK, f"{TALK}/promises/<uuid:promise_id>/strike"} | {
    f"{TALK}/{what}" for what in ("move", "cancel", "held", "note", "promises")
}
EXIT_TALK = "/exit/desk/talks/<uuid:talk_id>"
EXIT_TALKS = {"/exit/desk/talks", EXIT_TALK} | {
    f"{EXIT_TALK}/{what}"
    for what in ("move", "cancel", "held", "preparation", "guide.pdf", "beforehand", "read")
}
EXIT_AFTER = {f"{EXIT_TALK}/report"} | {
    f"{EXIT_TALK}/report/{what}" for what in ("draft", "none", "settle", "reasons", "thanks")
}
EXIT_REPORTS = {f"/exit/desk/reports{more}" for more in ("", "/<uuid:talk_id>", "/<uuid:talk_id>.pdf")}
PROMISES = {"/stay/desk/promises", "/stay/desk/promises/<uuid:promise_id>"}
TURNOVER = {
    "/insights/desk",
    "/insights/desk/",
    *(f"/insights/desk/turnover{kind}" for kind in ("", ".csv", ".xlsx")),
}
RESULTS = {
    f"/{service}/desk/results{more}"
    for service in ("onboarding", "stay", "exit")
    for more in ("", "/<key>", "/<key>.<any(csv, xlsx):kind>")
}
THEMES = {
    f"/{service}/desk/themes{more}"
    for service in ("onboarding", "stay", "exit")
    for more in ("", "/<key>/outcome", "/<key>/outcome.<any(csv, xlsx):kind>")
} | {"/onboarding/desk/expectations"}
VIEWS = {
    f"/insights/desk/views{more}" for more in ("", "/<uuid:view_id>", "/<uuid:view_id>.<any(csv, xlsx):kind>")
}
# Who sees to a measure says how it goes.
MEASURES = {f"/insights/desk/measures/<uuid:measure_id>{more}" for more in ("", "/state", "/notes")}
REASONS = {f"/insights/desk/{page}{more}" for page in ("reasons", "themes") for more in ("", ".csv")}
EVALUATIONS = {f"/insights/desk/evaluations{more}" for more in ("", "/<int:year>", "/<int:year>.pdf")}
# A manager sees that somebody of the own team leaves, and prepares with HR the talk in which one hears of a dismissal.
LEAVING = {"/exit/desk/team", "/exit/desk/dismissals/<uuid:case_id>"}
# Whom HR asked to look along reads that one answer, and writes notes beside it.
RETURNING = {"/alumni/desk/returning", "/alumni/desk/returning/<uuid:interest_id>"}
THEIRS = {
    "interviewer": {"/journey/desk/calendars", "/journey/desk/calendars/<uuid:feed_id>/revoke"}
    | HOURS
    | TALKS
    | EXIT_TALKS
    | EXIT_AFTER
    | PROMISES,
    "manager": TURNOVER | RESULTS | PROMISES | LEAVING | VIEWS | MEASURES | RETURNING,
    "board": TURNOVER | RESULTS | THEMES | REASONS | EVALUATIONS | EXIT_REPORTS | PROMISES | VIEWS,
}
REFUSED = "Dit is niet voor jou bedoeld."
LANGUAGE = {"Accept-Language": "nl"}


def doors(app: Flask) -> list[tuple[str, str, str]]:
    """The rule, an address and the method of every door of the desk."""
    return sorted(
        {
            (rule.rule, address(rule), method)
            for rule, method, access in rules(app)
            if access.kind == "desk" and method != "HEAD"
        }
    )


def refused(client: FlaskClient, path: str, method: str) -> str:
    """What is wrong with the refusal of this door; empty where it is the friendly page."""
    answer = client.open(path, method=method, headers=LANGUAGE)
    friendly = answer.mimetype == "text/html" and REFUSED in answer.text and "<h1" in answer.text
    return "" if answer.status_code == 403 and friendly else f"{method} {path}: {answer.status_code}"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_are_refused_kindly_wherever_hr_works(house: House, service: str, role: str) -> None:
    client = house.logged_in(service, role)
    opened = OWN | THEIRS.get(role, set())
    closed = [(path, method) for rule, path, method in doors(house.app(service)) if rule not in opened]
    assert [said for path, method in closed if (said := refused(client, path, method))] == []


def test_a_login_without_any_role_cannot_exist(house: House) -> None:
    house.logged_in("console", "board")
    with pytest.raises(IntegrityError, match="ck_account_roles"):
        house.sql("UPDATE console.account SET roles = '{}'")


@pytest.mark.parametrize("service", SERVICES)
def test_hr_meets_no_door_that_breaks(house: House, service: str) -> None:
    client = house.logged_in(service)
    answers: list[Any] = [
        (path, method, client.open(path, method=method, headers=LANGUAGE).status_code)
        for _, path, method in doors(house.app(service))
    ]
    assert [one for one in answers if one[2] >= 500] == []
    assert [one for one in answers if one[1] == "GET" and one[2] not in {200, 303, 308, 404}] == []


@pytest.mark.parametrize("role", OTHERS)
def test_their_own_account_and_home_are_open_to_every_role(house: House, role: str) -> None:
    client = house.logged_in("console", role)
    for path in ("/console/desk/", "/console/desk/account"):
        answer = client.get(path, headers=LANGUAGE)
        assert answer.status_code == 200, path
        text = answer.text
        for door in THEIRS.get(role, ()):
            text = text.replace(f'href="{door}"', "")
        for service in SERVICES:
            if service != "console":
                assert f'href="/{path_name(service)}/desk' not in text, "no door that does not open"


def test_an_interviewer_comes_in_where_their_own_calendar_is(house: House) -> None:
    assert "/journey/desk/calendars" in house.logged_in("console", "interviewer").get("/console/desk/").text
    assert house.logged_in("journey", "interviewer").get("/journey/desk/calendars").status_code == 200


@pytest.mark.parametrize("service", SERVICES)
def test_a_stranger_is_asked_to_log_in_and_never_sees_a_page(house: House, service: str) -> None:
    client = house.client(service)
    for _, path, method in doors(house.app(service)):
        answer = client.open(path, method=method, headers=LANGUAGE)
        assert answer.status_code in ({303} if method == "GET" else {401}), (method, path)
        assert method != "GET" or str(answer.location).startswith("/console/login?next=")


def test_a_page_that_is_not_there_speaks_the_language_of_who_is_logged_in(house: House) -> None:
    english_browser = {"Accept-Language": "en"}
    page = house.logged_in("console").get("/console/desk/nowhere", headers=english_browser)
    assert (page.status_code, "Deze pagina kennen we niet" in page.text) == (404, True)
    stranger = house.client("console").get("/console/desk/nowhere", headers=english_browser)
    assert "We do not know this page" in stranger.text
