"""Who holds conversations, how many a week, and when they are away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import interviewing
from services.journey.schemas.interviewers import AwaySchema, InterviewerArgs, InterviewerPageSchema
from services.journey.store import interviewers, people
from shared.eventlog.unit import Transactions


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/interviewers")
    @api.response(200, InterviewerPageSchema)
    def listed() -> dict[str, Any]:
        """List everybody who may hold conversations, with how they do; all on one page."""
        with transaction() as tx:
            rows = {one.account_id: one for one in interviewers.all_of(tx.conn)}
            away = interviewers.away(tx.conn, tx.now.date())
            accounts = people.candidates(tx.conn)
        items = []
        for one in accounts:
            row = rows.get(one.account_id)
            items.append(
                {
                    "account_id": one.account_id,
                    "name": one.name,
                    "programmes": list(row.programmes) if row else [],
                    "a_week": row.a_week if row else None,
                    "active": row is not None and row.active,
                    "away": [absence for absence in away if absence.account_id == one.account_id],
                }
            )
        return {"items": items, "next": None}

    @api.put("/interviewers/<uuid:account_id>")
    @api.arguments(InterviewerArgs)
    @api.response(204)
    def put(args: dict[str, Any], account_id: UUID) -> None:
        """Let somebody hold conversations, or change how; what they cannot hold any more goes to others."""
        with transaction() as tx:
            interviewing.put(tx, account_id, **{**args, "programmes": tuple(args["programmes"])})

    @api.post("/interviewers/<uuid:account_id>/away")
    @api.arguments(AwaySchema)
    @api.response(201, AwaySchema)
    def go_away(args: dict[str, Any], account_id: UUID) -> dict[str, Any]:
        """Note when somebody is away; the conversations of those days go to others."""
        with transaction() as tx:
            made = interviewing.go_away(tx, account_id, args["first_day"], args["last_day"])
        return {"id": made, **args}

    @api.delete("/interviewers/away/<uuid:away_id>")
    @api.response(204)
    def stay(away_id: UUID) -> None:
        """Strike an absence."""
        with transaction() as tx:
            interviewing.stay_after_all(tx, away_id)
