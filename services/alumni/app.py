"""The Flask app of the network of former colleagues."""

from __future__ import annotations

from flask import Flask

from services.alumni import desk, pages, routes
from services.alumni.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Return the app: the public pages, the pages behind a link, the desk, the API."""
    return make_app(
        "alumni",
        transaction=transaction,
        blueprints=[*pages.make_blueprints(transaction), *desk.make_blueprints(transaction)],
        apis=[routes.make_blueprint(transaction)],
    )
