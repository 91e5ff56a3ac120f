"""The house with the real export in it, and questions about turnover."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house import House
from tests.hris import MAPPING

Ask = Callable[..., dict[str, Any]]
HIRE = {"given_name": "Jo", "family_name": "Y", "hire_date": "2020-03-01"}


def import_file(house: House, content: bytes, mapping: str = MAPPING) -> dict[str, Any]:
    """Post a file to people, and let everybody hear of it."""
    answer = house.client("people").post(
        "/people/api/v1/imports",
        data={"file": (io.BytesIO(content), "people.csv"), "mapping": mapping, "dry_run": "false"},
        headers=house.api,
    )
    assert answer.status_code == 200, answer.text
    house.drain()
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def export(house: House, data: Path) -> bytes:
    """Read the real export in, and return it."""
    content = (data / "hris" / "HRDataset_v14.csv").read_bytes()
    import_file(house, content)
    return content


@pytest.fixture
def ask(house: House) -> Ask:
    """Ask for turnover."""

    def get(**query: Any) -> dict[str, Any]:
        if "first" in query:
            query["from"] = query.pop("first")
        answer = house.client("insights").get(
            "/insights/api/v1/turnover", query_string=query, headers=house.api
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    return get


@pytest.fixture
def hire(house: House) -> Callable[..., str]:
    """Take somebody in; return the id."""

    def post(**given: Any) -> str:
        answer = house.client("people").post("/people/api/v1/people", json=HIRE | given, headers=house.api)
        assert answer.status_code == 201, answer.text
        house.drain()
        person_id: str = answer.get_json()["id"]
        return person_id

    return post
