"""What comes in and goes out of the JSON side."""

from __future__ import annotations

import marshmallow as ma

from services.journey.domain.touchpoint import BY_HAND, STATES
from shared.web.api import PageArgs, page_schema


class TouchpointArgs(PageArgs):
    """Which touchpoints."""

    person = ma.fields.UUID(load_default=None, metadata={"description": "Only those of this person"})
    kind = ma.fields.String(
        load_default=None,
        validate=ma.validate.Length(max=80),
        metadata={"description": "A programme (onboarding) or one of its moments (week_1)"},
    )
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))
    first = ma.fields.Date(
        load_default=None, data_key="from", metadata={"description": "Due on this date or later"}
    )
    last = ma.fields.Date(
        load_default=None, data_key="to", metadata={"description": "Due on this date or earlier"}
    )


class PreviewArgs(PageArgs):
    """How far to look ahead."""

    days = ma.fields.Integer(load_default=30, validate=ma.validate.Range(min=1, max=730))


class TouchpointSchema(ma.Schema):
    """A moment of a person."""

    id = ma.fields.UUID(required=True)
    person_id = ma.fields.UUID(required=True)
    spell_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, metadata={"description": "The programme: onboarding"})
    rule = ma.fields.String(required=True, metadata={"description": "The moment: week_1"})
    occurrence = ma.fields.Integer(required=True)
    due_date = ma.fields.Date(required=True, metadata={"description": "Local date"})
    send_at = ma.fields.AwareDateTime(
        required=True, metadata={"description": "When the letter leaves or left"}
    )
    closes_on = ma.fields.Date(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    reason = ma.fields.String(required=True, allow_none=True)
    why = ma.fields.String(required=True, metadata={"description": "Why so, in plain sentences"})


class DaySchema(ma.Schema):
    """How much leaves on a day."""

    date = ma.fields.Date(required=True)
    count = ma.fields.Integer(required=True)


TouchpointPageSchema = page_schema(TouchpointSchema)


class PreviewSchema(TouchpointPageSchema):  # type: ignore[misc, valid-type]
    """What is planned to leave, a page of it, with the totals of the whole period."""

    total = ma.fields.Integer(required=True)
    days = ma.fields.List(ma.fields.Nested(DaySchema), required=True)


class SkipSchema(ma.Schema):
    """Why a touchpoint is skipped by hand."""

    reason = ma.fields.String(required=True, validate=ma.validate.OneOf(BY_HAND))


class StopSchema(ma.Schema):
    """The switch that stops all letters."""

    stopped = ma.fields.Boolean(required=True)
    since = ma.fields.AwareDateTime(required=True, allow_none=True)
    by = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The name of an account; null where it was done through the API"},
    )
