"""The JSON side: touchpoints as they are, and what is coming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from services.journey.actions import by_hand as actions
from services.journey.schemas import words
from services.journey.schemas.api import (
    PreviewArgs,
    PreviewSchema,
    SkipSchema,
    StopSchema,
    TouchpointArgs,
    TouchpointPageSchema,
)
from services.journey.store import lists, rulings
from services.journey.store.lists import Filters, Line
from services.journey.store.stop import standing
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of journey."""
    api = Blueprint("journey", __name__, url_prefix="/journey/api/v1", description="Plans and their moments")

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

    _switch(api, transaction)
    _by_hand(api, transaction)
    return api


def _by_hand(api: Any, transaction: Transactions) -> None:
    """Add what HR does by hand about one person."""

    @api.put("/touchpoints/<uuid:touchpoint_id>/skip")
    @api.arguments(SkipSchema)
    @api.response(204)
    def skip(args: dict[str, Any], touchpoint_id: UUID) -> None:
        """Skip a touchpoint that waits; one that has left is a conflict."""
        with transaction() as tx:
            actions.skip(tx, touchpoint_id, args["reason"], account().id)

    @api.delete("/touchpoints/<uuid:touchpoint_id>/skip")
    @api.response(204)
    def take_back(touchpoint_id: UUID) -> None:
        """Let a touchpoint that was skipped by hand come after all, if it is not too late."""
        with transaction() as tx:
            actions.take_back(tx, touchpoint_id, account().id)

    @api.put("/people/<uuid:person_id>/pause")
    @api.response(204)
    def pause(person_id: UUID) -> None:
        """Send somebody nothing until the pause is lifted."""
        with transaction() as tx:
            actions.pause(tx, person_id, account().id)

    @api.delete("/people/<uuid:person_id>/pause")
    @api.response(204)
    def resume(person_id: UUID) -> None:
        """Lift the pause of somebody; where there is none, nothing happens."""
        with transaction() as tx:
            actions.resume(tx, person_id, account().id)


def _switch(api: Any, transaction: Transactions) -> None:
    """Add the calls of the switch that stops all letters."""

    @api.get("/stop")
    @api.response(200, StopSchema)
    def stop() -> dict[str, Any]:
        """Say whether all letters stand still, since when and by whom."""
        with transaction() as tx:
            return _stop(tx)

    @api.put("/stop")
    @api.response(200, StopSchema)
    def stop_all() -> dict[str, Any]:
        """Stop all letters but those that somebody needs to log in; doing it again changes nothing."""
        with transaction() as tx:
            actions.stop_all(tx, account().id)
            return _stop(tx)

    @api.delete("/stop")
    @api.response(200, StopSchema)
    def go_on() -> dict[str, Any]:
        """Let the letters go again."""
        with transaction() as tx:
            actions.go_on(tx, account().id)
            return _stop(tx)


def _stop(tx: Tx) -> dict[str, Any]:
    found = standing(tx.conn)
    return {"stopped": found is not None, "since": found and found.since, "by": found and found.by}


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
