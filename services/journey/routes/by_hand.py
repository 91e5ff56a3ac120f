"""What HR does by hand about one person, and the switch that stops all letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import by_hand
from services.journey.schemas.api import SkipSchema, StopSchema
from services.journey.store.stop import standing
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _persons(api, transaction)
    _switch(api, transaction)


def _persons(api: Any, transaction: Transactions) -> None:
    """Add what HR does by hand about one person."""

    @api.put("/touchpoints/<uuid:touchpoint_id>/skip")
    @api.arguments(SkipSchema)
    @api.response(204)
    def skip(args: dict[str, Any], touchpoint_id: UUID) -> None:
        """Skip a touchpoint that waits; one that has left is a conflict."""
        with transaction() as tx:
            by_hand.skip(tx, touchpoint_id, args["reason"], account().id)

    @api.delete("/touchpoints/<uuid:touchpoint_id>/skip")
    @api.response(204)
    def take_back(touchpoint_id: UUID) -> None:
        """Let a touchpoint that was skipped by hand come after all, if it is not too late."""
        with transaction() as tx:
            by_hand.take_back(tx, touchpoint_id, account().id)

    @api.put("/people/<uuid:person_id>/pause")
    @api.response(204)
    def pause(person_id: UUID) -> None:
        """Send somebody nothing until the pause is lifted."""
        with transaction() as tx:
            by_hand.pause(tx, person_id, account().id)

    @api.delete("/people/<uuid:person_id>/pause")
    @api.response(204)
    def resume(person_id: UUID) -> None:
        """Lift the pause of somebody; where there is none, nothing happens."""
        with transaction() as tx:
            by_hand.resume(tx, person_id, account().id)


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
            by_hand.stop_all(tx, account().id)
            return _stop(tx)

    @api.delete("/stop")
    @api.response(200, StopSchema)
    def go_on() -> dict[str, Any]:
        """Let the letters go again."""
        with transaction() as tx:
            by_hand.go_on(tx, account().id)
            return _stop(tx)


def _stop(tx: Tx) -> dict[str, Any]:
    found = standing(tx.conn)
    return {"stopped": found is not None, "since": found and found.since, "by": found and found.by}
