"""Turnover by group and year."""

from __future__ import annotations

from typing import Any

from services.insights.actions import measuring
from services.insights.schemas.api import TurnoverArgs, TurnoverListSchema, turnover_json
from services.insights.store import editions
from shared.eventlog.unit import Transactions


def register(api: Any, transaction: Transactions) -> None:
    """Add the call."""

    @api.get("/turnover")
    @api.arguments(TurnoverArgs, location="query")
    @api.response(200, TurnoverListSchema)
    def turnover(args: dict[str, Any]) -> dict[str, Any]:
        """Give turnover by group and calendar year; a year that is not over counts up to yesterday."""
        with transaction() as tx:
            fresh = editions.freshness(tx.conn, tx.now)
            answer = measuring.turnover(tx, measuring.Question(**args), measuring.last_whole_day(fresh))
        return {"items": [turnover_json(one) for one in answer.figures], "until": fresh.until}
