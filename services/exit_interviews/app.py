"""The Flask app of exit interviews."""

from __future__ import annotations

from flask import Flask

from services.exit_interviews import desk, pages, results, routes
from services.exit_interviews.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: pages behind a link, the desk, the API."""
    return make_app(
        "exit",
        transaction=transaction,
        blueprints=[
            *pages.make_blueprints(transaction),
            desk.make_talk_blueprint(transaction),
            desk.make_writing_blueprint(transaction),
            desk.make_blueprint(transaction),
            results.make_blueprint(transaction),
            results.make_theme_blueprint(transaction),
            *desk.make_editor(transaction),
        ],
        apis=[routes.make_blueprint(transaction)],
    )
