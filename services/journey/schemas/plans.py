"""Plans, runs and settings as the JSON side has them."""

from __future__ import annotations

import marshmallow as ma

from services.journey.domain.proposal import WHATS
from services.journey.policy import APPROVALS
from services.journey.store.overview import PlanView
from shared.web.api import PageArgs, page_schema

RULE = {
    "description": "A moment, as services/journey/README.md lists its fields: rule, title, anchor, on, after, every, "
    "times, ask, closes_after, remind_after, while, for, tolerance_days, merges_with, window, despite_absence, "
    "beside_budget, since"
}


class DraftBodySchema(ma.Schema):
    """All rules of a change of a plan."""

    based_on = ma.fields.Integer(
        required=True,
        validate=ma.validate.Range(min=1, max=2**31 - 1),
        metadata={
            "description": "The version in force that it changes; a conflict where that is another by now"
        },
    )
    # Read by the plan's own reader, which knows each field and says what is wrong where.
    rules = ma.fields.List(ma.fields.Dict(keys=ma.fields.String()), required=True, metadata=RULE)


class DraftSchema(ma.Schema):
    """A change that somebody is working on."""

    programme = ma.fields.String(required=True)
    based_on = ma.fields.Integer(required=True)
    changed_at = ma.fields.AwareDateTime(required=True)
    by = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "The name of an account; null for the API"}
    )
    rules = ma.fields.List(ma.fields.Dict(keys=ma.fields.String()), required=True, metadata=RULE)


class VersionSchema(ma.Schema):
    """A version of a plan."""

    version = ma.fields.Integer(required=True)
    made_at = ma.fields.AwareDateTime(required=True)
    made_by = ma.fields.String(required=True, allow_none=True)
    seen_at = ma.fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When HR saw what leaves under it"}
    )
    seen_by = ma.fields.String(required=True, allow_none=True)
    moments = ma.fields.Integer(required=True)


class PlanSchema(ma.Schema):
    """A plan in force."""

    programme = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    on = ma.fields.Boolean(required=True)
    made_at = ma.fields.AwareDateTime(required=True)
    made_by = ma.fields.String(required=True, allow_none=True)
    seen_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    waiting = ma.fields.Integer(
        required=True, metadata={"description": "Letters that wait until HR has seen what leaves"}
    )
    tomorrow = ma.fields.Integer(
        required=True, metadata={"description": "Letters that leave on the next day"}
    )
    has_draft = ma.fields.Boolean(required=True)
    rules = ma.fields.List(ma.fields.Dict(keys=ma.fields.String()), required=True, metadata=RULE)


class PlanPageSchema(page_schema(PlanSchema)):  # type: ignore[misc]
    """All plans; there is never a next page."""


class PlanWithVersionsSchema(PlanSchema):
    """A plan, what it was before, and what somebody is working on."""

    versions = ma.fields.List(ma.fields.Nested(VersionSchema), required=True)
    draft = ma.fields.Nested(DraftSchema, required=True, allow_none=True)


class PreviewBodySchema(ma.Schema):
    """Of what one wants to see what it does: of the draft, or of switching the programme on or off."""

    look_back = ma.fields.Boolean(
        load_default=False,
        metadata={
            "description": "Whether rules that are new or fall otherwise also count for days before today"
        },
    )
    on = ma.fields.Boolean(
        load_default=None, allow_none=True, metadata={"description": "Instead of the draft: on, or off"}
    )


class ApplyBodySchema(ma.Schema):
    """What was looked at."""

    preview = ma.fields.UUID(required=True, metadata={"description": "The id of a preview that is done"})


class ApprovalBodySchema(ma.Schema):
    """What HR has seen."""

    version = ma.fields.Integer(required=True, validate=ma.validate.Range(min=1, max=2**31 - 1))


class ApprovedSchema(ma.Schema):
    """What came of it."""

    released = ma.fields.Integer(required=True, metadata={"description": "Letters that waited for it"})


