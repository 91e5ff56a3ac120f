"""People who hold conversations, and somebody who may have one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employer

Interviewer = Callable[..., UUID]
WHERE = {"place": "Kamer 3, Kade 1", "phone": "020 555 01 00", "video": "https://video.example/anna"}


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture
def interviewer(house: House) -> Interviewer:
    """Make somebody with an account who holds conversations."""

    def make(name: str = "Anna", *, person_id: UUID | None = None, **changes: Any) -> UUID:
        return make_interviewer(house, name, person_id=person_id, **changes)

    return make


def make_interviewer(house: House, name: str, *, person_id: UUID | None = None, **changes: Any) -> UUID:
    """Write an account and how it holds conversations, as console and journey do."""
    account = new_id()
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, person_id,"
        " created_at) VALUES (:id, :email, :email, :name, 'x', 'nl', '{interviewer}', 'active', :person, now())",
        id=account,
        email=f"{name.lower()}@house.example",
        name=name,
        person=person_id,
    )
    row = {"programmes": ["stay", "exit"], "a_week": 5, "hours": None, **WHERE, **changes}
    house.sql(
        "INSERT INTO journey.interviewer (account_id, person_id, programmes, a_week, active, since, hours, time_zone,"
        " place, phone, video) VALUES (:id, :person, :programmes, :a_week, true, now(), cast(:hours AS jsonb),"
        " :time_zone, :place, :phone, :video)",
        id=account,
        person=person_id,
        **{"time_zone": None, **row, "hours": None if row["hours"] is None else json.dumps(row["hours"])},
    )
    return account


def away(house: House, account: UUID, first: date, last: date) -> None:
    """Note that an interviewer is away."""
    house.sql(
        "INSERT INTO journey.interviewer_away (id, account_id, first_day, last_day) VALUES (:id, :account, :a, :b)",
        id=new_id(),
        account=account,
        a=first,
        b=last,
    )
