"""The pages of people behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.people.desk import (
    absences,
    callers,
    editing,
    exporting,
    imports,
    leaving,
    merges,
    persons,
    places,
    removing,
    starting,
)
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of people."""
    desk = Blueprint("desk", __name__, url_prefix="/people/desk")
    rooms = (
        persons,
        editing,
        leaving,
        starting,
        absences,
        callers,
        places,
        merges,
        removing,
        imports,
        exporting,
    )
    for pages in rooms:
        pages.register(desk, transaction)
    return desk
