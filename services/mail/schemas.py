"""What the post room's API takes and gives."""

import marshmallow as ma

from shared.web.api import PageArgs

STATES = ("queued", "sending", "sent", "uncertain", "parked", "cancelled", "returned")


class LetterArgs(PageArgs):
    """Which letters."""

    state = ma.fields.String(
        load_default=None,
        validate=ma.validate.OneOf(STATES),
        metadata={"description": "`returned`: sent, and something came back"},
    )
    person = ma.fields.UUID(load_default=None)


class SuppressionArgs(PageArgs):
    """Whose suppressed addresses."""

    person = ma.fields.UUID(load_default=None)


class LetterSchema(ma.Schema):
    """A letter without its content and without an address."""

    id = ma.fields.UUID(required=True)
    key = ma.fields.String(required=True)
    template = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    person_id = ma.fields.UUID(required=True, allow_none=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "A code, never text"})
    attempts = ma.fields.Integer(required=True)
    address_kind = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "work, private or account; null before the first try"},
    )
    queued_at = ma.fields.AwareDateTime(required=True)
    not_before = ma.fields.AwareDateTime(required=True)
    expires_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    sent_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class SuppressionSchema(ma.Schema):
    """An address that is not written any more; the address itself is not kept."""

    id = ma.fields.UUID(required=True)
    person_id = ma.fields.UUID(required=True, allow_none=True)
    address_kind = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, validate=ma.validate.OneOf(("hard", "soft", "complaint")))
    status = ma.fields.String(required=True, allow_none=True)
    since = ma.fields.AwareDateTime(required=True)


class HeardSchema(ma.Schema):
    """How many of the provider's events were about letters of ours, and new."""

    heard = ma.fields.Integer(required=True)
