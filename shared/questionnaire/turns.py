"""What a person can do behind a link, each in one transaction: look, write, send, decline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from shared.db.transaction import Tx
from shared.invitation.errors import DeadLink
from shared.invitation.model import Invitation, State
from shared.invitation.store import close, reopen
from shared.questionnaire import drafts, form, restoring, store
from shared.questionnaire.asking import Asking
from shared.questionnaire.conversation import Conversation
from shared.questionnaire.drafts import Entry
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.model import Level, Question, Questionnaire
from shared.questionnaire.sealing import Content
from shared.questionnaire.sheet import Sheet
from shared.questionnaire.values import Answers, Value

Check = Callable[[Invitation], None]
"""Raises unless the form that came in is from a page about this invitation."""
Fields = Mapping[str, Collection[str]]
CORRECTION = "_correction"
"""The field with which a page says that it changes what was sent before."""


class Outcome(Enum):
    """What came of sending or declining."""

    DONE = auto()
    CLOSED_BEFORE = auto()
    NOTHING_WRITTEN = auto()
    NOT_WHOLE = auto()
    NOT_SURE = auto()
    CHANGED_MEANWHILE = auto()


@dataclass(frozen=True)
class Recalled:
    """What the person said earlier, with the question as it was asked then."""

    question: Question
    value: Value


@dataclass(frozen=True)
class Turn:
    """An invitation and the conversation about it, as a page needs them."""

    invitation: Invitation
    conversation: Conversation
    draft: Mapping[str, Entry]
    kept: Content | None = None
    code: str | None = None
    recalled: Mapping[str, Recalled] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether there is still something to say here."""
        return self.invitation.state is State.OPEN

    @property
    def correcting(self) -> bool:
        """Whether what was sent can be changed; until it is sent anew, what was sent counts."""
        return self.kept is not None

    @property
    def sent(self) -> Answers:
        """What was sent, as far as anybody can know."""
        return restoring.restored(self.conversation.questionnaire, self.kept.answers) if self.kept else {}

    @property
    def answers(self) -> Answers:
        """What was sent; before that, what has been written so far and would be sent."""
        return self.conversation.whole.answers if self.open else self.sent

    @property
    def writable(self) -> bool:
        """Whether there are questions to fill in."""
        return self.open or self.correcting


def look(asking: Asking, token: str) -> Turn:
    """Return what is behind ``token``; raise DeadLink where there is nothing (any more)."""
    with asking.transaction() as tx:
        return find(tx, asking, token)


def write(asking: Asking, token: str, fields: Fields, *, check: Check) -> tuple[Turn, Turn]:
    """Keep what was written on a page; return how it was before and how it is now.

    A page of before the answers were sent changes nothing afterwards: a correction says that it is one.
    """
    with asking.transaction() as tx:
        before = find(tx, asking, token)
        check(before.invitation)
        if not before.writable or before.correcting is not (CORRECTION in fields):
            raise store.NotOpen
        sheet = Sheet.come_back(fields)
        writers = {key: entry.sheet for key, entry in before.draft.items()}
        raws = drafts.cleaned(form.raws_of(before.conversation.questionnaire, fields))
        new = {key: Entry(raw, sheet.id) for key, raw in sheet.touched(raws, writers).items()}
        sent = {key: Entry(raw, "") for key, raw in form.raws_from(before.sent).items()}
        drafts.save(tx, asking.tables, before.invitation.id, before={**sent, **before.draft}, new=new)
        return before, _turn(before, before.conversation.questionnaire, {**before.draft, **new})


def send(
    asking: Asking, token: str, *, check: Check, sure: bool, seen: str, correction: bool = False
) -> tuple[Outcome, Turn]:
    """Send what was written, once, and only what the person looked at (``seen``) and agreed to (``sure``)."""
    with asking.transaction() as tx:
        turn = find(tx, asking, token, lock=True)
        check(turn.invitation)
        if turn.correcting is not correction:
            return Outcome.CLOSED_BEFORE, turn
        outcome = hindrance(turn, sure=sure, seen=seen)
        if outcome is not None:
            return outcome, turn
        answers = turn.conversation.whole.answers
        code = store.submit(
            tx,
            asking.tables,
            turn.invitation,
            answers=store.as_stored(turn.conversation.questionnaire, answers),
            group=asking.group_of(tx, turn.invitation),
        )
        if turn.open:
            asking.on_submit(tx, turn.invitation, answers)
        return Outcome.DONE, replace(turn, code=code)


def decline(asking: Asking, token: str, *, check: Check, sure: bool) -> tuple[Outcome, Turn]:
    """Say no, once; what was written and not sent is gone."""
    with asking.transaction() as tx:
        turn = find(tx, asking, token, lock=True)
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
        turn = find(tx, asking, token, lock=True)
        check(turn.invitation)
        if asking.on_return is None or turn.invitation.state is not State.DECLINED:
            return Outcome.CLOSED_BEFORE
        if not sure:
            return Outcome.NOT_SURE
        reopen(tx, asking.tables.invited, turn.invitation.id)
        asking.on_return(tx, turn.invitation)
        return Outcome.DONE


