"""What was said, and what we did: for everybody whom it concerns, only what HR chose to tell."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.insights.domain.measures import PLANNED, STOPPED
from services.insights.store import measures as store
from shared.eventlog.unit import Transactions
from shared.web.auth import public


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the page for everybody."""
    pages = Blueprint("pages", __name__, url_prefix="/insights")

    @pages.get("/told")
    @public
    def told() -> str:
        """Tell what we did with what was said."""
        with transaction() as tx:
            listed = store.listed(tx.conn)
        shown = [one for one in listed if one.plan.told and one.state not in {PLANNED, STOPPED}]
        return render_template("insights/told.html", measures=shown)

    return pages
