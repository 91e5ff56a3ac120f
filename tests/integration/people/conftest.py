"""A visitor at the desk, and files to import."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.house import House
from tests.integration.people.forms import Visitor

Take = Callable[..., dict[str, Any]]


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """A browser logged in as HR, in Dutch; forms need no token here (tests/integration/web looks after that)."""
    return house.logged_in("people")


@pytest.fixture
def hr(desk: FlaskClient) -> Visitor:
    """HR, who opens pages and fills in their forms."""
    return Visitor(desk)


@pytest.fixture
def jan(hr: Visitor) -> str:
    """Somebody who has worked here since 2015: the address of his page."""
    return hr.add(hire_date="1-3-2015", employee_number="7", email="jan@example.org")


@pytest.fixture
def take(house: House) -> Take:
    """Post a file to the API and return what it says."""

    def post(
        content: str | bytes, *, mapping: str = "", dry_run: bool = False, status: int = 200
    ) -> dict[str, Any]:
        body = content.encode() if isinstance(content, str) else content
        answer = house.client("people").post(
            "/people/api/v1/imports",
            data={
                "file": (io.BytesIO(body), "list.csv"),
                "mapping": mapping,
                "dry_run": str(dry_run).lower(),
            },
            headers=house.api,
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
        found: dict[str, Any] = answer.get_json()
        return found

    return post