def look_at_all(asking: Asking, token: str) -> tuple[Turn, list[Turn]]:
    """Return what is behind ``token``, and what is kept of the person's answers to other invitations."""
    with asking.transaction() as tx:
        turn = find(tx, asking, token)
        return turn, _others(tx, asking, turn)


def take_back(
    asking: Asking, token: str, *, check: Check, sure: bool, code: str, about: str = ""
) -> tuple[Outcome, Turn, list[Turn]]:
    """Erase what was sent, as far as it can be found; ``code`` where it is anonymous.

    ``about`` is another invitation of the same person. They stay answered: nobody hears that the answers are gone.
    """
    with asking.transaction() as tx:
        turn = find(tx, asking, token, lock=True)
        others = _others(tx, asking, turn)
        which = next((one for one in others if str(one.invitation.id) == about), turn)
        check(which.invitation)
        return _take_back(tx, asking, which, sure=sure, code=code), turn, others


def _take_back(tx: Tx, asking: Asking, turn: Turn, *, sure: bool, code: str) -> Outcome:
    if not sure:
        return Outcome.NOT_SURE
    if turn.invitation.level == Level.ANONYMOUS:
        gone = store.take_back_by_code(tx, asking.tables, code)
        return Outcome.DONE if gone else Outcome.NOTHING_WRITTEN
    if turn.kept is None:
        return Outcome.CLOSED_BEFORE
    store.erase(tx, asking.tables, [turn.invitation.subject_id])
    if asking.on_take_back is not None:
        asking.on_take_back(tx, turn.invitation)
    drafts.drop(tx, asking.tables, turn.invitation.id)
    return Outcome.DONE


def _others(tx: Tx, asking: Asking, turn: Turn) -> list[Turn]:
    found = restoring.kept_of_others(tx.conn, asking.tables, turn.invitation)
    return [
        Turn(one, Conversation(asking.catalogue.find(one.questionnaire, one.version), {}), {}, content)
        for one, content in found
    ]


def find(tx: Tx, asking: Asking, token: str, *, lock: bool = False) -> Turn:
    """Return what is behind ``token`` within ``tx``; with ``lock`` nobody else changes it meanwhile."""
    visit = store.visit(tx.conn, asking.tables, token, lock=lock)
    if visit is None or visit.invitation.state_at(tx.now) in {State.EXPIRED, State.REVOKED}:
        raise DeadLink
    invitation = visit.invitation
    questionnaire = asking.catalogue.find(invitation.questionnaire, invitation.version)
    answered = invitation.state is State.ANSWERED
    kept = restoring.kept(tx.conn, asking.tables, invitation.subject_id) if answered else None
    found = Turn(invitation, Conversation(questionnaire, {}), {}, kept)
    turn = _turn(found, questionnaire, visit.draft)
    return replace(turn, recalled=_recalled(tx, asking, turn)) if turn.writable else turn


def _recalled(tx: Tx, asking: Asking, turn: Turn) -> dict[str, Recalled]:
    """Find the person's own earlier words for the questions that ask them back; the latest where there are several."""
    recalls = turn.conversation.questionnaire.recalls
    subjects = asking.earlier(tx, turn.invitation) if recalls else ()
    if not subjects:
        return {}
    found: dict[tuple[str, str], Recalled] = {}
    for said in restoring.said_before(tx.conn, asking.tables, subjects, recalls.values()):
        question = asking.catalogue.find(said.questionnaire, said.version).questions[said.question]
        found[said.questionnaire, said.question] = Recalled(question, kind_of(question).restored(said.stored))
    wanted = {key: (recall.questionnaire, recall.question) for key, recall in recalls.items()}
    return {key: found[place] for key, place in wanted.items() if place in found}


def _turn(turn: Turn, questionnaire: Questionnaire, draft: Mapping[str, Entry]) -> Turn:
    """Return ``turn`` with what has been written: what was sent, and over it what was written since."""
    raws = form.raws_from(turn.sent)
    raws |= {key: entry.raw for key, entry in draft.items()}
    return replace(turn, conversation=Conversation(questionnaire, raws), draft=draft)


def hindrance(turn: Turn, *, sure: bool, seen: str) -> Outcome | None:
    """Return why what was written is not sent now; None where nothing stands in the way."""
    whole = turn.conversation.whole
    reasons = (
        (Outcome.CLOSED_BEFORE, not turn.writable),
        (Outcome.NOTHING_WRITTEN, not whole.answers and not whole.problems),
        (Outcome.NOT_WHOLE, bool(whole.problems)),
        (Outcome.CHANGED_MEANWHILE, seen != turn.conversation.fingerprint()),
        (Outcome.NOT_SURE, not sure),
    )
    return next((outcome for outcome, holds in reasons if holds), None)
