"""The Flask app of insights."""

from __future__ import annotations

from flask import Flask

from services.insights import desk, pages, routes
from services.insights.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: the desk, the page for everybody, and the API."""
    return make_app(
        "insights",
        transaction=transaction,
        blueprints=[desk.make_blueprint(transaction), pages.make_blueprint(transaction)],
        apis=[routes.make_blueprint(transaction)],
    )
