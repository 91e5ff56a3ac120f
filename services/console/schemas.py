"""What comes in and goes out of the JSON side."""

import marshmallow as ma

from shared.web.api import QueryArgs

MOST_EVENTS = 1000


class EventsArgs(QueryArgs):
    """Which part of the log."""

    after = ma.fields.Integer(
        load_default=0,
        validate=ma.validate.Range(min=0, max=2**62),
        metadata={"description": "Position after which to read; next of the page before"},
    )
    person = ma.fields.UUID(load_default=None, metadata={"description": "Only facts about this person"})
    type = ma.fields.String(
        load_default=None,
        validate=ma.validate.Regexp(r"^[a-z_]+(\.[a-z_]+(\.v[0-9]+)?)?\Z"),
        metadata={
            "description": "A service (people), a type (people.hired) or a version of it (people.hired.v1)"
        },
    )
    limit = ma.fields.Integer(load_default=100, validate=ma.validate.Range(min=1, max=MOST_EVENTS))


class EventSchema(ma.Schema):
    """A fact as it stands in the log."""

    position = ma.fields.Integer(required=True)
    id = ma.fields.UUID(required=True)
    type = ma.fields.String(required=True, metadata={"description": "people.hired, for instance"})
    version = ma.fields.Integer(required=True)
    person_id = ma.fields.UUID(required=True, allow_none=True)
    recorded_at = ma.fields.AwareDateTime(required=True)
    body = ma.fields.Dict(required=True, metadata={"description": "Ids, dates, numbers and codes"})


class EventsPageSchema(ma.Schema):
    """A page of the log."""

    items = ma.fields.List(ma.fields.Nested(EventSchema), required=True)
    next = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "Give it as `after` for the next page"}
    )


class VerdictSchema(ma.Schema):
    """Whether anybody altered the log."""

    intact = ma.fields.Boolean(required=True)
    checked = ma.fields.Integer(required=True, metadata={"description": "How many facts hold"})
    broken_at = ma.fields.Integer(
        metadata={"description": "The first position that does not; only where not intact"}
    )


class ClockArgs(ma.Schema):
    """Where to go."""

    now = ma.fields.String(
        required=True,
        validate=ma.validate.Length(min=1, max=40),
        metadata={"description": "ISO 8601; without an offset the organisation's zone is meant"},
    )


class ClockSchema(ma.Schema):
    """The time of the house."""

    now = ma.fields.AwareDateTime(required=True)
    time_travel = ma.fields.Boolean(metadata={"description": "Whether it can be set"})
    ran = ma.fields.Integer(metadata={"description": "How much happened on the way"})
