"""Calendars that other programs read: made, listed, revoked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import feeding
from services.journey.schemas.interviewers import FeedArgs, FeedPageSchema, NewFeedSchema
from services.journey.store import feeds
from shared.eventlog.unit import Transactions
from shared.web.auth import account


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/calendars")
    @api.response(200, FeedPageSchema)
    def listed() -> dict[str, Any]:
        """List the calendars that are open, all on one page; their addresses nobody can look up."""
        with transaction() as tx:
            return {"items": feeds.listed(tx.conn), "next": None}

    @api.post("/calendars")
    @api.arguments(FeedArgs)
    @api.response(201, NewFeedSchema)
    def make(args: dict[str, Any]) -> dict[str, Any]:
        """Make a calendar; its address is in this answer and nowhere else."""
        with transaction() as tx:
            made, secret = feeding.make(tx, account().id, **args)
        return {**made.__dict__, "address": feeding.address(secret)}

    @api.delete("/calendars/<uuid:feed_id>")
    @api.response(204)
    def revoke(feed_id: UUID) -> None:
        """Close a calendar for good."""
        with transaction() as tx:
            feeding.revoke(tx, feed_id)
