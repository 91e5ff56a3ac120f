"""People who work here, and moments of the programme ``stay`` that come for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.stay_interviews import jobs
from shared.contracts.journey import TouchpointDue
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, come, due
from tests.integration.onboarding.conftest import heard_that_they_left

HIRED = date(2024, 9, 2)
# A Monday in the window; three weeks to answer.
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
CLOSES_ON = date(2026, 3, 23)

Ask = Callable[..., None]


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture
def ask(house: House) -> Ask:
    """Let a moment come for somebody, as journey says it; and let stay interviews hear of it."""

    def ask_them(*people: Employee, **fields: Any) -> None:
        come(house, jobs, *(moment(one, **fields) for one in people))

    return ask_them


@pytest.fixture
def invited(house: House, employer: Employer, ask: Ask) -> Callable[..., list[Employee]]:
    """Have people who have worked here for a while, and ask them; the letters leave."""

    def make(number: int = 1, *, fields: dict[str, Any] | None = None, **person: Any) -> list[Employee]:
        people = employer.hire_many(number, HIRED, **person)
        house.set_time(AFTERNOON)
        ask(*people, **(fields or {}))
        heard_that_they_left(house, jobs)
        return people

    return make


def moment(one: Employee, **fields: Any) -> TouchpointDue:
    return due(one, **{"programme": "stay", "rule": "yearly", "closes_on": CLOSES_ON, **fields})


def interviews(house: House) -> list[Any]:
    return house.sql("SELECT * FROM stay.interview ORDER BY id")
