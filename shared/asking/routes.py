"""The JSON side of a service that asks: who was asked and how it stands."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema

from shared.asking import lists
from shared.asking.lists import Filters
from shared.asking.programme import Programme
from shared.asking.schemas import RequestArgs
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window


def make_blueprint(
    programme: Programme, transaction: Transactions, *, place: str, shown: type[Schema], about: str
) -> Any:
    """Return the one call: a list of requests at ``place``, each as ``shown``."""
    api = Blueprint(programme.service, __name__, url_prefix=f"/{programme.service}/api/v1", description=about)

    @api.get(f"/{place}")
    @api.arguments(RequestArgs, location="query")
    @api.response(200, shown)
    def listed(args: dict[str, Any]) -> dict[str, Any]:
        """List who was asked, the newest first: that somebody took part, never what was said."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            rows = lists.listed(
                tx.conn, programme.tables.request, Filters(**args), after=window.after, limit=window.fetch
            )
        return page(rows, window, key=lambda row: (row.opened_at, row.id))

    return api
