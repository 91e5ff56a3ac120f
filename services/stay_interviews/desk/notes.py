"""At the desk: the note of a conversation of one's own, its promises, and all that somebody promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from flask import Response as Answer

from services.stay_interviews.actions import notes, promises
from services.stay_interviews.store import notes as note_store
from services.stay_interviews.store import promises as promise_store
from shared.appointment.desk import Desk
from shared.appointment.model import BOOKED, HELD
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.web.auth import ROLES, account, allow
from shared.web.texts import gettext, marked

SAVED = marked("Bewaard. Alleen jij leest dit, tot je het laat lezen.")
SHARED = marked("Je collega krijgt een mail en kan het lezen en veranderen.")
NOTED = marked("Genoteerd. Je collega ziet het bij het verslag.")
STRUCK = marked("Weggehaald.")
TOLD = marked("Genoteerd. Je collega krijgt een mail en leest dit.")


def context(tx: Tx, talk: Any) -> Mapping[str, Any]:
    """Return what the page of a conversation shows of its note."""
    names = promise_store.accounts(tx.conn)
    return {
        "note": note_store.one(tx.conn, talk.id),
        "promises": promise_store.of(tx.conn, talk.id),
        "keepers": list(names.items()),
        "names": names,
        "me": account().id,
        "noting": talk.state == HELD or (talk.state == BOOKED and talk.starts_at <= tx.now),
    }


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the page of promises."""
    desk = Blueprint("promises", __name__, url_prefix="/stay/desk")
    _add_promises(desk, transaction)
    return desk


def add_deeds(desk: Blueprint, shown: Desk) -> None:
    """Add what is written down of a conversation to its page; what is wrong is said there, at its field."""

    @desk.post("/<uuid:talk_id>/note")
    @allow("hr", "interviewer")
    def write(talk_id: UUID) -> Answer:
        """Keep the draft, or let the person read it."""
        sharing = request.form.get("do") == "share"

        def deed(tx: Tx) -> None:
            notes.write(tx, talk_id, request.form.get("text", ""))
            if sharing:
                notes.share(tx, talk_id)

        return shown.do(talk_id, deed, SHARED if sharing else SAVED)

    @desk.post("/<uuid:talk_id>/promises")
    @allow("hr", "interviewer")
    def promise(talk_id: UUID) -> Answer:
        """Write a promise down."""
        given = request.form
        keeper, due_on = _uuid(given.get("keeper", "")), _day(given.get("due_on", ""))

        def deed(tx: Tx) -> None:
            promises.note_down(tx, talk_id, what=given.get("what", ""), keeper_id=keeper, due_on=due_on)

        return shown.do(talk_id, deed, NOTED)

    @desk.post("/<uuid:talk_id>/promises/<uuid:promise_id>/strike")
    @allow("hr", "interviewer")
    def strike(talk_id: UUID, promise_id: UUID) -> Answer:
        """Take a promise out again."""
        return shown.do(talk_id, lambda tx: promises.strike(tx, talk_id, promise_id), STRUCK)


def _add_promises(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/promises")
    @allow(*ROLES)
    def mine() -> str:
        """Show what one promised; HR sees too who has something that is late, not what."""
        return _promises(transaction)

    @desk.post("/promises/<uuid:promise_id>")
    @allow(*ROLES)
    def end(promise_id: UUID) -> Any:
        """Say what was done, or why it will not be."""
        kept, done = request.form.get("do") == "kept", request.form.get("done", "")
        try:
            with transaction() as tx:
                promises.end(tx, promise_id, by=account().id, kept=kept, done=done)
        except Invalid as error:
            return _promises(transaction, at=promise_id, errors=error.fields), error.status
        flash(gettext(TOLD), "good")
        return redirect("/stay/desk/promises", code=303)


def _promises(
    transaction: Transactions, *, at: UUID | None = None, errors: Mapping[str, list[str]] | None = None
) -> str:
    today = clock.today(settings().zone)
    with transaction() as tx:
        kept = promise_store.kept_by(tx.conn, account().id)
        late = promise_store.overdue(tx.conn, today) if account().may("hr") else []
        names = promise_store.accounts(tx.conn)
    wrong = {name: [str(gettext(one)) for one in reasons] for name, reasons in (errors or {}).items()}
    return render_template(
        "stay/promises.html", promises=kept, late=late, names=names, today=today, at=at, errors=wrong
    )


def _uuid(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        return None
