"""The post room's app."""

from flask import Flask

from services.mail.desk import make_desk, make_inbox, make_issues, make_pace
from services.mail.routes import make_blueprint
from services.mail.wiring import transaction
from shared.web.factory import make_app


def create_app() -> Flask:
    """Desk, inbox, JSON and webhook."""
    return make_app(
        "mail",
        transaction=transaction,
        blueprints=[
            make_desk(transaction),
            make_inbox(transaction),
            make_issues(transaction),
            make_pace(transaction),
        ],
        apis=[make_blueprint(transaction)],
    )
