"""The pages of people behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.people.desk import editing, exporting, imports, leaving, merges, persons, removing
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of people."""
    desk = Blueprint("desk", __name__, url_prefix="/people/desk")
    for pages in (persons, editing, leaving, merges, removing, imports, exporting):
        pages.register(desk, transaction)
    return desk
