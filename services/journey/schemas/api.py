"""What comes in and goes out of the JSON side, of what is done by hand."""

from __future__ import annotations

import marshmallow as ma

from services.journey.domain.touchpoint import BY_HAND


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
