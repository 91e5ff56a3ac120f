"""The calls of insights."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma

from services.insights import policy
from services.insights.domain.figures import Figures
from shared.disclosure.figures import Figure, Table
from shared.web.api import QueryArgs

_YEAR = re.compile(r"(\d{4})(-\d{2}(-\d{2})?)?")


class Year(ma.fields.Field[int]):
    """A year, or a day or month in it."""

    default_error_messages = {"invalid": "Schrijf een jaar, zoals 2025, of een dag daarin, zoals 2025-12-31."}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        found = _YEAR.fullmatch(str(value).strip())
        if not found or not policy.FIRST_YEAR <= int(found[1]) < policy.LAST_YEAR:
            raise self.make_error("invalid")
        return int(found[1])


class YearArgs(QueryArgs):
    """From which year to which."""

    first = Year(
        data_key="from",
        load_default=None,
        metadata={
            "type": "string",
            "description": "First year; without it the first of which there is anything",
        },
    )
    last = Year(
        data_key="to",
        load_default=None,
        metadata={"type": "string", "description": "Last year; without it this one"},
    )


class TurnoverArgs(YearArgs):
    """By what, and from which year to which."""

    by = ma.fields.String(
        load_default=policy.NONE,
        validate=ma.validate.OneOf(policy.BYS),
        metadata={"description": "Groups; of a department also all above it"},
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


class ReasonsArgs(YearArgs):
    """By what, and from which year to which."""

    by = ma.fields.String(
        load_default=policy.NONE,
        validate=ma.validate.OneOf(policy.REASON_BYS),
        metadata={"description": "Groups; of a department those at the top"},
    )


class ReasonSchema(ma.Schema):
    """How often a reason was given in a group of ``n`` people."""

    group = ma.fields.String(required=True, allow_none=True, metadata={"description": "null: not told apart"})
    reason = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    n = ma.fields.Integer(required=True)


class HiddenSchema(ma.Schema):
    """A group of which nothing may be shown, and why."""

    group = ma.fields.String(required=True)
    hidden = ma.fields.String(
        required=True, metadata={"description": "too_few, or complement of one that is"}
    )


class ReasonListSchema(ma.Schema):
    """All groups and reasons, and up to when they are true."""

    items = ma.fields.List(ma.fields.Nested(ReasonSchema), required=True)
    hidden = ma.fields.List(ma.fields.Nested(HiddenSchema), required=True)
    until = ma.fields.DateTime(required=True)


def reasons_json(found: Table[str]) -> dict[str, Any]:
    """Return what may be shown of reasons as the API gives it; who is not told apart is under no group."""
    groups: list[tuple[str | None, Figure]] = list(found.shown.items())
    if found.rest:
        groups.append((None, found.rest))
    items = [
        {"group": group, "reason": reason, "count": count, "n": figure.people}
        for group, figure in groups
        for reason, count in sorted(figure.tally.items(), key=lambda one: (-one[1], one[0]))
    ]
    return {"items": items, "hidden": [{"group": name, "hidden": why} for name, why in found.hidden.items()]}
