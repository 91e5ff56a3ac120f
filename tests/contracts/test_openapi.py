"""The API keeps to its own description, whatever is sent: no accident, no answer that was not announced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from tests.house import House, Servers, make_house

SERVICES = {
    "people": "people",
    "journey": "journey",
    "onboarding": "onboarding",
    "stay_interviews": "stay",
    "exit_interviews": "exit",
    "alumni": "alumni",
    "insights": "insights",
    "mail": "mail",
    "console": "console",
}
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
# Schemathesis unpacks nothing when it calls an app without a server.
PLAIN = {"Accept-Encoding": "identity"}
# Moving the house's time for each example would run years of timetable; tests/journeys moves it.
LEFT_OUT = {("POST", "/console/api/v1/clock")}


@pytest.fixture(scope="module")
def furnished(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all examples, with somebody in it."""
    with make_house(servers, tmp_path_factory.mktemp("home")) as house:
        person = {
            "given_name": "Jo",
            "family_name": "Y",
            "hire_date": "2026-03-02",
            "email": "jo@example.org",
        }
        answer = house.client("people").post("/people/api/v1/people", json=person, headers=house.api)
        assert answer.status_code == 201, answer.text
        house.drain()
        yield house


@pytest.mark.parametrize(("service", "path"), SERVICES.items(), ids=list(SERVICES))
def test_no_request_that_the_description_allows_or_forbids_breaks_the_service(
    furnished: House, service: str, path: str
) -> None:
    schema = schemathesis.openapi.from_wsgi(f"/{path}/api/openapi.json", furnished.app(service))
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found.err()
        operation = found.ok()
        if (operation.method.upper(), operation.path) in LEFT_OUT:
            continue
        tried += 1

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=furnished.api | PLAIN, checks=CHECKS)

        holds()
    assert tried


@pytest.mark.parametrize(("service", "path"), SERVICES.items(), ids=list(SERVICES))
def test_the_description_says_who_may_ask_and_what_goes_wrong(house: House, service: str, path: str) -> None:
    description = house.client(service).get(f"/{path}/api/openapi.json").get_json()
    assert description["openapi"].startswith("3.")
    assert description["paths"], "something is described"
    for operations in description["paths"].values():
        for method, operation in operations.items():
            if method in {"get", "post", "patch", "put", "delete"}:
                assert operation.get("summary"), f"{service} {method} has no summary"
                assert "default" in operation["responses"], f"{service} {operation['summary']} says no error"
    assert "bearer" in json.dumps(description["components"]["securitySchemes"]).lower()


def test_every_fixed_call_of_the_design_is_described(house: House) -> None:
    fixed = {
        "people": [
            "POST /people/api/v1/imports",
            "GET /people/api/v1/people",
            "POST /people/api/v1/people",
            "GET /people/api/v1/people/{person_id}",
            "PATCH /people/api/v1/people/{person_id}",
            "POST /people/api/v1/people/{person_id}/leaving",
            "DELETE /people/api/v1/people/{person_id}/leaving",
            "POST /people/api/v1/people/{person_id}/erasure",
        ],
        "journey": ["GET /journey/api/v1/touchpoints", "GET /journey/api/v1/preview"],
        "console": [
            "GET /console/api/v1/events",
            "GET /console/api/v1/events/verify",
            "POST /console/api/v1/clock",
        ],
        "exit_interviews": ["POST /exit/api/v1/imports"],
        "insights": ["GET /insights/api/v1/turnover", "GET /insights/api/v1/reasons"],
        "mail": ["POST /mail/api/v1/webhooks/sendgrid"],
    }
    for service, calls in fixed.items():
        paths = house.client(service).get(f"/{SERVICES[service]}/api/openapi.json").get_json()["paths"]
        known = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
        assert set(calls) <= known, set(calls) - known
