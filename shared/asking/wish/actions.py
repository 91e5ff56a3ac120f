"""What people and HR do with a wish to talk, one function an intention; each runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from shared.asking.programme import Programme
from shared.asking.wish import store
from shared.asking.wish.model import DONE, KEPT_FOR, OPEN, STOPPED, WITHDRAWN, Wish
from shared.calendar.working import add_working_days, work_calendar
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.model import Question
from shared.questionnaire.turns import Turn
from shared.questionnaire.values import Value

Said = list[tuple[Question, Value]]


class WishUnknown(NotFound):
    """There is no such wish, or it was taken back or erased."""

    code = "wish_unknown"
    text = marked("Deze vraag om een gesprek is er niet (meer). Misschien is ze ingetrokken.")


class WishOver(Conflict):
    """It was taken back, or stopped."""

    code = "wish_over"
    text = marked("Deze vraag om een gesprek is intussen ingetrokken of gestopt. Er is niets veranderd.")


class OneStandsOpen(Conflict):
    """The person asked again meanwhile."""

    code = "wish_open"
    text = marked("Deze collega vroeg intussen opnieuw om een gesprek. Werk met die vraag verder.")


def said_by(turn: Turn) -> Said:
    """Return what the person has answered so far, sent or not: only they choose what of it may be shown."""
    questionnaire = turn.conversation.questionnaire
    known = turn.answers
    return [(question, known[key]) for key, question in questionnaire.questions.items() if key in known]


def due_day(programme: Programme, today: date) -> date:
    """Return the day by which HR is to have been in touch."""
    home = settings().country_of(None, None)
    return add_working_days(today, programme.policy.talk_within_working_days, work_calendar(home, None, None))


def ask(tx: Tx, programme: Programme, turn: Turn, wish: Wish, said: Said) -> None:
    """Note the wish, with the answers that the person lets be shown; one that stands open already stays as it is."""
    today = clock.today(settings().zone)
    words = settings().language
    shown = [
        {"question": question.text.said(words), "answer": kind_of(question).display(question, value, words)}
        for question, value in said
        if question.key in wish.shown
    ]
    store.add(
        tx.conn,
        programme.tables,
        (new_id(), turn.invitation.subject_id),
        wish,
        shown=shown,
        asked_on=today,
        due_on=due_day(programme, today),
    )


def withdraw(tx: Tx, programme: Programme, request_id: UUID) -> None:
    """The person takes it back: nothing of what they said with it stays."""
    wish = store.of_request(tx.conn, programme.tables, request_id)
    if wish is not None and wish.state == OPEN:
        store.end(tx.conn, programme.tables, wish.id, state=WITHDRAWN, now=tx.now)


def done(tx: Tx, programme: Programme, wish_id: UUID, *, by: UUID) -> None:
    """HR has taken care of it; a second click changes nothing."""
    wish = _found(tx, programme, wish_id)
    if wish.state in {WITHDRAWN, STOPPED}:
        raise WishOver
    store.end(tx.conn, programme.tables, wish_id, state=DONE, now=tx.now, by=by)


def reopen(tx: Tx, programme: Programme, wish_id: UUID) -> None:
    """It was not done after all."""
    wish = _found(tx, programme, wish_id)
    if wish.state == OPEN:
        return
    if wish.state != DONE or wish.whom is None:
        raise WishOver
    standing = store.of_request(tx.conn, programme.tables, wish.request_id)
    if standing is not None and standing.state == OPEN:
        raise OneStandsOpen
    store.reopen(tx.conn, programme.tables, wish_id)


def stop(tx: Tx, programme: Programme, person_ids: Collection[UUID]) -> None:
    """Nobody is to be called any more."""
    if programme.tables.wish is not None:
        store.stop(tx.conn, programme.tables, person_ids, state=STOPPED, now=tx.now)


def erase(tx: Tx, programme: Programme, request_ids: Collection[UUID]) -> None:
    """Know no wishes about these requests any more."""
    if programme.tables.wish is not None:
        store.erase(tx.conn, programme.tables, request_ids)


def wipe(tx: Tx, programme: Programme) -> int:
    """Wipe what was said with wishes that are long over; return how many."""
    return store.wipe(tx.conn, programme.tables, ended_before=tx.now - KEPT_FOR)


def _found(tx: Tx, programme: Programme, wish_id: UUID) -> Any:
    wish = store.one(tx.conn, programme.tables, wish_id, lock=True)
    if wish is None:
        raise WishUnknown
    return wish
