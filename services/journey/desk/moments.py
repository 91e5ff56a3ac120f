"""The moments of everybody: what is coming and what has been."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request

from services.journey.domain.touchpoint import STATES
from services.journey.schemas import words
from services.journey.store import lists
from services.journey.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

RECENT = timedelta(days=7)
_NOT_A_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list."""

    @desk.get("")
    @desk.get("/")
    def moments() -> str:
        """List the moments that are coming and that have been, by date."""
        window = read_window()
        with transaction() as tx:
            kinds = _kinds(lists.kinds(tx.conn))
            asked, errors = _asked({key for key, _ in kinds})
            lines = lists.listed(tx.conn, asked, after=window.after, limit=window.fetch)
        found = page(lines, window, key=lambda line: (line.touchpoint.due_date, line.touchpoint.id))
        return render_template(
            "journey/moments.html",
            lines=found["items"],
            next=found["next"],
            asked=asked,
            errors=errors,
            kinds=kinds,
            states=[(state, words.state_words(state)) for state in STATES],
            words=words,
        )


def _asked(known_kinds: set[str]) -> tuple[Filters, dict[str, list[str]]]:
    """Return the filters in the address; what cannot be read is said and left out."""
    errors: dict[str, list[str]] = {}
    today = clock.today(settings().zone)
    given: dict[str, Any] = {
        "first": _day("from", errors) if "from" in request.args else today - RECENT,
        "last": _day("to", errors),
        "state": _choice("state", set(STATES), errors),
        "kind": _choice("kind", known_kinds, errors),
    }
    return Filters(**given), errors


def _day(name: str, errors: dict[str, list[str]]) -> date | None:
    raw = request.args.get(name, "").strip()
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        errors[name] = [str(gettext(_NOT_A_DATE))]
        return None


def _choice(name: str, known: set[str], errors: dict[str, list[str]]) -> str | None:
    raw = request.args.get(name, "")
    if raw and raw not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
        return None
    return raw or None


def _kinds(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    programmes = dict.fromkeys(programme for programme, _ in found)
    return [(key, words.kind_words(key)) for key in [*programmes, *(rule for _, rule in found)]]
