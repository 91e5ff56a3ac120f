"""The interviewer's pages of exit: own conversations, and how to prepare them. HR sees how one is prepared, no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request

from services.exit_interviews.actions import preparing, reading
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain import guide
from services.exit_interviews.domain.bank import QUESTIONS, THEMES
from services.exit_interviews.errors import NothingToRead
from services.exit_interviews.policy import PROMISE, PROMISES
from services.exit_interviews.schemas import career, named, sheet, words
from services.exit_interviews.store import cases as case_store
from shared.appointment import desk as talk_desk
from shared.appointment.choosing import who_of
from shared.appointment.desk import Desk, names_of, own
from shared.appointment.errors import TalkUnknown
from shared.appointment.model import BOOKED, HELD
from shared.appointment.pages import fields_of
from shared.appointment.store import one as one_talk
from shared.appointment.words import Face, state_words
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import DomainError, Invalid
from shared.paper.report import PDF, pdf
from shared.web.auth import account, allow
from shared.web.sheets import download
from shared.web.texts import gettext, language, marked

KEPT = marked("Bewaard. Alleen jij leest dit.")
Page = str | Response | tuple[str, int]


def _context(tx: Tx, talk: Any) -> Mapping[str, Any]:
    """Return what the page of a conversation says of its preparation, and what to tell at the start."""
    return {
        "case": case_store.one(tx.conn, talk.subject_id),
        "promise": PROMISES[PROMISE].words.said(language()),
    }


FACE = Face(
    heading=marked("Mijn exitgesprekken"),
    lead=marked("Alleen jij ziet deze gesprekken. Kies er een om je voor te bereiden."),
    themes=THEMES,
    guide="exit/talk.html",
    after="exit/after_door.html",
    context=_context,
)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/exit/desk/talks``."""
    return talk_desk.make_blueprint(TALKS, transaction, FACE, _add)


def _add(desk: Blueprint, shown: Desk) -> None:
    transaction = shown.transaction

    @desk.get("/<uuid:talk_id>/preparation")
    @allow("hr", "interviewer")
    def preparation(talk_id: UUID) -> Page:
        """Show what helps to prepare a conversation."""
        return _page(transaction, talk_id)

    @desk.get("/<uuid:talk_id>/guide.pdf")
    @allow("hr", "interviewer")
    def guide_pdf(talk_id: UUID) -> Response:
        """Give the guide on paper, in the language of who leaves; no name and no answer stands on it."""
        with transaction() as tx:
            talk = _seen(tx, talk_id)
            case, who = case_store.one(tx.conn, talk.subject_id), who_of(tx, talk)
        themes = talk.themes if talk.account_id == account().id else []
        made = pdf(sheet.guide(case.kind if case else "", themes, who.language, talk.minutes))
        return download([made], gettext("leidraad") + f"-{who.language}.pdf", PDF)

    @desk.post("/<uuid:talk_id>/beforehand")
    @allow("hr", "interviewer")
    def beforehand(talk_id: UUID) -> Page:
        """Keep what the interviewer wants to remember."""
        try:
            with transaction() as tx:
                talk = own(tx, TALKS, talk_id)
                preparing.note_beforehand(tx, talk, account().id, request.form.get("note", ""))
        except Invalid as error:
            return _page(transaction, talk_id, error), error.status
        flash(gettext(KEPT), "good")
        return redirect(f"{_place(talk_id)}#beforehand", code=303)  # type: ignore[return-value]

    @desk.post("/<uuid:talk_id>/read")
    @allow("hr", "interviewer")
    def read(talk_id: UUID) -> Page:
        """Open what the person lets the interviewer read with their name; each time is noted."""
        me = account()
        try:
            with transaction() as tx:
                talk = own(tx, TALKS, talk_id)
                found = reading.read(tx, talk.subject_id, me.id, me.person_id)
        except NothingToRead as error:
            flash(gettext(error.text), "care")
            return redirect(_place(talk_id), code=303)  # type: ignore[return-value]
        return render_template("exit/named.html", back=_place(talk_id), shown=named.said(found, language()))


def _page(transaction: Transactions, talk_id: UUID, error: DomainError | None = None) -> str:
    me, said = account(), language()
    with transaction() as tx:
        talk = _seen(tx, talk_id)
        found = preparing.prepare(tx, talk, me.id)
        name = names_of(tx, [talk]).get(talk.person_id, "")
    mine = talk.account_id == me.id
    kind = found.case.kind
    return render_template(
        "exit/preparation.html",
        talk=talk,
        case=found.case,
        mine=mine,
        name=name,
        root=f"/exit/desk/talks/{talk_id}",
        career=found.stages,
        changes=career.changes(found),
        served=career.served(found),
        promises=career.promises(found.promises),
        themes=[THEMES[one].said(said) for one in talk.themes if one in THEMES] if mine else [],
        may_read=mine and talk.state in (BOOKED, HELD) and found.case.form_state == "answered",
        note=request.form.get("note", found.note) if error else found.note,
        errors=fields_of(error),
        steps=[
            (step.title.said(said), [one.said(said) for one in step.points]) for step in guide.steps(kind)
        ],
        central=[one.said(said) for one in guide.central(kind)],
        bank=[
            (THEMES[key].said(said), [one.said(said) for one in those], mine and key in talk.themes)
            for key, those in guide.fitting(kind, QUESTIONS).items()
        ],
        state_words=state_words,
        words=words,
    )


def _seen(tx: Tx, talk_id: UUID) -> Any:
    """Return a conversation of who asks, or any to HR; of another it is not known."""
    talk = one_talk(tx.conn, TALKS.tables, talk_id)
    if talk is None or (talk.account_id != account().id and not account().may("hr")):
        raise TalkUnknown
    return talk


def _place(talk_id: UUID) -> str:
    return f"/exit/desk/talks/{talk_id}/preparation"
