"""Who holds conversations: of which programmes, how many a week, when away; and what nobody holds yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import assigning, interviewing
from services.journey.desk.by_hand import read_day, saying_why
from services.journey.schemas import words
from services.journey.store import interviewers, people
from services.journey.store.interviewers import Away, Row
from services.journey.store.people import Candidate
from shared.contracts.programmes import PROGRAMMES
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.web.texts import gettext, marked

MOST_WAITING = 100
_NO_DAY = marked("Kies een eerste en een laatste dag.")


@dataclass(frozen=True)
class Card:
    """An account that may hold conversations, with how it does; ``week`` is how many it has to hold from now on."""

    who: Candidate
    row: Row | None
    away: list[Away]
    planned: int


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page, and its buttons."""

    @desk.get("/interviewers")
    def staff() -> str:
        """Show who holds conversations, and which ones nobody holds yet."""
        with transaction() as tx:
            cards = _cards(tx)
            waiting = assigning.waiting(tx, MOST_WAITING)
            names = people.names_of(tx.conn, [one.person_id for one in waiting])
        return render_template(
            "journey/interviewers.html",
            cards=cards,
            waiting=waiting,
            names=names,
            most=MOST_WAITING,
            programmes=[(one.code, words.kind_words(one.code)) for one in PROGRAMMES],
            words=words,
        )

    @desk.post("/interviewers/<uuid:account_id>")
    def put(account_id: UUID) -> Response:
        """Let somebody hold conversations, or change how."""
        with saying_why(), transaction() as tx:
            interviewing.put(
                tx,
                account_id,
                programmes=tuple(request.form.getlist("programmes")),
                a_week=_number(request.form.get("a_week", "")),
                active="active" in request.form,
            )
            flash(gettext("Bewaard. Wie anders niet uitkwam, is opnieuw verdeeld."), "good")
        return _back(account_id)

    _leave(desk, transaction)


def _leave(desk: Blueprint, transaction: Transactions) -> None:
    """Add when somebody is away, and that they are not after all."""

    @desk.post("/interviewers/<uuid:account_id>/away")
    def go_away(account_id: UUID) -> Response:
        """Note when somebody is away."""
        with saying_why(), transaction() as tx:
            first = read_day(request.form.get("first_day", ""), "first_day")
            last = read_day(request.form.get("last_day", ""), "last_day") or first
            if first is None or last is None:
                raise Invalid({"first_day": [_NO_DAY]})
            interviewing.go_away(tx, account_id, first, last)
            flash(gettext("Genoteerd. De gesprekken in die dagen gaan naar een ander."), "good")
        return _back(account_id)

    @desk.post("/interviewers/away/<uuid:away_id>/strike")
    def stay(away_id: UUID) -> Response:
        """Strike an absence."""
        with transaction() as tx:
            interviewing.stay_after_all(tx, away_id)
        return redirect(url_for(".staff"), code=303)


def _cards(tx: Tx) -> list[Card]:
    rows = {one.account_id: one for one in interviewers.all_of(tx.conn)}
    away = interviewers.away(tx.conn, tx.now.date())
    span = tx.now, tx.now + assigning.AHEAD
    held = interviewers.held(tx.conn, rows, *span, zone=settings().zone)
    return [
        Card(
            who,
            rows.get(who.account_id),
            [one for one in away if one.account_id == who.account_id],
            sum(one.interviewer == who.account_id for one in held),
        )
        for who in people.candidates(tx.conn)
    ]


def _number(raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        raise Invalid({"a_week": [interviewing.BAD_NUMBER]}) from None


def _back(account_id: UUID) -> Response:
    return redirect(url_for(".staff", _anchor=f"a-{account_id}"), code=303)
