"""What comes in and goes out of the JSON side about what HR does by hand."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.journey.actions.foreseeing import Preview, Shown
from services.journey.domain.intent import EMPLOYMENTS, IN_SERVICE, KINDS, Intent, Selection
from services.journey.domain.touchpoint import BY_HAND, STATES
from services.journey.store.hands import Hand
from shared.contracts.programmes import BY_CODE
from shared.web.api import page_schema

_SHORT = ma.validate.Length(max=200)


class MoveSchema(ma.Schema):
    """To which day a touchpoint is moved by hand."""

    day = ma.fields.Date(required=True, metadata={"description": "Local date; today or later"})


class SendSchema(ma.Schema):
    """What somebody is asked outside the plan, and when."""

    id = ma.fields.UUID(
        load_default=None, metadata={"description": "Your own; the same again changes nothing"}
    )
    programme = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(BY_CODE)))
    ask = ma.fields.String(required=True, validate=_SHORT)
    day = ma.fields.Date(required=True, metadata={"description": "Local date; today or later"})


class SelectionSchema(ma.Schema):
    """Whom, and which of their moments; what is left out asks nothing."""

    programme = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    rule = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    state = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.OneOf(STATES))
    first = ma.fields.Date(load_default=None, allow_none=True, data_key="from")
    last = ma.fields.Date(load_default=None, allow_none=True, data_key="to")
    department = ma.fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "With all below it"}
    )
    function = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    country = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    employment = ma.fields.String(
        load_default=IN_SERVICE,
        validate=ma.validate.OneOf(sorted(EMPLOYMENTS)),
        metadata={"description": "Counts for send, pause and resume"},
    )


class IntentSchema(ma.Schema):
    """What is done by hand, and to whom."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    who = ma.fields.Nested(SelectionSchema, load_default=lambda: SelectionSchema().load({}))
    day = ma.fields.Date(load_default=None, allow_none=True)
    programme = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    ask = ma.fields.String(load_default=None, allow_none=True, validate=_SHORT)
    reason = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.OneOf(BY_HAND))


class HandArgs(IntentSchema):
    """An action."""

    id = ma.fields.UUID(
        load_default=None, metadata={"description": "Your own; the same again changes nothing"}
    )


class HandSchema(ma.Schema):
    """An action of HR, and how far it is."""

    id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("running", "done", "undoing", "undone"))
    )
    total = ma.fields.Integer(required=True, metadata={"description": "How many were meant when it began"})
    count = ma.fields.Integer(required=True, metadata={"description": "To how many it has happened"})
    left_out = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.Integer(),
        required=True,
        metadata={"description": "How many were left out, by reason"},
    )
    kept = ma.fields.Integer(
        required=True, metadata={"description": "How many an undo had to leave as they are"}
    )
    by = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "Null where it was the API"}
    )
    done_at = ma.fields.AwareDateTime(required=True)
    finished_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    undone_at = ma.fields.AwareDateTime(required=True, allow_none=True)


HandPageSchema = page_schema(HandSchema)


class ShownSchema(ma.Schema):
    """One of those to whom an action would happen."""

    person_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True, allow_none=True)
    touchpoint_id = ma.fields.UUID(required=True, allow_none=True)
    was = ma.fields.AwareDateTime(required=True, allow_none=True)
    becomes = ma.fields.AwareDateTime(required=True, allow_none=True)


class LookSchema(ma.Schema):
    """What an action would do."""

    total = ma.fields.Integer(required=True)
    looked_at = ma.fields.Integer(
        required=True, metadata={"description": "The figures below are of so many; the rest is alike"}
    )
    count = ma.fields.Integer(required=True)
    left_out = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
    elsewhen = ma.fields.Integer(
        required=True, metadata={"description": "Whose letter leaves later: they do not work on that day"}
    )
    shown = ma.fields.List(ma.fields.Nested(ShownSchema), required=True)
    pushed = ma.fields.List(
        ma.fields.Nested(ShownSchema), required=True, metadata={"description": "What has to give way"}
    )


def intent(args: dict[str, Any]) -> Intent:
    """Return what was asked."""
    return Intent(
        who=Selection(**args["who"]),
        **{key: args[key] for key in ("kind", "day", "programme", "ask", "reason")},
    )


def hand_as_json(hand: Hand) -> dict[str, Any]:
    """Return an action as it goes out."""
    return {**hand.__dict__, "kind": hand.intent.kind}


def preview_as_json(found: Preview) -> dict[str, Any]:
    """Return what an action would do as it goes out."""
    return {
        **found.__dict__,
        "shown": [_shown(one) for one in found.shown],
        "pushed": [_shown(one) for one in found.pushed],
    }


def _shown(one: Shown) -> dict[str, Any]:
    before, after = one.before, one.after
    some = after or before
    return {
        "person_id": one.person_id,
        "name": one.name,
        "touchpoint_id": some.id if some and before else None,
        "was": before.send_at if before and before.state == "planned" else None,
        "becomes": after.send_at if after and after.state == "planned" else None,
    }
