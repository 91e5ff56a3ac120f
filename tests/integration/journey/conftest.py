"""Somebody who works here, and HR at the desk."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services.journey import jobs
from tests.house import House
from tests.integration.journey.employer import Employee, Employer


@pytest.fixture
def noor(employer: Employer) -> Employee:
    """Somebody who began today, as journey knows them."""
    one = employer.hire()
    jobs.catch_up()
    return one


@pytest.fixture
def hanna(house: House) -> FlaskClient:
    """A browser logged in as HR."""
    return house.logged_in("journey")
