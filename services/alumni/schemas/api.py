"""What goes out of the JSON side."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.alumni.policy import DECIDE_DAYS
from services.alumni.schemas.words import LEVELS
from services.alumni.schemas.work_forms import DATES_SWAPPED, HOURS_SWAPPED
from shared.web.api import PageArgs, page_schema


class MemberArgs(PageArgs):
    """By what the list is narrowed."""

    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(("awake", "asleep", "stopped")))


class MemberSchema(ma.Schema):
    """A member: who, by id, and what they agreed to."""

    id = ma.fields.UUID(required=True)
    person_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True)
    news = ma.fields.Boolean(required=True)
    reunions = ma.fields.Boolean(required=True)
    vacancies = ma.fields.Boolean(required=True)
    language = ma.fields.String(allow_none=True, required=True)
    frequency = ma.fields.String(required=True)
    paused_until = ma.fields.Date(allow_none=True, required=True)
    joined_at = ma.fields.AwareDateTime(required=True)


MemberPageSchema = page_schema(MemberSchema)


class VacancyInSchema(ma.Schema):
    """A vacancy as another system tells it."""

    title = ma.fields.String(required=True, validate=ma.validate.Length(1, 120))
    body = ma.fields.String(
        required=True, validate=ma.validate.Length(1, 60_000), metadata={"description": "Markdown"}
    )
    field = ma.fields.String(load_default="", validate=ma.validate.Length(max=80))
    place = ma.fields.String(load_default="", validate=ma.validate.Length(max=80))
    hours_from = ma.fields.Integer(load_default=None, allow_none=True, validate=ma.validate.Range(0, 60))
    hours_to = ma.fields.Integer(load_default=None, allow_none=True, validate=ma.validate.Range(0, 60))
    level = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.OneOf(tuple(LEVELS)))
    opens_on = ma.fields.Date(required=True)
    closes_on = ma.fields.Date(required=True)
    decide_days = ma.fields.Integer(load_default=DECIDE_DAYS, validate=ma.validate.Range(1, 60))
    shown = ma.fields.Boolean(load_default=True, metadata={"description": "On the public page too"})

    @ma.validates_schema
    def in_order(self, data: dict[str, Any], **_rest: Any) -> None:
        """Refuse what ends before it begins."""
        lowest, highest = data.get("hours_from"), data.get("hours_to")
        if lowest is not None and highest is not None and highest < lowest:
            raise ma.ValidationError({"hours_to": [HOURS_SWAPPED]})
        if data["closes_on"] < data["opens_on"]:
            raise ma.ValidationError({"closes_on": [DATES_SWAPPED]})


class VacancySchema(VacancyInSchema):
    """A vacancy, and how many heard of it."""

    id = ma.fields.UUID(required=True)
    created_at = ma.fields.AwareDateTime(required=True)
    withdrawn_at = ma.fields.AwareDateTime(allow_none=True, required=True)
    alerted = ma.fields.Integer(
        allow_none=True,
        required=True,
        metadata={"description": "How many members were told; null before it opens"},
    )


VacancyPageSchema = page_schema(VacancySchema)
