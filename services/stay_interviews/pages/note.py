"""The person's page of the note: read, change, agree; and later what was done, and whether it helped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from services.stay_interviews.actions import TALKS, notes, promises
from services.stay_interviews.errors import NoteUnfit, PromiseUnknown
from services.stay_interviews.policy import NOTE_KEPT_MONTHS, NOTE_THERE
from services.stay_interviews.store import notes as note_store
from services.stay_interviews.store import promises as promise_store
from services.stay_interviews.store.notes import AGREED, DRAFT
from shared.appointment.choosing import who_of
from shared.appointment.looking import behind
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.invitation.errors import DeadLink
from shared.kernel.errors import DomainError, Invalid
from shared.questionnaire.asking import Door
from shared.questionnaire.closing import dead_link
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.errors import for_form
from shared.web.texts import gettext, marked, speak, with_lang

NOTE = "note"
HELPED = {
    "yes": marked("Ja, het hielp"),
    "some": marked("Een beetje"),
    "no": marked("Nee, het hielp niet"),
}


def doors(tx: Tx, talk: Any) -> Sequence[Door]:
    """Return what leads from the conversation to its note, once there is one to read."""
    note = note_store.one(tx.conn, talk.id)
    if note is None or note.state == DRAFT:
        return ()
    return (Door(text=NOTE_THERE[note.state][0], button=NOTE_THERE[note.state][1], place=NOTE),)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages at ``/stay/a/<token>/note``."""
    pages = Blueprint("note", __name__, url_prefix="/stay/a")
    pages.register_error_handler(DeadLink, lambda _error: dead_link())

    @pages.get("/<token>/note")
    def note(token: str) -> Response:
        """Show the note, and what was promised."""
        return _show(transaction, token)

    @pages.post("/<token>/note")
    def agree(token: str) -> Answer:
        """Agree with the note, as it was changed."""
        return _do(transaction, token, lambda tx, talk: notes.agree(tx, talk, request.form.get("text", "")))

    @pages.post("/<token>/note/<uuid:promise_id>")
    def judge(token: str, promise_id: UUID) -> Answer:
        """Say whether what was done helped."""
        helped = request.form.get("helped", "")
        return _do(transaction, token, lambda tx, talk: promises.judge(tx, talk, promise_id, helped))

    return pages


def _show(transaction: Transactions, token: str, *, error: DomainError | None = None) -> Response:
    with transaction() as tx:
        talk = behind(tx, TALKS, token)
        note = note_store.one(tx.conn, talk.id)
        if note is None or note.state == DRAFT:
            raise DeadLink
        speak(talk.language)
        made = promise_store.of(tx.conn, talk.id)
        names = promise_store.accounts(tx.conn)
        zone = who_of(tx, talk).zone
    response = make_response(
        render_template(
            "stay/note.html",
            talk=talk,
            note=note,
            text=request.form.get("text", note.text) if error else note.text,
            promises=made,
            names=names,
            root=f"/stay/a/{token}",
            last_day=note.agree_by.astimezone(ZoneInfo(zone)).date() - timedelta(days=1),
            agreed=note.state == AGREED,
            helped={code: str(gettext(words)) for code, words in HELPED.items()},
            kept_until=add_months(note.written_at.date(), NOTE_KEPT_MONTHS),
            **for_form(error),
        )
    )
    response.status_code = error.status if error else 200
    return response


def _do(transaction: Transactions, token: str, deed: Any) -> Answer:
    try:
        with transaction() as tx:
            talk = behind(tx, TALKS, token, lock=True)
            speak(talk.language)
            require_page_token(NOTE, talk.id)
            deed(tx, talk)
    except (NoteUnfit, PromiseUnknown, PageTokenWrong, Invalid) as error:
        return _show(transaction, token, error=error)
    return redirect(with_lang(f"/stay/a/{token}/note"), code=303)
