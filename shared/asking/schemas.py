"""What comes in and goes out of the JSON side."""

from __future__ import annotations

import marshmallow as ma

from shared.asking.model import STATES
from shared.web.api import PageArgs


class RequestArgs(PageArgs):
    """Which requests."""

    person = ma.fields.UUID(load_default=None, metadata={"description": "Only those of this person"})
    moment = ma.fields.String(
        load_default=None,
        validate=ma.validate.Length(max=80),
        metadata={"description": "The name of the moment in the plan"},
    )
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))


class RequestSchema(ma.Schema):
    """A request: that somebody was asked, and how it stands. Never an answer."""

    id = ma.fields.UUID(required=True)
    person_id = ma.fields.UUID(
        required=True, allow_none=True, metadata={"description": "null once forgotten"}
    )
    touchpoint_id = ma.fields.UUID(required=True)
    moment = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "Why it was closed"})
    opened_at = ma.fields.AwareDateTime(required=True)
    reminded_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    closes_on = ma.fields.Date(required=True)
    ended_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    delivery = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What became of the letter: sent, no_address, suppressed, refused"},
    )
