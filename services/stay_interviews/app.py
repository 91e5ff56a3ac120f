"""The Flask app of stay interviews."""

from __future__ import annotations

from flask import Flask

from services.stay_interviews import desk, pages, results, routes
from services.stay_interviews.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: pages behind a link, the desk, the API."""
    return make_app(
        "stay",
        transaction=transaction,
        blueprints=[
            pages.make_talk_blueprint(transaction),
            pages.make_note_blueprint(transaction),
            pages.make_blueprint(transaction),
            desk.make_talk_blueprint(transaction),
            desk.make_note_blueprint(transaction),
            desk.make_blueprint(transaction),
            results.make_blueprint(transaction),
            results.make_theme_blueprint(transaction),
            *desk.make_editor(transaction),
        ],
        apis=[routes.make_blueprint(transaction)],
    )
