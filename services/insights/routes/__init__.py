"""The JSON side of insights."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.insights.routes import reasons, turnover
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of insights."""
    api = Blueprint("insights", __name__, url_prefix="/insights/api/v1", description="Figures")
    for part in (turnover, reasons):
        part.register(api, transaction)
    return api
