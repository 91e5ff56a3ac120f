"""Who leaves, and how it stands with each."""

from __future__ import annotations

from collections.abc import Collection

from flask import Blueprint, render_template, request

from services.exit_interviews.domain import KINDS, STATES
from services.exit_interviews.schemas import words
from services.exit_interviews.store import lists
from services.exit_interviews.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

ROOT = "/exit/desk"
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the board."""
    desk = Blueprint("desk", __name__, url_prefix=ROOT)

    @desk.get("")
    @desk.get("/")
    def board() -> str:
        """Show who leaves, the latest last day first."""
        window, errors = read_window(), dict[str, list[str]]()
        asked = Filters(state=_choice("state", STATES, errors), kind=_choice("kind", KINDS, errors))
        with transaction() as tx:
            rows = lists.listed(tx.conn, asked, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
        found = page(rows, window, key=lambda row: (row.last_day, row.id))
        return render_template(
            "exit/board.html",
            rows=found["items"],
            next=found["next"],
            names=names,
            asked=asked,
            errors=errors,
            kinds=[(kind, words.kind_words(kind)) for kind in KINDS],
            states=[(state, words.state_words(state)) for state in STATES],
            words=words,
        )

    return desk


def _choice(name: str, known: Collection[str], errors: dict[str, list[str]]) -> str | None:
    raw = request.args.get(name, "")
    if raw and raw not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
        return None
    return raw or None
