"""The people app."""

from __future__ import annotations

from flask import Flask

from services.people import routes
from services.people.desk import make_blueprint
from services.people.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: pages at the desk, JSON calls."""
    return make_app(
        "people",
        transaction=transaction,
        blueprints=[make_blueprint(transaction)],
        apis=[routes.make_blueprint(transaction)],
    )
