"""What comes in and goes out of the JSON side."""

from __future__ import annotations

import marshmallow as ma

from services.exit_interviews.domain.cases import KINDS, REASONS, STATES
from shared.web.api import PageArgs, page_schema


class CaseArgs(PageArgs):
    """Which leaving cases."""

    person = ma.fields.UUID(load_default=None, metadata={"description": "Only those of this person"})
    kind = ma.fields.String(load_default=None, validate=ma.validate.OneOf(KINDS))
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))


class CaseSchema(ma.Schema):
    """A leaving case: that somebody leaves, and how it stands. Never an answer."""

    id = ma.fields.UUID(required=True)
    person_id = ma.fields.UUID(
        required=True, allow_none=True, metadata={"description": "null once forgotten"}
    )
    spell_id = ma.fields.UUID(required=True, allow_none=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    notice_date = ma.fields.Date(required=True, allow_none=True)
    last_day = ma.fields.Date(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    reason = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(REASONS))
    opened_at = ma.fields.AwareDateTime(required=True)
    closed_at = ma.fields.AwareDateTime(required=True, allow_none=True)


CasePageSchema = page_schema(CaseSchema)
