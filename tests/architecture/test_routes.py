"""Every route of every service is guarded by default: a new one cannot be open by accident."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from shared.web.auth import Access, access_of
from shared.web.navigation import path_name
from tests.architecture.services import SERVICES, app_of

# What is open to everybody, by name and with the reason. Whoever adds a line here thinks twice.
OPEN = {
    "/": "the way to the desk",
    "/favicon.ico": "a picture",
    "/healthz": "says only that the process answers",
    "/readyz": "says which server is away",
    "/metrics": "counts by route, nothing about anybody",
    "/static/<fingerprint>/<path:name>": "the look",
    "/console/login": "how else to come in",
    "/console/login/code": "its second step",
    "/console/logout": "one's own login only",
    "/console/forgot": "says the same whether or not there is an account",
    "/alumni/": "the public page; the same answer to everybody",
    "/alumni/news": "the archive, of what HR chose to show",
    "/alumni/news/<uuid:issue_id>": "one of it",
    "/alumni/news.atom": "the same for a feed reader",
    "/alumni/go/<uuid:issue_id>/<int:number>": "counts a link, not its reader",
    "/alumni/go/<uuid:issue_id>/b<int:number>": "the same, under the other of two subjects",
    "/alumni/pictures/<uuid:picture_id>.<kind>": "what a newsletter shows, to whoever reads it",
    "/alumni/work": "vacancies that HR chose to show",
    "/alumni/work/<uuid:vacancy_id>": "one of them",
    "/alumni/sent": "what it says when something was filled in",
    "/mail/api/v1/webhooks/sendgrid": "signed by the provider",
    "/insights/told": "what HR chose to tell everybody about measures",
    "/journey/calendar/<path:name>": "the secret in the address is the key, as behind a link",
}
OPEN_PREFIXES = {"/inbox": "the local inbox, there only while mail goes nowhere else"}
NOT_OPENED_TO_OTHERS = {"POST", "PUT", "PATCH", "DELETE"}


def rules(app: Flask) -> list[tuple[Rule, str, Access]]:
    return [
        (rule, method, access_of(app.view_functions[rule.endpoint], rule.rule, method))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if method != "OPTIONS"
    ]


def is_listed_as_open(path: str) -> bool:
    inside = any(path == prefix or path.startswith(prefix + "/") for prefix in OPEN_PREFIXES)
    return path in OPEN or inside or path.endswith("/api/openapi.json")


def address(rule: Rule) -> str:
    """Return an address that the rule matches."""
    values = {}
    for name in rule.arguments:
        kind = type(rule._converters[name]).__name__
        number = {"UUIDConverter": UUID(int=1), "IntegerConverter": 1, "AnyConverter": None}
        values[name] = number.get(kind, "x")
        if values[name] is None:
            values[name] = min(rule._converters[name].items)  # type: ignore[attr-defined]
    built = rule.build(values)
    assert built is not None
    return str(built[1])


@pytest.mark.parametrize("service", SERVICES)
def test_only_what_is_listed_is_open_to_everybody(service: str, tmp_path: Path) -> None:
    with app_of(service, tmp_path) as app:
        opened = {rule.rule for rule, _, access in rules(app) if access.kind == "public"}
    assert {path for path in opened if not is_listed_as_open(path)} == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_lies_where_its_guard_expects_it(service: str, tmp_path: Path) -> None:
    with app_of(service, tmp_path) as app:
        closed = {rule.rule for rule, _, access in rules(app) if access.kind == "closed"}
        first = {
            rule.rule.split("/")[1] for rule, _, access in rules(app) if not is_listed_as_open(rule.rule)
        }
    assert closed == set(), "a route that nobody may enter is in the wrong place"
    assert first <= {path_name(service)}


@pytest.mark.parametrize("service", SERVICES)
def test_a_stranger_is_turned_away_at_every_guarded_door(service: str, tmp_path: Path) -> None:
    let_in = []
    with app_of(service, tmp_path) as app:
        for rule, method, access in rules(app):
            if access.kind not in {"desk", "api"}:
                continue
            answer = app.test_client().open(address(rule), method=method)
            to_login = answer.status_code == 303 and str(answer.location).startswith("/console/login")
            if answer.status_code != 401 and not to_login:
                let_in.append((method, rule.rule, answer.status_code))
    assert let_in == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_desk_form_is_taken_without_its_token(service: str, tmp_path: Path) -> None:
    """Even where everybody may come in, a form of another site is refused."""
    taken = []
    with app_of(service, tmp_path) as app:
        for rule, method, access in rules(app):
            if access.kind != "public" or method not in NOT_OPENED_TO_OTHERS or "/api/" in rule.rule:
                continue
            answer = app.test_client().open(address(rule), method=method)
            if answer.status_code != 403:
                taken.append((method, rule.rule, answer.status_code))
    assert taken == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_api_route_says_what_it_does(service: str, tmp_path: Path) -> None:
    with app_of(service, tmp_path) as app:
        described: Any = app.test_client().get(f"/{path_name(service)}/api/openapi.json").json
    silent = [
        (method, path)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method in {"get", "post", "put", "patch", "delete"} and not operation.get("summary")
    ]
    assert silent == []
