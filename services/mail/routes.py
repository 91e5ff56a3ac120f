"""The post room's JSON: letters, suppressed addresses, and what the provider has to say."""

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from services.mail import policy
from services.mail.actions import decisions, returns
from services.mail.errors import WebhookForged, WebhookUnreadable
from services.mail.gateway import events, signature
from services.mail.schemas import (
    HeardSchema,
    LetterArgs,
    LetterSchema,
    SuppressionArgs,
    SuppressionSchema,
)
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.api import page_schema
from shared.web.auth import public
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The JSON side of the post room."""
    blueprint = Blueprint("mail_api", __name__, url_prefix="/mail/api/v1")
    _letters(blueprint, transaction)
    _suppressions(blueprint, transaction)
    _webhooks(blueprint, transaction)
    return blueprint


def _letters(blueprint: Blueprint, transaction: Transactions) -> None:
    @blueprint.get("/letters")
    @blueprint.arguments(LetterArgs, location="query")
    @blueprint.response(200, page_schema(LetterSchema))
    def letters(args: dict[str, Any]) -> dict[str, Any]:
        """List letters, newest first."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            rows = letter_store.listed(
                tx.conn,
                state=args["state"],
                person_id=args["person"],
                after=window.after,
                limit=window.fetch,
            )
        return page(rows, window, key=lambda row: (row.queued_at, row.id))

    @blueprint.post("/letters/<uuid:letter_id>/retry")
    @blueprint.response(204)
    def retry(letter_id: UUID) -> None:
        """Send a parked or uncertain letter again."""
        with transaction() as tx:
            decisions.send_again(tx, letter_id)

    @blueprint.post("/letters/<uuid:letter_id>/arrived")
    @blueprint.response(204)
    def arrived(letter_id: UUID) -> None:
        """Settle an uncertain letter: its reader has it."""
        with transaction() as tx:
            decisions.it_arrived(tx, letter_id)

    @blueprint.post("/letters/<uuid:letter_id>/cancel")
    @blueprint.response(204)
    def cancel(letter_id: UUID) -> None:
        """Give up a parked or uncertain letter."""
        with transaction() as tx:
            decisions.give_up(tx, letter_id)


def _suppressions(blueprint: Blueprint, transaction: Transactions) -> None:
    @blueprint.get("/suppressions")
    @blueprint.arguments(SuppressionArgs, location="query")
    @blueprint.response(200, page_schema(SuppressionSchema))
    def suppressions(args: dict[str, Any]) -> dict[str, Any]:
        """List addresses that are not written any more, newest first."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            rows = address_store.listed(
                tx.conn,
                person_id=args["person"],
                after=window.after,
                limit=window.fetch,
            )
        return page(rows, window, key=lambda row: (row.since, row.id))

    @blueprint.delete("/suppressions/<uuid:suppression_id>")
    @blueprint.response(204)
    def lift(suppression_id: UUID) -> None:
        """Write to an address again, once HR has made sure that it works and is welcome."""
        with transaction() as tx:
            decisions.lift_suppression(tx, suppression_id)


def _webhooks(blueprint: Blueprint, transaction: Transactions) -> None:
    @blueprint.post("/webhooks/sendgrid")
    @public  # the provider has no login; the signature over the raw bytes guards this door
    @blueprint.response(200, HeardSchema)
    def sendgrid() -> dict[str, int]:
        """Hear the provider's events; said twice or in any order, they count once."""
        body = request.get_data(cache=False)
        _check_signature(body)
        words = events.parse(body)
        if words is None:
            raise WebhookUnreadable
        heard = 0
        with transaction() as tx:
            for word in words:
                heard += returns.hear(tx, word)
        return {"heard": heard}


def _check_signature(body: bytes) -> None:
    timestamp = request.headers.get(signature.TIMESTAMP_HEADER, "")
    signed = request.headers.get(signature.SIGNATURE_HEADER, "")
    key = settings().sendgrid_webhook_public_key
    # The provider's clock is the real one; a house that travels in time may be told things in its own time too.
    fresh = any(
        signature.fresh(timestamp, instant, policy.WEBHOOK_TOLERANCE)
        for instant in (clock.wall(), clock.now())
    )
    if not (key and fresh and signature.verified(key, signed, timestamp, body)):
        raise WebhookForged
