"""The JSON side: the log, its proof, and the clock."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from services.console.actions import desk
from services.console.domain.moments import read_moment
from services.console.domain.sentences import split_label
from services.console.schemas import (
    ClockArgs,
    ClockSchema,
    EventsArgs,
    EventsPageSchema,
    VerdictSchema,
)
from shared.eventlog import log
from shared.eventlog.log import Entry
from shared.eventlog.unit import Transactions
from shared.eventlog.verify import verify
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import account


def make_blueprint(transaction: Transactions) -> Any:
    """The calls of console."""
    api = Blueprint("console", __name__, url_prefix="/console/api/v1", description="The log and the clock")

    @api.get("/events")
    @api.arguments(EventsArgs, location="query")
    @api.response(200, EventsPageSchema)
    def events(args: dict[str, Any]) -> dict[str, Any]:
        """Read the log in order, from a position on."""
        with transaction() as tx:
            found = log.entries(
                tx.conn,
                after=args["after"],
                person_id=args["person"],
                type_prefix=args["type"],
                limit=args["limit"] + 1,
            )
        shown = found[: args["limit"]]
        return {
            "items": [_event(entry) for entry in shown],
            "next": shown[-1].position if len(found) > len(shown) else None,
        }

    @api.get("/events/verify")
    @api.response(200, VerdictSchema)
    def proof() -> dict[str, Any]:
        """Follow the chain of hashes: did anybody alter, remove or slip in a fact."""
        with transaction() as tx:
            verdict = verify(tx.conn)
        said: dict[str, Any] = {"intact": verdict.intact, "checked": verdict.checked}
        return said if verdict.intact else said | {"broken_at": verdict.broken_at}

    @api.get("/clock")
    @api.response(200, ClockSchema)
    def read_clock() -> dict[str, Any]:
        """Tell the time of the house."""
        return {"now": clock.now(), "time_travel": settings().time_travel}

    @api.post("/clock")
    @api.arguments(ClockArgs)
    @api.response(200, ClockSchema)
    def set_clock(args: dict[str, str]) -> dict[str, Any]:
        """Move the time forward; answers when all that fell due on the way is done. With time travel only."""
        target: datetime = read_moment(args["now"], settings().zone)
        ran = desk.move_time(transaction, target, by=account().id)
        return {"now": clock.now(), "time_travel": True, "ran": ran}

    return api


def _event(entry: Entry) -> dict[str, Any]:
    kind, version = split_label(entry.type)
    person: UUID | None = entry.person_id
    return {
        "position": entry.position,
        "id": entry.id,
        "type": kind,
        "version": version,
        "person_id": person,
        "recorded_at": entry.occurred_at,
        "body": entry.body,
    }
