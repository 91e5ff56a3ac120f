"""What goes out of the JSON side."""

from __future__ import annotations

import marshmallow as ma

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
