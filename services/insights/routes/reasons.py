"""Reasons for leaving by group: only of groups that are large enough."""

from __future__ import annotations

from typing import Any

from services.insights.actions import reasoning
from services.insights.errors import PeriodBackwards
from services.insights.schemas.api import ReasonListSchema, ReasonsArgs, reasons_json
from services.insights.store import editions
from shared.eventlog.unit import Transactions


def register(api: Any, transaction: Transactions) -> None:
    """Add the call."""

    @api.get("/reasons")
    @api.arguments(ReasonsArgs, location="query")
    @api.response(200, ReasonListSchema)
    def reasons(args: dict[str, Any]) -> dict[str, Any]:
        """Give how often each reason was named, by group; who named two is one of n and counts with both."""
        if args["first"] and args["last"] and args["first"] > args["last"]:
            raise PeriodBackwards({"to": [PeriodBackwards.text]})
        with transaction() as tx:
            found = reasoning.asked(tx, reasoning.Question(**args))
            until = editions.freshness(tx.conn, tx.now).until
        return {**reasons_json(found), "until": until}
