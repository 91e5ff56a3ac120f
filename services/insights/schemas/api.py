"""The calls of insights."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma

from services.insights import policy
from services.insights.domain.figures import Figures
from shared.web.api import QueryArgs

_YEAR = re.compile(r"(\d{4})(-\d{2}(-\d{2})?)?")


class Year(ma.fields.Field[int]):
    """A year, or a day or month in it."""

    default_error_messages = {"invalid": "Schrijf een jaar, zoals 2025, of een dag daarin, zoals 2025-12-31."}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        found = _YEAR.fullmatch(str(value).strip())
        if not found or not policy.FIRST_YEAR <= int(found[1]) < 9_000:
            raise self.make_error("invalid")
        return int(found[1])


class TurnoverArgs(QueryArgs):
    """By what, and from which year to which."""

    by = ma.fields.String(
        load_default=policy.NONE,
        validate=ma.validate.OneOf(policy.BYS),
        metadata={"description": "Groups; of a department also all above it"},
    )
    first = Year(
        data_key="from",
        load_default=None,
        metadata={"type": "string", "description": "First year; without it the first in which anybody began"},
    )
    last = Year(
        data_key="to",
        load_default=None,
        metadata={"type": "string", "description": "Last year; without it this one"},
    )


class TurnoverSchema(ma.Schema):
    """A group in a year."""

    group = ma.fields.String(required=True, allow_none=True, metadata={"description": "null: not known"})
    year = ma.fields.Integer(required=True)
    leavers = ma.fields.Integer(required=True)
    headcount_start = ma.fields.Integer(required=True)
    headcount_end = ma.fields.Integer(required=True)
    rate = ma.fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "100 x leavers / mean of both headcounts; null where nobody was there"},
    )


class TurnoverListSchema(ma.Schema):
    """All groups and years, and up to when they are true."""

    items = ma.fields.List(ma.fields.Nested(TurnoverSchema), required=True)
    until = ma.fields.DateTime(
        required=True, metadata={"description": "All that happened before it is counted"}
    )


def turnover_json(one: Figures) -> dict[str, Any]:
    """Return the figures of a group in a year as the API gives them."""
    return {
        "group": one.group,
        "year": int(one.period),
        "leavers": one.leavers,
        "headcount_start": one.start,
        "headcount_end": one.end,
        "rate": None if one.rate is None else float(one.rate),
    }
