"""What a person can do behind a link, each in one transaction: look, write, send, decline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from shared.db.transaction import Tx
from shared.invitation.errors import DeadLink
from shared.invitation.model import Invitation, State
from shared.invitation.store import close, reopen
from shared.questionnaire import drafts, form, store
from shared.questionnaire.asking import Asking
from shared.questionnaire.conversation import Conversation
from shared.questionnaire.drafts import Entry
from shared.questionnaire.model import Questionnaire
from shared.questionnaire.sheet import Sheet

Check = Callable[[Invitation], None]
"""Raises unless the form that came in is from a page about this invitation."""
Fields = Mapping[str, Collection[str]]


class Outcome(Enum):
    """What came of sending or declining."""

    DONE = auto()
    CLOSED_BEFORE = auto()
    NOTHING_WRITTEN = auto()
    NOT_WHOLE = auto()
    NOT_SURE = auto()
    CHANGED_MEANWHILE = auto()


@dataclass(frozen=True)
class Turn:
    """An invitation and the conversation about it, as a page needs them."""

    invitation: Invitation
    conversation: Conversation
    draft: Mapping[str, Entry]

    @property
    def open(self) -> bool:
        """Whether there is still something to say here."""
        return self.invitation.state is State.OPEN


def look(asking: Asking, token: str) -> Turn:
    """Return what is behind ``token``; raise DeadLink where there is nothing (any more)."""
    with asking.transaction() as tx:
        return _find(tx, asking, token)


def write(asking: Asking, token: str, fields: Fields, *, check: Check) -> tuple[Turn, Turn]:
    """Keep what was written on a page; return how it was before and how it is now."""
    with asking.transaction() as tx:
        before = _find(tx, asking, token)
        check(before.invitation)
        if not before.open:
            raise store.NotOpen
        sheet = Sheet.come_back(fields)
        writers = {key: entry.sheet for key, entry in before.draft.items()}
        raws = drafts.cleaned(form.raws_of(before.conversation.questionnaire, fields))
        new = {key: Entry(raw, sheet.id) for key, raw in sheet.touched(raws, writers).items()}
        drafts.save(tx, asking.tables, before.invitation.id, before=before.draft, new=new)
        return before, _turn(before.invitation, before.conversation.questionnaire, {**before.draft, **new})


def send(asking: Asking, token: str, *, check: Check, sure: bool, seen: str) -> tuple[Outcome, Turn]:
    """Send what was written, once, and only what the person looked at (``seen``) and agreed to (``sure``)."""
    with asking.transaction() as tx:
        turn = _find(tx, asking, token, lock=True)
        check(turn.invitation)
        hindrance = _hindrance(turn, sure=sure, seen=seen)
        if hindrance is not None:
            return hindrance, turn
        answers = turn.conversation.whole.answers
        response_id = store.submit(
            tx,
            asking.tables,
            turn.invitation,
            answers=store.as_stored(turn.conversation.questionnaire, answers),
            group=asking.group_of(tx, turn.invitation),
        )
        asking.on_submit(tx, turn.invitation, answers, response_id)
        return Outcome.DONE, turn


def decline(asking: Asking, token: str, *, check: Check, sure: bool) -> tuple[Outcome, Turn]:
    """Say no, once; what was written and not sent is gone."""
    with asking.transaction() as tx:
        turn = _find(tx, asking, token, lock=True)
        check(turn.invitation)
        if not turn.open:
            return Outcome.CLOSED_BEFORE, turn
        if not sure:
            return Outcome.NOT_SURE, turn
        close(tx, asking.tables.invited, turn.invitation.id, state=State.DECLINED)
        asking.on_decline(tx, turn.invitation)
        return Outcome.DONE, turn


def come_back(asking: Asking, token: str, *, check: Check, sure: bool) -> Outcome:
    """Take a refusal back, as long as the time is not over: the questions are there again, and empty."""
    with asking.transaction() as tx:
        turn = _find(tx, asking, token, lock=True)
        check(turn.invitation)
        if asking.on_return is None or turn.invitation.state is not State.DECLINED:
            return Outcome.CLOSED_BEFORE
        if not sure:
            return Outcome.NOT_SURE
        reopen(tx, asking.tables.invited, turn.invitation.id)
        asking.on_return(tx, turn.invitation)
        return Outcome.DONE


def _find(tx: Tx, asking: Asking, token: str, *, lock: bool = False) -> Turn:
    visit = store.visit(tx.conn, asking.tables, token, lock=lock)
    if visit is None or visit.invitation.state_at(tx.now) in {State.EXPIRED, State.REVOKED}:
        raise DeadLink
    invitation = visit.invitation
    questionnaire = asking.catalogue.find(invitation.questionnaire, invitation.version)
    return _turn(invitation, questionnaire, visit.draft)


def _turn(invitation: Invitation, questionnaire: Questionnaire, draft: Mapping[str, Entry]) -> Turn:
    raws = {key: entry.raw for key, entry in draft.items()}
    return Turn(invitation, Conversation(questionnaire, raws), draft)


def _hindrance(turn: Turn, *, sure: bool, seen: str) -> Outcome | None:
    whole = turn.conversation.whole
    reasons = (
        (Outcome.CLOSED_BEFORE, not turn.open),
        (Outcome.NOTHING_WRITTEN, not whole.answers and not whole.problems),
        (Outcome.NOT_WHOLE, bool(whole.problems)),
        (Outcome.CHANGED_MEANWHILE, seen != turn.conversation.fingerprint()),
        (Outcome.NOT_SURE, not sure),
    )
    return next((outcome for outcome, holds in reasons if holds), None)
