"""Touchpoints as they are, and what is coming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.journey.schemas import words
from services.journey.schemas.api import PreviewArgs, PreviewSchema, TouchpointArgs, TouchpointPageSchema
from services.journey.store import lists, rulings
from services.journey.store.lists import Filters, Line
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.paging import page, read_window


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/touchpoints")
    @api.arguments(TouchpointArgs, location="query")
    @api.response(200, TouchpointPageSchema)
    def touchpoints(args: dict[str, Any]) -> dict[str, Any]:
        """List touchpoints by due date, each with the reason why it is as it is."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            lines = lists.listed(tx.conn, Filters(**args), after=window.after, limit=window.fetch)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        items = [_item(line, days_late) for line in lines]
        return page(items, window, key=lambda item: (item["due_date"], item["id"]))

    @api.get("/preview")
    @api.arguments(PreviewArgs, location="query")
    @api.response(200, PreviewSchema)
    def preview(args: dict[str, Any]) -> dict[str, Any]:
        """Show what is planned to leave in the coming days, and how much on each of them."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            until = tx.now + timedelta(days=args["days"])
            days = lists.coming_by_day(tx.conn, until, settings().zone)
            lines = lists.coming(tx.conn, until, after=window.after, limit=window.fetch)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        items = [_item(line, days_late) for line in lines]
        return {
            **page(items, window, key=lambda item: (item["send_at"], item["id"])),
            "total": sum(count for _, count in days),
            "days": [{"date": day, "count": count} for day, count in days],
        }


def _item(line: Line, catch_up_days: int) -> dict[str, Any]:
    one = line.touchpoint
    return {
        "id": one.id,
        "person_id": one.person_id,
        "spell_id": one.spell_id,
        "kind": one.programme,
        "rule": one.rule,
        "occurrence": one.occurrence,
        "due_date": one.due_date,
        "send_at": one.send_at,
        "closes_on": one.closes_on,
        "state": one.state,
        "reason": one.reason,
        "why": words.explain(line, catch_up_days),
    }
