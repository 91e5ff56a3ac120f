"""What is told of a person and has no place is refused, and never left out in silence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import House
from tests.integration.people.test_people_api import PEOPLE, add, call


@pytest.mark.parametrize("told", [{"leave_kind": "resignation"}, {"notice_date": "2026-01-06"}])
def test_a_leaving_without_a_last_day_is_refused(house: House, told: dict[str, Any]) -> None:
    body = {"given_name": "Jan", "hire_date": "2020-02-01"} | told
    refused = [call(house, "POST", PEOPLE, body), call(house, "PATCH", f"{PEOPLE}/{add(house)['id']}", told)]
    assert [(answer.status_code, list(answer.json["errors"])) for answer in refused] == [
        (422, ["last_day"])
    ] * 2


@pytest.mark.parametrize(
    "told",
    [
        {"function": "Arts"},
        {"hours": 32},
        {"salary": 3000},
        {"last_day": "2026-01-06"},
        {"leave_kind": "death"},
    ],
)
def test_an_employment_without_a_hire_date_is_refused(house: House, told: dict[str, Any]) -> None:
    person = add(house, hire_date=None)["id"]
    refused = [
        call(house, "POST", PEOPLE, {"given_name": "Jan"} | told),
        call(house, "PATCH", f"{PEOPLE}/{person}", told),
    ]
    assert [(answer.status_code, list(answer.json["errors"])) for answer in refused] == [
        (422, ["hire_date"])
    ] * 2


def test_a_withdrawn_leaving_takes_its_kind_along(house: House) -> None:
    person = add(house, last_day="2099-01-31", leave_kind="resignation")
    answer = call(house, "PATCH", f"{PEOPLE}/{person['id']}", {"last_day": None})
    assert (answer.status_code, answer.json["leave_kind"], answer.json["last_day"]) == (200, None, None)
