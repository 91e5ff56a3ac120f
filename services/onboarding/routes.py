"""The JSON side: who was asked and how it stands."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.onboarding.schemas.api import CheckinArgs, CheckinPageSchema
from services.onboarding.store import lists
from services.onboarding.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of onboarding."""
    api = Blueprint(
        "onboarding", __name__, url_prefix="/onboarding/api/v1", description="Check-ins in the first year"
    )

    @api.get("/checkins")
    @api.arguments(CheckinArgs, location="query")
    @api.response(200, CheckinPageSchema)
    def checkins(args: dict[str, Any]) -> dict[str, Any]:
        """List check-ins, the newest first: that somebody took part, never what was said."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            rows = lists.listed(tx.conn, Filters(**args), after=window.after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.opened_at, row.id))

    return api
