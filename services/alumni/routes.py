"""The JSON side of the network."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.alumni.schemas.api import MemberArgs, MemberPageSchema
from services.alumni.store import members
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of the network."""
    api = Blueprint("alumni", __name__, url_prefix="/alumni/api/v1", description="Former colleagues")
    _members(api, transaction)
    return api


def _members(api: Any, transaction: Transactions) -> None:
    @api.get("/members")
    @api.arguments(MemberArgs, location="query")
    @api.response(200, MemberPageSchema)
    def listed(args: dict[str, Any]) -> dict[str, Any]:
        """List members, who joined last first: what they agreed to, never an address."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        after = (window.after[0], window.after[1]) if window.after else None
        with transaction() as tx:
            rows = members.listed(tx.conn, state=args["state"], after=after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.joined_at, row.id))