class TotalSchema(ma.Schema):
    """How much changes of one rule."""

    programme = ma.fields.String(required=True)
    rule = ma.fields.String(required=True)
    appear = ma.fields.Integer(required=True)
    move = ma.fields.Integer(required=True)
    vanish = ma.fields.Integer(required=True)


class RunSchema(ma.Schema):
    """Long work over everybody: a preview of a change, or the change itself."""

    id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["preview", "apply"]))
    what = ma.fields.String(required=True, validate=ma.validate.OneOf(["plan", "switch", "settings"]))
    programme = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["running", "done", "stopped", "failed"])
    )
    reason = ma.fields.String(required=True, allow_none=True)
    total = ma.fields.Integer(required=True, metadata={"description": "People when it began"})
    done = ma.fields.Integer(required=True, metadata={"description": "People so far"})
    appear = ma.fields.Integer(required=True)
    move = ma.fields.Integer(required=True)
    vanish = ma.fields.Integer(required=True)
    asked_at = ma.fields.AwareDateTime(required=True)
    by = ma.fields.String(required=True, allow_none=True)
    finished_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    applied_by_run = ma.fields.UUID(
        required=True, allow_none=True, metadata={"description": "Of a preview: the run that does it"}
    )
    rules = ma.fields.List(
        ma.fields.Nested(TotalSchema), required=True, metadata={"description": "Of a preview that is done"}
    )


class ShiftArgs(PageArgs):
    """Which changes."""

    what = ma.fields.String(load_default=None, validate=ma.validate.OneOf(WHATS))
    programme = ma.fields.String(load_default=None, validate=ma.validate.Length(max=40))
    rule = ma.fields.String(load_default=None, validate=ma.validate.Length(max=40))


class ShiftSchema(ma.Schema):
    """A future moment of somebody that appears, moves or vanishes."""

    person_id = ma.fields.UUID(required=True)
    programme = ma.fields.String(required=True)
    rule = ma.fields.String(required=True)
    occurrence = ma.fields.Integer(required=True)
    what = ma.fields.String(required=True, validate=ma.validate.OneOf(WHATS))
    was = ma.fields.AwareDateTime(required=True, allow_none=True)
    becomes = ma.fields.AwareDateTime(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)


ShiftPageSchema = page_schema(ShiftSchema)


class SettingsBodySchema(ma.Schema):
    """The organisation's numbers; what is left out stays as it is."""

    spacing_days = ma.fields.Integer(strict=True, metadata={"description": "Days between two requests"})
    a_year = ma.fields.Integer(strict=True, metadata={"description": "Requests to one person in a year"})
    catch_up_days = ma.fields.Integer(strict=True)
    horizon_months = ma.fields.Integer(strict=True)
    touching_days = ma.fields.Integer(strict=True)
    opens = ma.fields.String(metadata={"description": "HH:MM"})
    closes = ma.fields.String(metadata={"description": "HH:MM"})
    closed = ma.fields.List(
        ma.fields.List(ma.fields.String()),
        metadata={"description": "First and last day of each closed period"},
    )
    approval = ma.fields.String(metadata={"description": ", ".join(APPROVALS)})
    approval_above = ma.fields.Integer(strict=True, metadata={"description": "Letters a day"})


class SettingsSchema(SettingsBodySchema):
    """The numbers in force, and the run that does it for everybody where they were just changed."""

    run = ma.fields.UUID(required=True, allow_none=True)


def plan_plain(view: PlanView, rules: list[dict[str, object]]) -> dict[str, object]:
    """Return a plan as the JSON side shows it."""
    return {
        "programme": view.programme,
        "version": view.plan.version,
        "on": view.on,
        "made_at": view.made_at,
        "made_by": view.made_by,
        "seen_at": view.seen_at,
        "waiting": view.waiting,
        "tomorrow": view.tomorrow,
        "has_draft": view.draft is not None,
        "rules": rules,
    }
