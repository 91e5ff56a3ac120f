"""Plans changed by a program: every refusal names the field, every change is seen before it is done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.journey import jobs
from services.journey.domain import checks
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employer
from tests.integration.journey.planner import finish

HERE = "/journey/api/v1"


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def ask(house: House, method: str, path: str, status: int = 200, **body: Any) -> Any:
    answer = house.client("journey").open(
        HERE + path, method=method, headers=house.api, json=body if method != "GET" else None
    )
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json(silent=True)


def test_a_plan_is_read_changed_looked_at_and_applied(house: House, employer: Employer) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    plan = ask(house, "GET", "/plans/onboarding")
    assert (plan["version"], plan["on"], plan["draft"]) == (1, True, None)
    assert [one["version"] for one in plan["versions"]] == [1]
    rules = [rule for rule in plan["rules"] if rule["rule"] != "month_6"]
    draft = ask(house, "PUT", "/plans/onboarding/draft", based_on=1, rules=rules)
    assert (draft["based_on"], draft["by"], draft["rules"]) == (1, None, rules)
    run = ask(house, "POST", "/plans/onboarding/preview", 202)
    assert (run["kind"], run["state"], run["total"]) == ("preview", "running", 3)
    finish()
    run = ask(house, "GET", f"/runs/{run['id']}")
    assert (run["state"], run["vanish"], run["applied_by_run"]) == ("done", 3, None)
    assert run["rules"] == [
        {"programme": "onboarding", "rule": "month_6", "appear": 0, "move": 0, "vanish": 3}
    ]
    first = ask(house, "GET", f"/runs/{run['id']}/changes?limit=2&what=vanish&rule=month_6")
    rest = ask(house, "GET", f"/runs/{run['id']}/changes?limit=2&cursor={first['next']}")
    people = [one["person_id"] for one in first["items"] + rest["items"]]
    assert len(people) == len(set(people)) == 3
    assert first["items"][0]["reason"] == "not_in_plan"
    assert ask(house, "GET", f"/runs/{run['id']}/changes?what=appear")["items"] == []
    applied = ask(house, "POST", "/plans/onboarding/apply", 202, preview=run["id"])
    again = ask(house, "POST", "/plans/onboarding/apply", 202, preview=run["id"])
    assert applied["id"] == again["id"]
    finish()
    assert ask(house, "GET", f"/runs/{applied['id']}")["done"] == 3
    assert ask(house, "GET", f"/runs/{run['id']}")["applied_by_run"] == applied["id"]
    plan = ask(house, "GET", "/plans/onboarding")
    assert (plan["version"], plan["draft"], len(plan["versions"])) == (2, None, 2)


def test_what_cannot_be_is_refused_at_its_field(house: House) -> None:
    rules = ask(house, "GET", "/plans/onboarding")["rules"]
    rules[2] = rules[2] | {"after": {"days": 10_000}}
    problem = ask(house, "PUT", "/plans/onboarding/draft", 422, based_on=1, rules=rules)
    assert (problem["code"], list(problem["errors"])) == ("plan_invalid", ["rules.2.after"])
    rules[2] = rules[2] | {"after": {"days": 8}}
    problem = ask(house, "PUT", "/plans/onboarding/draft", 422, based_on=1, rules=rules)
    # With the first week of who is new, and with that of who came back.
    assert problem["errors"] == {f"rules.{number}.after": [checks.COLLIDES] for number in (2, 6)}
    rules[2] = rules[2] | {"after": {"days": 40}, "for": {"departments": [str(new_id())]}}
    problem = ask(house, "PUT", "/plans/onboarding/draft", 422, based_on=1, rules=rules)
    assert problem["errors"] == {"rules.2.for.departments": [checks.UNKNOWN_DEPARTMENT]}
    assert ask(house, "PUT", "/plans/onboarding/draft", 422, based_on=1, rules=[])["code"] == "plan_invalid"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/plans/birthdays", {}, 404, "programme_unknown"),
        ("PUT", "/plans/birthdays/draft", {"based_on": 1, "rules": []}, 404, "programme_unknown"),
        ("PUT", "/plans/onboarding/draft", {"based_on": 7, "rules": []}, 409, "plan_moved_on"),
        ("POST", "/plans/onboarding/preview", {}, 404, "draft_missing"),
        ("POST", "/plans/onboarding/preview", {"on": True}, 409, "nothing_changes"),
        ("POST", "/plans/onboarding/apply", {"preview": str(UUID(int=7))}, 404, "run_unknown"),
        ("POST", "/plans/onboarding/approval", {"version": 4}, 409, "plan_moved_on"),
        ("GET", f"/runs/{UUID(int=7)}", {}, 404, "run_unknown"),
        ("GET", f"/runs/{UUID(int=7)}/changes", {}, 404, "run_unknown"),
        ("POST", f"/runs/{UUID(int=7)}/stop", {}, 404, "run_unknown"),
        ("PUT", "/settings", {"a_year": 0}, 422, "plan_invalid"),
        ("PUT", "/settings", {"opens": "later"}, 422, "plan_invalid"),
        ("POST", "/settings/preview", {}, 409, "nothing_changes"),
    ],
)
def test_what_does_not_fit_is_told_in_words(
    house: House, method: str, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    problem = ask(house, method, path, status, **body)
    assert problem["code"] == code
    assert problem["detail"].strip()


def test_the_cursor_of_another_list_is_refused(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    run = ask(house, "POST", "/plans/onboarding/preview", 202, on=False)
    finish()
    other = ask(house, "GET", "/touchpoints?limit=1")["next"]
    problem = ask(house, "GET", f"/runs/{run['id']}/changes?cursor={other}", 422)
    assert list(problem["errors"]) == ["cursor"]


def test_the_switch_and_the_numbers_replan_everybody(house: House, employer: Employer) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    assert ask(house, "DELETE", "/plans/onboarding/switch")["on"] is False
    assert ask(house, "DELETE", "/plans/onboarding/switch")["on"] is False
    finish()
    assert len(ask(house, "GET", "/touchpoints?kind=onboarding&state=cancelled")["items"]) == 10
    assert ask(house, "PUT", "/plans/onboarding/switch")["on"] is True
    finish()
    assert len(ask(house, "GET", "/touchpoints?kind=onboarding&state=planned")["items"]) == 10
    seen = ask(house, "POST", "/settings/preview", 202, opens="12:00")
    finish()
    moving = ask(house, "GET", f"/runs/{seen['id']}")["move"]
    assert moving >= 10
    changed = ask(house, "PUT", "/settings", opens="12:00", closed=[["2026-12-24", "2027-01-02"]])
    assert (changed["opens"], changed["closed"]) == ("12:00", [["2026-12-24", "2027-01-02"]])
    assert ask(house, "GET", f"/runs/{changed['run']}")["state"] == "running"
    assert ask(house, "PUT", "/settings", opens="12:00")["run"] is None
    finish()
    assert ask(house, "GET", f"/runs/{changed['run']}")["move"] >= moving
    assert ask(house, "GET", "/settings")["opens"] == "12:00"
