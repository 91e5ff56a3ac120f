"""The note: written by the interviewer, read and corrected by the person, and only then final."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.stay_interviews.actions import noting, promises
from services.stay_interviews.actions.talking import TALKS
from services.stay_interviews.errors import NoteUnfit
from services.stay_interviews.policy import NOTE_DAYS, NOTE_KEPT_MONTHS
from services.stay_interviews.store import notes as store
from services.stay_interviews.store.notes import AGREED, DRAFT, SHARED
from shared.appointment import actions as talk_actions
from shared.appointment.choosing import who_of
from shared.calendar.months import add_months
from shared.calendar.window import start_of_day
from shared.contracts.stay import NoteAgreed, NoteCorrected, NoteShared
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.kernel.texts import marked

LONGEST = 10_000
TOO_LONG = marked("Dit is te lang: hooguit 10.000 tekens.")
NOTHING = marked("Schrijf eerst iets op, of noteer een toezegging.")


def write(tx: Tx, talk_id: UUID, text: str) -> None:
    """Keep the interviewer's draft; nobody else reads it. That there is a note says that the conversation has been."""
    talk = noting.held(tx, talk_id)
    if len(text) > LONGEST:
        raise Invalid({"text": [TOO_LONG]})
    known = store.one(tx.conn, talk.id, lock=True)
    if known is not None and known.state != DRAFT:
        raise NoteUnfit
    store.write(tx.conn, talk.id, text.strip(), tx.now)


def share(tx: Tx, talk_id: UUID) -> None:
    """Let the person read the note and the promises with it; twice is once."""
    talk = noting.held(tx, talk_id)
    note = store.one(tx.conn, talk.id, lock=True)
    if note is not None and note.state != DRAFT:
        return
    if (note is None or not note.text) and not promises.any_of(tx, talk.id):
        raise Invalid({"text": [NOTHING]})
    if note is None:
        store.write(tx.conn, talk.id, "", tx.now)
    who = who_of(tx, talk)
    # The whole of the last day, where the person is.
    agree_by = start_of_day(clock.today(who.zone) + timedelta(days=NOTE_DAYS + 1), who.zone)
    store.change(tx.conn, talk.id, state=SHARED, shared_at=tx.now, agree_by=agree_by)
    noting.tell(tx, talk, "shared", until=clock.today(who.zone) + timedelta(days=NOTE_DAYS))
    tx.record(TALKS.fact(NoteShared, talk))


def agree(tx: Tx, talk: Any, text: str) -> None:
    """The person has read it, changed what should be otherwise, and agrees: from here on it is final."""
    note = store.one(tx.conn, talk.id, lock=True)
    if note is not None and note.state == AGREED:
        return
    if note is None or note.state != SHARED:
        raise NoteUnfit
    if len(text) > LONGEST:
        raise Invalid({"text": [TOO_LONG]})
    # A browser sends other line ends than it was given.
    mine = "\n".join(text.strip().splitlines())
    if mine != "\n".join(note.text.splitlines()):
        store.change(tx.conn, talk.id, text=mine, corrected_at=tx.now)
        tx.record(TALKS.fact(NoteCorrected, talk))
    _final(tx, talk)


def agree_due(tx: Tx) -> int:
    """Let notes be final of which the reader had the time to say otherwise; return how many."""
    due = store.to_be_final(tx.conn, tx.now)
    for talk_id in due:
        _final(tx, talk_actions.locked(tx, TALKS, talk_id))
    return len(due)


def next_due(tx: Tx) -> datetime | None:
    """Return when the next note is final by itself."""
    return store.next_due(tx.conn)


def forget_old(tx: Tx) -> int:
    """Delete notes past their time, with their conversation and its promises; return how many."""
    before = add_months(tx.now.date(), -NOTE_KEPT_MONTHS)
    return store.forget_before(tx.conn, start_of_day(before, settings().zone))


def _final(tx: Tx, talk: Any) -> None:
    store.change(tx.conn, talk.id, state=AGREED, agreed_at=tx.now)
    promises.begin(tx, talk)
    tx.record(TALKS.fact(NoteAgreed, talk))
