"""The Flask app of journey."""

from __future__ import annotations

from flask import Flask

from services.journey import desk, pages, routes
from services.journey.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: the desk, the calendars and the API."""
    return make_app(
        "journey",
        transaction=transaction,
        blueprints=[desk.make_blueprint(transaction), pages.make_blueprint(transaction)],
        apis=[routes.make_blueprint(transaction)],
    )
