"""Leave as JSON. Only here and at the desk of HR stands which kind it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import marshmallow as ma
from marshmallow import validate

from services.people.domain import Absence
from services.people.policy import KINDS_OF_ABSENCE
from services.people.schemas.fields import Day


class NewAbsenceSchema(ma.Schema):
    """A leave to note; the employment is the one that its first day lies in."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS_OF_ABSENCE))
    first_day = Day(required=True)
    last_day = Day(
        allow_none=True, load_default=None, metadata={"description": "Empty while nobody knows until when"}
    )


class AbsencePatchSchema(ma.Schema):
    """What is to be changed; what is left out stays."""

    kind = ma.fields.String(validate=validate.OneOf(KINDS_OF_ABSENCE))
    first_day = Day()
    last_day = Day(allow_none=True)


class AbsenceSchema(ma.Schema):
    """A leave."""

    id = ma.fields.UUID()
    spell_id = ma.fields.UUID()
    kind = ma.fields.String()
    first_day = ma.fields.Date()
    last_day = ma.fields.Date(allow_none=True)


class AbsenceListSchema(ma.Schema):
    """All leaves of a person, the latest first."""

    items = ma.fields.List(ma.fields.Nested(AbsenceSchema))
    next = ma.fields.String(allow_none=True)


def absence_json(absence: Absence) -> dict[str, Any]:
    """Return a leave as the API shows one."""
    return asdict(absence)
