"""The JSON calls of people."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.people.routes import absences, imports, leaving, persons
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of people."""
    api = Blueprint(
        "people", __name__, url_prefix="/people/api/v1", description="Persons, spells, leaves and imports"
    )
    for calls in (persons, leaving, absences, imports):
        calls.register(api, transaction)
    return api
