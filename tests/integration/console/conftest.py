"""A house with an account of HR in it, and ways to come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.console.actions.accounts import ensure_admin
from shared.kernel.settings import use
from tests.house import House

EMAIL = "hanna@weerzien.example"
PASSWORD = "vier gele fietsen buiten"


@dataclass
class Door:
    """The door of the desk, as a browser uses it."""

    house: House

    def browser(self) -> FlaskClient:
        """A browser that was never here."""
        return self.house.client("console")

    def log_in(
        self, browser: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: str
    ) -> TestResponse:
        """Fill in the login form and send it."""
        form = {"csrf_token": csrf(browser, "/console/login"), "email": email, "password": password, **more}
        return browser.post("/console/login", data=form)

    def hr(self) -> FlaskClient:
        """A browser in which HR is logged in."""
        browser = self.browser()
        assert self.log_in(browser).status_code == 303
        return browser


def csrf(browser: FlaskClient, path: str) -> str:
    """The token in the form of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


@pytest.fixture
def door(house: House) -> Door:
    with (
        use(replace(house.settings, admin_email=EMAIL, admin_password=PASSWORD)),
        house.transaction("console")() as tx,
    ):
        assert ensure_admin(tx)
    return Door(house)
