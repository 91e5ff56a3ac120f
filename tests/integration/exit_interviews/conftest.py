"""People who leave, what comes for them, and what exit interviews know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.exit_interviews import jobs
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, come, due
from tests.integration.onboarding.conftest import heard_that_they_left

HIRED = date(2020, 6, 1)
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
CLOSES_ON = date(2026, 4, 27)

Ask = Callable[..., None]


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture
def ask(house: House) -> Ask:
    """Let a moment come for somebody, as journey says it; and let exit interviews hear of it."""

    def ask_them(*people: Employee, **fields: Any) -> None:
        come(house, jobs, *(moment(one, **fields) for one in people))

    return ask_them


@pytest.fixture
def leaving(house: House, employer: Employer, ask: Ask) -> Callable[..., Employee]:
    """Have somebody who gave notice and was asked; the letter left."""

    def make(kind: str = "resignation", **person: Any) -> Employee:
        one = employer.hire(HIRED, **person)
        employer.announce(one, in_days=45, kind=kind)
        house.set_time(AFTERNOON)
        ask(one)
        heard_that_they_left(house, jobs)
        return one

    return make


def moment(one: Employee, **fields: Any) -> Any:
    return due(one, **{"programme": "exit", "rule": "invitation", "closes_on": CLOSES_ON, **fields})


def cases(house: House) -> list[Any]:
    jobs.catch_up()
    return house.sql("SELECT * FROM exit.leaving ORDER BY opened_at, id")


def forms(house: House) -> list[Any]:
    return house.sql("SELECT * FROM exit.form ORDER BY opened_at, id")
