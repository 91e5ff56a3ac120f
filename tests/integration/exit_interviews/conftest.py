"""People who leave, and what exit interviews know of it."""

from __future__ import annotations

from typing import Any

import pytest

from services.exit_interviews import jobs
from tests.house import House
from tests.integration.journey.employer import Employer


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


def cases(house: House) -> list[Any]:
    jobs.catch_up()
    return house.sql("SELECT * FROM exit.leaving ORDER BY opened_at, id")
