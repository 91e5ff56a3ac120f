"""The interviewer's pages: own conversations and no others, each with its guide; move, cancel, note that it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from sqlalchemy import text

from shared.appointment import actions, store
from shared.appointment.errors import TalkUnknown
from shared.appointment.looking import look
from shared.appointment.model import INTERVIEWER
from shared.appointment.pages import (
    SURE_FIRST,
    day_of,
    fields_of,
    read_start,
    said_of,
)
from shared.appointment.programme import Talks
from shared.appointment.words import TONES, Face, state_words, way_words
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Conflict, DomainError, Invalid
from shared.kernel.settings import settings
from shared.web.auth import account, allow
from shared.web.texts import gettext, language, marked

HERE = Path(__file__).parent
# What has been is shown for so long; longer ago the note is the place to look.
SHOWN_BACK = timedelta(days=90)
MOVED = marked("Verzet. Jullie krijgen allebei een mail met het nieuwe moment.")
CANCELLED = marked("Afgezegd. Je collega krijgt een mail, en kan een ander moment kiezen.")
HELD = marked("Genoteerd: dit gesprek is geweest.")
_NAMES = text(
    "SELECT person_id, display_name FROM people.contact_v1 WHERE person_id = ANY (cast(:ids AS uuid[]))"
)


def make_blueprint(
    talks: Talks,
    transaction: Transactions,
    face: Face,
    more: Callable[[Blueprint, Desk], None] | None = None,
) -> Blueprint:
    """Return the pages at ``/<service>/desk/talks``; ``more`` adds what a service does with a conversation."""
    desk = Blueprint(
        "talks", __name__, url_prefix=f"/{talks.service}/desk/talks", template_folder=HERE / "templates"
    )
    shown = Desk(talks, transaction, face)

    @desk.get("")
    @allow("hr", "interviewer")
    def mine() -> Response:
        """Show one's own conversations."""
        return shown.mine()

    @desk.get("/<uuid:talk_id>")
    @allow("hr", "interviewer")
    def one(talk_id: UUID) -> Response:
        """Show one's own conversation, with its guide."""
        return shown.one(talk_id)

    _add_deeds(desk, shown)
    if more:
        more(desk, shown)
    return desk


class Desk:
    """The pages of one service's conversations for who holds them."""

    def __init__(self, talks: Talks, transaction: Transactions, face: Face) -> None:
        self.talks, self.transaction, self.face = talks, transaction, face

    def mine(self) -> Response:
        """Show what there is today, what is ahead and what has been, the next one first."""
        with self.transaction() as tx:
            rows = store.held_by(tx.conn, self.talks.tables, account().id, tx.now - SHOWN_BACK)
            waiting = store.waiting_for(tx.conn, self.talks.tables, account().id)
            names = names_of(tx, rows)
            now = tx.now
        today = clock.today(settings().zone)
        of_today = [
            row for row in rows if row.starts_at.astimezone(ZoneInfo(settings().zone)).date() == today
        ]
        page = render_template(
            "appointment/mine.html",
            today=of_today,
            ahead=[row for row in rows if row.starts_at > now and row not in of_today],
            been=[row for row in reversed(rows) if row.starts_at <= now and row not in of_today],
            waiting=waiting,
            names=names,
            root=f"/{self.talks.service}/desk/talks",
            face=self.face,
            state_words=state_words,
            tones=TONES,
            way_words=way_words,
        )
        return make_response(page)

    def one(self, talk_id: UUID, *, error: DomainError | None = None) -> Response:
        """Show how it stands, and what went wrong before."""
        with self.transaction() as tx:
            talk = own(tx, self.talks, talk_id)
            seen = look(tx, self.talks, talk, to_interviewer=True)
            names = names_of(tx, [talk])
            context = dict(self.face.context(tx, talk))
        page = render_template(
            "appointment/one.html",
            look=seen,
            talk=talk,
            zone=seen.diary.zone if seen.diary else seen.zone,
            name=names.get(talk.person_id, ""),
            day=day_of(seen.free),
            changing="day" in request.args or (error is not None and seen.ahead),
            root=f"/{self.talks.service}/desk/talks/{talk.id}",
            face=self.face,
            themes=[self.face.themes[one].said(language()) for one in talk.themes if one in self.face.themes],
            error=said_of(error),
            errors=fields_of(error),
            state_words=state_words,
            way_words=way_words,
            typed=request.form,
            way_rows=[(way, way_words(way).capitalize()) for way in seen.ways],
            said=lambda words: words.said(language()),
            **context,
        )
        response = make_response(page)
        response.status_code = error.status if error else 200
        return response

    def do(self, talk_id: UUID, deed: Any, words: str) -> Response:
        """Do what a button asks with one's own conversation."""
        try:
            with self.transaction() as tx:
                own(tx, self.talks, talk_id)
                deed(tx)
        except (Conflict, Invalid) as error:
            return self.one(talk_id, error=error)
        flash(gettext(words), "good")
        return redirect(f"/{self.talks.service}/desk/talks/{talk_id}", code=303)  # type: ignore[return-value]


def _add_deeds(desk: Blueprint, shown: Desk) -> None:
    talks = shown.talks

    @desk.post("/<uuid:talk_id>/move")
    @allow("hr", "interviewer")
    def move(talk_id: UUID) -> Response:
        """Move it to another time."""

        def deed(tx: Tx) -> None:
            actions.pick(tx, talks, talk_id, read_start(), how=request.form.get("how", ""), by=INTERVIEWER)

        return shown.do(talk_id, deed, MOVED)

    @desk.post("/<uuid:talk_id>/cancel")
    @allow("hr", "interviewer")
    def cancel(talk_id: UUID) -> Response:
        """Cancel it; the person is offered other times."""

        def deed(tx: Tx) -> None:
            if request.form.get("sure") != "yes":
                raise Invalid({"sure": [SURE_FIRST]})
            actions.cancel(tx, talks, talk_id, by=INTERVIEWER)

        return shown.do(talk_id, deed, CANCELLED)

    @desk.post("/<uuid:talk_id>/held")
    @allow("hr", "interviewer")
    def held(talk_id: UUID) -> Response:
        """Note that it has been."""
        return shown.do(talk_id, lambda tx: actions.held(tx, talks, talk_id), HELD)


def own(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """Return a conversation of who asks; of another it is not known, to HR neither."""
    talk = store.one(tx.conn, talks.tables, talk_id)
    if talk is None or talk.account_id != account().id:
        raise TalkUnknown
    return talk


def names_of(tx: Tx, rows: Any) -> dict[UUID, str]:
    """Return how the people of these conversations are called."""
    ids = sorted({row.person_id for row in rows if row.person_id})
    return {row.person_id: row.display_name for row in tx.conn.execute(_NAMES, {"ids": ids})}
