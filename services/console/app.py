"""The app of console."""

from flask import Flask

from services.console import pages, routes
from services.console.desk import accounts, door, events, home, journey, own, time
from services.console.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Put the pages and the calls together."""
    rooms = (door, home, journey, events, accounts, own, time, pages)
    return make_app(
        "console",
        transaction=transaction,
        blueprints=[room.make_blueprint(transaction) for room in rooms],
        apis=[routes.make_blueprint(transaction)],
    )
