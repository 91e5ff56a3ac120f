"""One person's journey, from the first day to what is still to come: states and dates, never an answer."""

from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from services.console.desk import words
from services.console.domain.sentences import lived_on, sentence
from services.console.store import neighbours, requests
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog
from shared.eventlog.log import Entry
from shared.eventlog.unit import Transactions
from shared.kernel.errors import NotFound
from shared.kernel.settings import settings
from shared.web.filters import dateword, opening
from shared.web.paging import page, read_window
from shared.web.texts import gettext

FAR_AHEAD = 2**62


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The timeline of one person."""
    journey = Blueprint("journey", __name__, url_prefix="/console/desk/people")

    @journey.get("/<uuid:person_id>")
    def show(person_id: UUID) -> str:
        """Show what happened, newest first, a page at a time; on the first page also what is to come."""
        window = read_window()
        before = int(window.after[0]) if window.after else FAR_AHEAD
        with transaction() as tx:
            found = eventlog.entries(tx.conn, before=before, person_id=person_id, limit=window.fetch)
            person = neighbours.person(tx.conn, person_id)
            if person is None and not found:
                raise NotFound
            shown = page(found, window, key=lambda entry: (entry.position,))
            return render_template(
                "console/journey.html",
                person=person,
                person_id=person_id,
                years=by_year(shown["items"]),
                next=shown["next"],
                **(_around(tx, person_id) if not window.after else {"first_page": False}),
            )

    return journey


def by_year(entries: list[Entry]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Moments for the timeline, grouped by the year in which people lived them."""
    # The log is in the order of noting, a life in the order of living: an import tells of years ago.
    lived = sorted((moment(entry) for entry in entries), key=lambda one: one["when"], reverse=True)
    groups = groupby(lived, key=lambda one: one["when"].year)
    return [(year, list(group)) for year, group in groups]


def moment(entry: Entry) -> dict[str, Any]:
    """A line of the log, as the timeline component shows it."""
    found = sentence(entry.type, entry.body)
    noted = entry.occurred_at.astimezone(ZoneInfo(settings().zone)).date()
    when = lived_on(entry.type, entry.body, noted)
    text = gettext("Genoteerd op %(day)s.", day=dateword(noted)) if when < noted else ""
    return {"when": when, "title": words.said(found), "kind": found.tone, "text": text}


def _around(tx: Tx, person_id: UUID) -> dict[str, Any]:
    ahead = [
        {
            "when": one.due_date,
            "title": opening(f"{words.word('programme', one.programme)} {words.word('rule', one.rule)}"),
            "kind": "ahead",
        }
        for one in neighbours.moments_to_come(tx.conn, person_id)
    ]
    return {
        "first_page": True,
        "ahead": ahead,
        "spells": neighbours.spells_of(tx.conn, person_id),
        "letters": neighbours.letters_of(tx.conn, person_id),
        "requests": requests.requests_of(tx.conn, person_id),
        "word": words.word,
        "of": words.of,
        "tables": words,
    }
