"""The pages of insights behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.insights.desk import (
    costs,
    evaluations,
    explorer,
    exporting,
    gathered,
    home,
    leavers,
    measures,
    proposals,
    reasons,
    retention,
    themes,
    together,
    turnover,
    views,
)
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of insights."""
    desk = Blueprint("desk", __name__, url_prefix="/insights/desk")
    parts = (
        home, turnover, retention, leavers, reasons, themes, costs, measures, proposals, evaluations, exporting,
        explorer, views, together, gathered,
    )  # fmt: skip
    for part in parts:
        part.register(desk, transaction)
    return desk
