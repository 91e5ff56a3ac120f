"""Persons, spells and departments as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import marshmallow as ma
from marshmallow import validate

from services.people.domain import Person, Spell
from services.people.imports import cells
from services.people.policy import CONTRACTS, KINDS_OF_LEAVING, LANGUAGES, STATES
from services.people.schemas.fields import Day, Days, Read, number, words
from shared.web.api import PageArgs, page_schema


class ToldOfSpell(ma.Schema):
    """What may be told of an employment, whenever it begins."""

    department = Read(cells.department, allow_none=True, metadata={"description": "Path, parts by ' > '"})
    function = words()
    manager = words(metadata={"description": "Employee number or id"})
    hours = number(168)
    part_time_days = Days(allow_none=True)
    contract = ma.fields.String(allow_none=True, validate=validate.OneOf(CONTRACTS))
    contract_end = Day(allow_none=True)
    probation_end = Day(allow_none=True, metadata={"description": "Last day of the probation"})
    place = words(metadata={"description": "Name of the place of work; one that is new is made"})


class Told(ToldOfSpell):
    """Everything that may be told about a person and the latest spell."""

    employee_number = words()
    given_name = words()
    infix = words()
    family_name = words()
    email = Read(cells.email, allow_none=True)
    private_email = Read(cells.email, allow_none=True)
    language = ma.fields.String(allow_none=True, validate=validate.OneOf(LANGUAGES))
    time_zone = Read(cells.time_zone, allow_none=True)
    country = Read(cells.country, allow_none=True)
    region = words()
    birth_date = Day(allow_none=True)
    salary = number(10**10, load_only=True, description="Kept sealed; never given back")
    notice_date = Day(allow_none=True)
    last_day = Day(allow_none=True)
    leave_kind = ma.fields.String(allow_none=True, validate=validate.OneOf(KINDS_OF_LEAVING))


class NewPersonSchema(Told):
    """A person to take in."""

    hire_date = Day(allow_none=True)


class PersonPatchSchema(Told):
    """What is to be changed; what is left out stays."""

    hire_date = Day(allow_none=False)
    version = ma.fields.Integer(
        strict=True, metadata={"description": "The version this change is based on (or If-Match)"}
    )


class NewSpellSchema(ToldOfSpell):
    """Somebody comes back."""

    hire_date = Day(required=True)


class LeavingSchema(ma.Schema):
    """How and when somebody goes."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS_OF_LEAVING))
    notice_date = Day(allow_none=True, load_default=None)
    last_day = Day(required=True)


class SpellSchema(ma.Schema):
    """One employment."""

    id = ma.fields.UUID()
    no = ma.fields.Integer()
    state = ma.fields.String(validate=validate.OneOf(STATES))
    hire_date = ma.fields.Date()
    notice_date = ma.fields.Date(allow_none=True)
    last_day = ma.fields.Date(allow_none=True)
    leave_kind = ma.fields.String(allow_none=True)
    department = ma.fields.String(allow_none=True)
    department_id = ma.fields.UUID(allow_none=True)
    function = ma.fields.String(allow_none=True)
    manager = ma.fields.String(
        allow_none=True, metadata={"description": "Employee number, or the name as the file had it"}
    )
    manager_id = ma.fields.UUID(allow_none=True)
    manager_name = ma.fields.String(allow_none=True)
    hours = ma.fields.Float(allow_none=True)
    part_time_days = ma.fields.Raw(allow_none=True)
    contract = ma.fields.String(allow_none=True)
    contract_end = ma.fields.Date(allow_none=True)
    probation_end = ma.fields.Date(allow_none=True)
    place = ma.fields.String(allow_none=True)
    known_leaving_on = ma.fields.Date(
        allow_none=True, metadata={"description": "When the leaving was first written down here"}
    )


class PersonSchema(SpellSchema):
    """A person, with the latest spell laid out beside the name and all spells below."""

    hire_date = ma.fields.Date(allow_none=True)
    spell_id = ma.fields.UUID(allow_none=True)
    employee_number = ma.fields.String(allow_none=True)
    display_name = ma.fields.String()
    given_name = ma.fields.String()
    infix = ma.fields.String()
    family_name = ma.fields.String()
    email = ma.fields.String(allow_none=True)
    private_email = ma.fields.String(allow_none=True)
    language = ma.fields.String(allow_none=True)
    time_zone = ma.fields.String(allow_none=True)
    country = ma.fields.String(allow_none=True)
    region = ma.fields.String(allow_none=True)
    birth_date = ma.fields.Date(allow_none=True)
    sample = ma.fields.Boolean()
    deceased = ma.fields.Boolean()
    version = ma.fields.Integer()
    spells = ma.fields.List(ma.fields.Nested(SpellSchema))


PeoplePageSchema = page_schema(PersonSchema)


class PeopleArgs(PageArgs):
    """How a list of people is narrowed."""

    q = ma.fields.String(load_default="", metadata={"description": "In names, number and addresses"})
    department = ma.fields.String(
        load_default="", metadata={"description": "Path or id; everything below it too"}
    )
    state = ma.fields.String(load_default="", validate=validate.OneOf(("", *STATES)))


class DepartmentSchema(ma.Schema):
    """A department."""

    id = ma.fields.UUID()
    name = ma.fields.String()
    path = ma.fields.String()
    parent_id = ma.fields.UUID(allow_none=True)


class DepartmentListSchema(ma.Schema):
    """All departments."""

    items = ma.fields.List(ma.fields.Nested(DepartmentSchema))
    next = ma.fields.String(allow_none=True)


_OF_SPELL = (
    "hire_date", "notice_date", "last_day", "leave_kind", "department", "department_id", "function", "manager",
    "manager_id", "manager_name", "hours", "part_time_days", "contract", "contract_end", "probation_end", "place",
    "known_leaving_on",
)  # fmt: skip


def person_json(person: Person) -> dict[str, Any]:
    """Return a person as the API shows one."""
    latest = person.latest
    about = spell_json(latest) if latest else dict.fromkeys(_OF_SPELL)
    own = {
        name: getattr(person, name)
        for name in (
            "id", "employee_number", "display_name", "given_name", "infix", "family_name", "email", "private_email",
            "language", "time_zone", "country", "region", "birth_date", "sample", "deceased", "version", "state",
        )
    }  # fmt: skip
    return {
        **about,
        **own,
        "no": latest.no if latest else 0,
        "spell_id": latest.id if latest else None,
        "spells": [spell_json(spell) for spell in person.spells],
    }


def spell_json(spell: Spell) -> dict[str, Any]:
    """Return a spell as the API shows one."""
    found: dict[str, Any] = {
        name: getattr(spell, name)
        for name in (
            "id", "no", "state", "hire_date", "notice_date", "last_day", "leave_kind", "department", "department_id",
            "function", "manager_id", "manager_name", "contract", "contract_end", "probation_end", "place",
            "known_leaving_on",
        )
    }  # fmt: skip
    found["manager"] = spell.manager_number or spell.manager_name
    found["hours"] = float(spell.hours) if isinstance(spell.hours, Decimal) else None
    found["part_time_days"] = days_json(spell.part_time_days)
    return found


def days_json(days: str | None) -> float | list[str] | None:
    """Return working days as a number a week, or as the list of which."""
    if days is None:
        return None
    return float(days) if days[0].isdigit() else days.split(",")
