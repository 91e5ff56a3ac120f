"""What is read without a login: calendars, under secret addresses."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services.journey.actions import feeding
from services.journey.schemas.calendar import as_ics
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import TOKEN_ACCOUNT, public
from shared.web.texts import speak

ENDING = ".ics"


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the calendars of journey."""
    pages = Blueprint("calendars", __name__, url_prefix="/journey/calendar")

    @pages.get("/<path:name>")
    @public
    def calendar(name: str) -> Response:
        """Return the calendar behind a secret; to whoever does not have it, whatever they wrote is the same."""
        # A program reads it, in the house's language: it says nothing of who asks.
        speak(settings().language)
        secret, dot, ending = name.rpartition(".")
        with transaction() as tx:
            # Looked up whatever its shape: nobody learns from the time it takes what a secret looks like.
            reading = feeding.read(tx, secret, api=TOKEN_ACCOUNT)
        if reading is None or dot + ending != ENDING:
            return Response("Not found\n", status=404, content_type="text/plain; charset=utf-8")
        response = Response(as_ics(reading), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="weerzien.ics"'
        # Programs may keep it, and ask each time whether it is still so.
        response.headers["Cache-Control"] = "private, no-cache"
        response.set_etag(_etag(response))
        response.make_conditional(request)
        return response

    return pages


def _etag(response: Response) -> str:
    return feeding.hash_of(response.get_data(as_text=True)).hex()[:32]
