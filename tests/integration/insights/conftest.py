"""The house with the real export in it, and questions about turnover."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house import House
from tests.hris import MAPPING

Ask = Callable[..., dict[str, Any]]
Hire = Callable[..., str]
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


def leave(house: House, person_id: str, last_day: str, kind: str = "resignation") -> None:
    """Let somebody leave, and let everybody hear of it."""
    answer = house.client("people").post(
        f"/people/api/v1/people/{person_id}/leaving",
        json={"kind": kind, "last_day": last_day},
        headers=house.api,
    )
    assert answer.status_code < 300, answer.text
    house.drain()


def words(text: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


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
def hire(house: House) -> Hire:
    """Take somebody in; return the id."""

    def post(**given: Any) -> str:
        answer = house.client("people").post("/people/api/v1/people", json=HIRE | given, headers=house.api)
        assert answer.status_code == 201, answer.text
        house.drain()
        person_id: str = answer.get_json()["id"]
        return person_id

    return post
