"""Persons and spells, and what follows from their dates. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

# What may be told about a person and about a spell, under the names of the API.
PERSON_FIELDS = (
    "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date",
)  # fmt: skip
SPELL_FIELDS = (
    "department", "function", "manager", "hours", "part_time_days", "contract", "contract_end", "probation_end",
    "place",
)  # fmt: skip
LEAVING_FIELDS = ("leave_kind", "notice_date", "last_day")
NAME_FIELDS = ("given_name", "infix", "family_name")
# Of somebody who never began nothing is asked and nothing is counted; a file says so as a kind of leaving.
NEVER_STARTED = "never_started"


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """How and when somebody goes."""

    kind: str | None
    notice_date: date | None
    last_day: date


@dataclass(frozen=True, kw_only=True)
class Spell:
    """One employment, from the hire date to the last day."""

    id: UUID
    no: int
    latest: bool
    state: str
    hire_date: date
    notice_date: date | None = None
    last_day: date | None = None
    leave_kind: str | None = None
    leave_by: str | None = None
    department_id: UUID | None = None
    department: str | None = None
    function: str | None = None
    manager_id: UUID | None = None
    manager_name: str | None = None
    manager_number: str | None = None
    hours: Decimal | None = None
    part_time_days: str | None = None
    contract: str | None = None
    contract_end: date | None = None
    probation_end: date | None = None
    known_leaving_on: date | None = None
    place_id: UUID | None = None
    place: str | None = None

    @property
    def begun(self) -> bool:
        """False of somebody who was to begin and never did."""
        return self.state != NEVER_STARTED

    @property
    def leaving(self) -> Leaving | None:
        """How this spell ends, where that is known."""
        if self.last_day is None:
            return None
        return Leaving(kind=self.leave_kind, notice_date=self.notice_date, last_day=self.last_day)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of work; who works there has its country, region and time zone, where they have none of their own."""

    id: UUID
    name: str
    country: str | None = None
    region: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A leave within an employment; the kind stays in this house of ours."""

    id: UUID
    spell_id: UUID
    kind: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person with all spells, oldest first."""

    id: UUID
    employee_number: str | None
    given_name: str
    infix: str
    family_name: str
    email: str | None
    private_email: str | None
    language: str | None
    time_zone: str | None
    country: str | None
    region: str | None
    birth_date: date | None
    sample: bool
    deceased: bool
    merged_into: UUID | None
    forgotten_at: datetime | None
    version: int
    spells: tuple[Spell, ...] = ()

    @property
    def display_name(self) -> str:
        """The name as the person writes it."""
        return display_name(self.given_name, self.infix, self.family_name)

    @property
    def latest(self) -> Spell | None:
        """The spell that counts now: the last, but for one that never began beside others that did."""
        return next((spell for spell in self.spells if spell.latest), None)

    @property
    def state(self) -> str:
        """Expected, active, leaving, left, never started or none."""
        return self.latest.state if self.latest else "none"

    @property
    def employed(self) -> bool:
        """Whether an employment goes on or is to begin: of who died, as long as nobody noted when."""
        return self.latest is not None and self.latest.begun and self.latest.state != "left"


def display_name(given: str, infix: str, family: str) -> str:
    """Return the parts of a name as one."""
    return " ".join(part for part in (given, infix, family) if part)


def state_of(hire_date: date, last_day: date | None, *, today: date, deceased: bool = False) -> str:
    """Return where a spell stands on ``today``: the last day itself is still worked."""
    if deceased:
        return "left"
    if hire_date > today:
        return "expected"
    if last_day is None:
        return "active"
    return "leaving" if last_day >= today else "left"


def overlaps(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Say whether two periods, last days included, share a day."""
    (begin, end), (other_begin, other_end) = first, second
    return (other_end is None or begin <= other_end) and (end is None or other_begin <= end)


def collides(
    spells: Sequence[Spell], hire_date: date, last_day: date | None, *, but: UUID | None = None
) -> bool:
    """Say whether a period overlaps any of ``spells`` other than ``but``; what never began is in nobody's way."""
    return any(
        overlaps((hire_date, last_day), (spell.hire_date, spell.last_day))
        for spell in spells
        if spell.id != but and spell.begun
    )


def spell_on(spells: Sequence[Spell], day: date) -> Spell | None:
    """Return the employment that ``day`` lies in."""
    return next(
        (spell for spell in spells if spell.begun and spell.hire_date <= day <= (spell.last_day or day)), None
    )


def differing(known: object, given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return what of ``given`` (only ``names``) is other than what ``known`` has."""
    return {name: given[name] for name in names if name in given and given[name] != getattr(known, name)}
