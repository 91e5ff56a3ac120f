"""A visitor at the desk, and files to import."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.kernel.ids import new_id
from shared.web.auth import sid_hash
from tests.house import House

MAPPING = """
key: employee_number
fields:
  employee_number: EmpID
  name: {column: Employee_Name, order: family-first}
  email: {template: "{EmpID}@example.org"}
  hire_date: {column: DateofHire, format: M/D/YYYY}
  last_day: {column: DateofTermination, format: M/D/YYYY}
  birth_date: {column: DOB, format: MM/DD/YY, century: past}
  department: Department
  function: Position
  manager: {column: ManagerName, by: name}
  salary: Salary
  leave_kind: {column: EmploymentStatus, values: {Voluntarily Terminated: resignation, Terminated for Cause: dismissal}}
missing: ["", N/A, Not Stated]
absent: keep
"""

Take = Callable[..., dict[str, Any]]


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """A browser logged in as HR, in Dutch; forms need no token here (tests/integration/web looks after that)."""
    account, sid = new_id(), secrets.token_hex(16)
    house.sql(
        "INSERT INTO console.account (id, email, email_key, name, password_hash, language, roles, state, created_at)"
        " VALUES (:account, 'hr@example.org', :account, 'Hanna', 'x', 'nl', '{hr}', 'active', now())",
        account=account,
    )
    house.sql(
        "INSERT INTO console.session (sid_hash, account_id, browser, created_at, seen_at, expires_at)"
        " VALUES (:sid, :account, 'test', now(), now(), now() + interval '8 hours')",
        sid=sid_hash(sid),
        account=account,
    )
    client = house.client("people")
    with client.session_transaction() as session:
        session["sid"] = sid
    return client


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
