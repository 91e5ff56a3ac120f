"""The pages of a service that asks behind the login: who takes part, and one request; no answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from shared.asking import lists, words
from shared.asking.lists import Count, Filters
from shared.asking.model import STATES
from shared.asking.programme import Programme
from shared.asking.wish import desk as wish_desk
from shared.asking.wish import store as wishes
from shared.asking.words import Face
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.questionnaire.kinds import kind_of
from shared.web.paging import page, read_window
from shared.web.texts import gettext, language, marked

TEMPLATES = Path(__file__).parent / "templates"
A_YEAR = timedelta(days=365)
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def make_blueprint(programme: Programme, transaction: Transactions, face: Face) -> Blueprint:
    """Return the desk pages of ``programme``, which looks like ``face``."""
    root = f"/{programme.service}/desk"
    table = programme.tables.request
    desk = Blueprint("desk", __name__, url_prefix=root, template_folder=TEMPLATES)

    @desk.get("")
    @desk.get("/")
    def requests() -> str:
        """Show how many take part at each moment, and the requests themselves."""
        window, today = read_window(), clock.today(settings().zone)
        errors: dict[str, list[str]] = {}
        with transaction() as tx:
            counts = _counts(tx.conn, programme, face, today)
            moments = [count.moment for count in counts]
            asked = Filters(state=choice("state", STATES, errors), moment=choice("moment", moments, errors))
            rows = lists.listed(tx.conn, table, asked, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
            waiting = wishes.waiting(tx.conn, programme.tables) if programme.tables.wish is not None else None
        found = page(rows, window, key=lambda row: (row.opened_at, row.id))
        return render_template(
            "asking/requests.html",
            rows=found["items"],
            next=found["next"],
            counts=counts,
            names=names,
            asked=asked,
            errors=errors,
            today=today,
            waiting=waiting,
            root=root,
            face=face,
            moments=[(moment, face.moment_words(moment)) for moment in moments],
            states=[(state, words.state_words(state)) for state in STATES],
            words=words,
        )

    @desk.get(f"/{face.place}/<uuid:request_id>")
    def one(request_id: UUID) -> str:
        """Show how one request stands."""
        with transaction() as tx:
            row: Any = lists.one(tx.conn, table, request_id)
            if row is None:
                raise face.unknown
            names = lists.names(tx.conn, {row.person_id} if row.person_id else set())
            said = lists.named_answers(tx.conn, programme, request_id)
        tongue = language()
        return render_template(
            "asking/request.html",
            answers=[
                (question.text.said(tongue), kind_of(question).display(question, value, tongue))
                for question, value in said
            ],
            row=row,
            name=names.get(row.person_id),
            face=face,
            words=words,
        )

    if programme.tables.wish is not None:
        wish_desk.add_to(desk, programme, transaction, face)
    return desk


def _counts(conn: Connection, programme: Programme, face: Face, today: date) -> list[Count]:
    return lists.counts(conn, programme.tables.request, tuple(face.moments), since=today - A_YEAR)


def choice(name: str, known: Collection[str], errors: dict[str, list[str]]) -> str | None:
    """Return what a filter in the address asks for, None for all; what is not ``known`` is noted in ``errors``."""
    raw = request.args.get(name, "")
    if raw and raw not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
        return None
    return raw or None
