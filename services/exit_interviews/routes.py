"""The JSON side of exit interviews: who leaves, and how it stands."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.exit_interviews.schemas.api import CaseArgs, CasePageSchema
from services.exit_interviews.store import lists
from services.exit_interviews.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of exit interviews."""
    api = Blueprint("exit", __name__, url_prefix="/exit/api/v1", description="Leaving cases")

    @api.get("/cases")
    @api.arguments(CaseArgs, location="query")
    @api.response(200, CasePageSchema)
    def cases(args: dict[str, Any]) -> dict[str, Any]:
        """List who leaves or left, the latest last day first; never what was said."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            rows = lists.listed(tx.conn, Filters(**args), after=window.after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.last_day, row.id))

    return api
