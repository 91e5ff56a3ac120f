"""The Flask app of onboarding."""

from __future__ import annotations

from flask import Flask

from services.onboarding import desk, pages, results, routes
from services.onboarding.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: pages behind a link, the desk, the API."""
    return make_app(
        "onboarding",
        transaction=transaction,
        blueprints=[
            pages.make_blueprint(transaction),
            desk.make_blueprint(transaction),
            desk.make_signals(transaction),
            desk.make_expectations(transaction),
            results.make_blueprint(transaction),
            results.make_theme_blueprint(transaction),
            *desk.make_editor(transaction),
        ],
        apis=[routes.make_blueprint(transaction)],
    )
