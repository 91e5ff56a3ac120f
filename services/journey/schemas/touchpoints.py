"""Touchpoints, why they are there or not, and what is coming, as the JSON side says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import marshmallow as ma

from services.journey.domain.grid import EARLIEST, LATEST
from services.journey.domain.touchpoint import STATES
from services.journey.domain.why_not import REASONS
from shared.contracts.programmes import BY_CODE
from shared.web.api import PageArgs, page_schema
from shared.web.texts import gettext, marked

# Five years: so far ahead a house plans.
MOST_DAYS = 1_830
_WRONG_ORDER = marked("De laatste dag ligt voor de eerste.")
_TOO_LONG = marked("Kies een periode van hooguit vijf jaar.")
_IN_REACH = ma.validate.Range(min=EARLIEST, max=LATEST)


class TouchpointArgs(PageArgs):
    """Which touchpoints."""

    person = ma.fields.UUID(load_default=None, metadata={"description": "Only those of this person"})
    kind = ma.fields.String(
        load_default=None,
        validate=ma.validate.Length(max=80),
        metadata={
            "description": "A programme (onboarding), or one of its moments (week_1, onboarding.week_1)"
        },
    )
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))
    department = ma.fields.UUID(
        load_default=None, metadata={"description": "A department with all below it, as it was when planned"}
    )
    interviewer = ma.fields.UUID(
        load_default=None, metadata={"description": "The account of who holds the conversation"}
    )
    first = ma.fields.Date(
        load_default=None, data_key="from", metadata={"description": "Due on this date or later"}
    )
    last = ma.fields.Date(
        load_default=None, data_key="to", metadata={"description": "Due on this date or earlier"}
    )


class PreviewArgs(PageArgs):
    """Which period to look at, and what of it."""

    days = ma.fields.Integer(
        load_default=30,
        validate=ma.validate.Range(min=1, max=730),
        metadata={"description": "So many days from now, or from `from`; not with `to`"},
    )
    first = ma.fields.Date(
        load_default=None,
        data_key="from",
        validate=_IN_REACH,
        metadata={
            "description": "From the beginning of this day, on the organisation's calendar; without it what is late too"
        },
    )
    last = ma.fields.Date(
        load_default=None,
        data_key="to",
        validate=_IN_REACH,
        metadata={"description": "Up to and including this day; at most five years after the first"},
    )
    programme = ma.fields.String(load_default=None, validate=ma.validate.OneOf(list(BY_CODE)))
    department = ma.fields.UUID(load_default=None, metadata={"description": "A department with all below it"})

    @ma.validates_schema
    def _in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        first, last = data.get("first"), data.get("last")
        if first and last and (problem := wrong_stretch(first, last)):
            raise ma.ValidationError(problem, "to")


def wrong_stretch(first: date, last: date) -> str | None:
    """Return what is wrong with a period, or None."""
    if last < first:
        return str(gettext(_WRONG_ORDER))
    return str(gettext(_TOO_LONG)) if (last - first).days >= MOST_DAYS else None


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
    detail = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the reason is about: the moment that came first, with its day"},
    )
    why = ma.fields.String(required=True, metadata={"description": "Why so, in plain sentences"})
    ask = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "The questionnaire or conversation"}
    )
    plan_version = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the plan; null where sent by hand"}
    )
    moved_to = ma.fields.Date(
        required=True, allow_none=True, metadata={"description": "The day chosen instead of the rule's"}
    )
    department_id = ma.fields.UUID(required=True, allow_none=True)
    interviewer = ma.fields.UUID(required=True, allow_none=True)


TouchpointPageSchema = page_schema(TouchpointSchema)


class WhySchema(ma.Schema):
    """A rule for a person: the touchpoint that it gave, or the reason why there is none."""

    kind = ma.fields.String(required=True, metadata={"description": "The programme: onboarding"})
    rule = ma.fields.String(required=True, metadata={"description": "The moment: week_1"})
    title = ma.fields.String(required=True)
    touchpoint = ma.fields.Nested(TouchpointSchema, required=True, allow_none=True)
    reason = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": f"Of a rule without a touchpoint: {', '.join(REASONS)}; else of the touchpoint"
        },
    )
    asks = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "With `not_for`: what the person does not meet"},
    )
    due_date = ma.fields.Date(required=True, allow_none=True)
    why = ma.fields.String(required=True, metadata={"description": "Why so, in plain sentences"})


WhyPageSchema = page_schema(WhySchema)


class DaySchema(ma.Schema):
    """How much leaves on a day."""

    date = ma.fields.Date(required=True)
    count = ma.fields.Integer(required=True)
    programmes = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)


class LoadSchema(ma.Schema):
    """How many conversations somebody has in a week."""

    interviewer = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True, allow_none=True)
    week = ma.fields.Date(required=True, metadata={"description": "Its Monday"})
    count = ma.fields.Integer(required=True)


class UnseenSchema(ma.Schema):
    """A version of a plan of which HR has not seen what leaves."""

    kind = ma.fields.String(required=True, metadata={"description": "The programme: onboarding"})
    plan_version = ma.fields.Integer(required=True)
    count = ma.fields.Integer(
        required=True, metadata={"description": "Letters of this period that wait for it"}
    )
    held = ma.fields.Integer(required=True, metadata={"description": "Letters that wait for it now already"})


class PreviewSchema(TouchpointPageSchema):  # type: ignore[misc, valid-type]
    """What is planned to leave, a page of it, with the totals of the whole period."""

    total = ma.fields.Integer(required=True)
    programmes = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
    days = ma.fields.List(ma.fields.Nested(DaySchema), required=True)
    interviewers = ma.fields.List(ma.fields.Nested(LoadSchema), required=True)
    unseen = ma.fields.List(ma.fields.Nested(UnseenSchema), required=True)
