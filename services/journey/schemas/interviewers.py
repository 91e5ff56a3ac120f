"""What comes in and goes out of the JSON side about interviewers and calendars."""

from __future__ import annotations

import marshmallow as ma

from shared.contracts.programmes import BY_CODE
from shared.web.api import page_schema


class InterviewerArgs(ma.Schema):
    """How somebody holds conversations."""

    programmes = ma.fields.List(ma.fields.String(validate=ma.validate.OneOf(sorted(BY_CODE))), required=True)
    a_week = ma.fields.Integer(required=True, validate=ma.validate.Range(min=0, max=40))
    active = ma.fields.Boolean(load_default=True)


class AwaySchema(ma.Schema):
    """When somebody is away: from and up to and including."""

    id = ma.fields.UUID(dump_only=True)
    first_day = ma.fields.Date(required=True)
    last_day = ma.fields.Date(required=True)


class InterviewerSchema(ma.Schema):
    """Somebody with an account who may hold conversations."""

    account_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    programmes = ma.fields.List(ma.fields.String(), required=True)
    a_week = ma.fields.Integer(required=True, allow_none=True)
    active = ma.fields.Boolean(required=True)
    away = ma.fields.List(ma.fields.Nested(AwaySchema), required=True)


InterviewerPageSchema = page_schema(InterviewerSchema)


class FeedArgs(ma.Schema):
    """Which moments a calendar shows: one programme's, or one interviewer's own conversations; else all."""

    programme = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.OneOf(sorted(BY_CODE))
    )
    interviewer = ma.fields.UUID(load_default=None, allow_none=True)


class FeedSchema(ma.Schema):
    """A calendar under a secret address."""

    id = ma.fields.UUID(required=True)
    programme = ma.fields.String(required=True, allow_none=True)
    interviewer = ma.fields.UUID(required=True, allow_none=True)
    made_at = ma.fields.AwareDateTime(required=True)
    read_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class NewFeedSchema(FeedSchema):
    """A calendar that was just made: its address is shown this once."""

    address = ma.fields.String(required=True)


FeedPageSchema = page_schema(FeedSchema)
