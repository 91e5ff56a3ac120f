"""What a row of a file becomes: cleaned, or refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from services.people.imports.problems import Problem


@dataclass(slots=True)
class Cleaned:
    """A row that can go in, as far as the row itself can tell. None means: the file says nothing."""

    row: int
    key: str = ""
    employee_number: str | None = None
    given_name: str | None = None
    infix: str | None = None
    family_name: str | None = None
    email: str | None = None
    private_email: str | None = None
    language: str | None = None
    time_zone: str | None = None
    country: str | None = None
    region: str | None = None
    birth_date: date | None = None
    department: str | None = None
    function: str | None = None
    manager: str | None = None
    manager_key: str | None = None
    hours: Decimal | None = None
    part_time_days: str | None = None
    salary: Decimal | None = None
    hire_date: date | None = None
    notice_date: date | None = None
    last_day: date | None = None
    leave_kind: str | None = None
    contract: str | None = None
    contract_end: date | None = None
    probation_end: date | None = None
    place: str | None = None
    never_started: bool | None = None
    absence_kind: str | None = None
    absence_from: date | None = None
    absence_until: date | None = None
    notices: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot go in: every reason, and the row whole."""

    row: int
    key: str
    problems: tuple[Problem, ...]
    cells: dict[str, str]
