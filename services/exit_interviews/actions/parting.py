"""The close of a leaving: words of appreciation, what HR sees to, and staying in touch by the person's own hand."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from services.exit_interviews.actions import reporting
from services.exit_interviews.actions.reporting import NOTHING, TOO_LONG
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.domain.cases import DISMISSAL
from services.exit_interviews.domain.closing import ITEMS, SUBJECTS
from services.exit_interviews.domain.reports import LONGEST, tidy
from services.exit_interviews.errors import CaseUnknown, ReportUnfit, ThanksGone
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import closing as store
from shared.appointment.choosing import who_of
from shared.appointment.store import a_link
from shared.contracts.exit import NetworkChosen
from shared.contracts.exit_talk import ThanksSent
from shared.db.transaction import Tx
from shared.invitation.link import address
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.letterbox.put import Letter, put
from shared.questionnaire.sealing import NO_MOMENT, sealer

PLACE = "contact"
TICK_ONE = marked("Kruis aan waarover je iets wilt horen.")


def words_of(row: Any | None) -> str:
    """Return what was written so far; empty where nothing was, or where it has left."""
    if row is None or row.words is None:
        return ""
    try:
        return _sealer().decrypt(row.words).decode()
    except InvalidToken:
        return ""


def keep_words(tx: Tx, talk_id: UUID, words: str) -> None:
    """Keep words of appreciation under seal; only who writes them reads them."""
    talk = reporting.held(tx, talk_id)
    row = store.words(tx.conn, talk.id, lock=True)
    if row is not None and row.sent_at is not None:
        raise ThanksGone
    said = tidy(words)
    if len(said) > LONGEST:
        raise Invalid({"thanks": [TOO_LONG]})
    store.keep_words(tx.conn, talk.id, _sealer().encrypt_at_time(said.encode(), NO_MOMENT), tx.now)


def send_words(tx: Tx, talk_id: UUID, sender: str) -> None:
    """Send them, once; from here on they are in that letter alone."""
    talk = reporting.held(tx, talk_id)
    row = store.words(tx.conn, talk.id, lock=True)
    if row is not None and row.sent_at is not None:
        return
    words = words_of(row)
    if not words:
        raise Invalid({"thanks": [NOTHING]})
    link, case = a_link(tx, TALKS.tables, talk), case_store.one(tx.conn, talk.subject_id)
    if link is None or case is None:
        raise ReportUnfit
    put(
        tx,
        Letter(
            key=f"exit:thanks:{talk.id}",
            template="exit/thanks",
            person_id=talk.person_id,
            # To keep: the mailbox at work closes.
            address="home",
            language=who_of(tx, talk).language,
            params={"careful": case.kind == DISMISSAL},
            secrets={
                "words": words,
                "sender_name": sender,
                "link": address(TALKS.service, link.token, PLACE),
            },
        ),
    )
    store.sent(tx.conn, talk.id, tx.now)
    tx.record(reporting.fact(ThanksSent, talk))


def see_to(tx: Tx, case_id: UUID, items: Collection[str], by: UUID) -> None:
    """Note what HR has seen to, and take back what it has not."""
    if case_store.locked(tx.conn, case_id) is None:
        raise CaseUnknown
    done = [item for item in ITEMS if item in items]
    store.see_to(tx.conn, case_id, [{"item": one, "checked_at": tx.now, "checked_by": by} for one in done])
    store.not_after_all(tx.conn, case_id, [item for item in ITEMS if item not in done])


def stay_in_touch(tx: Tx, talk: Any, subjects: Collection[str], language: str) -> None:
    """The person ticked what they would like to hear about; alumni takes it from there. Twice is once."""
    case = case_store.locked(tx.conn, talk.subject_id)
    if case is None:
        raise CaseUnknown
    if case.network is not None:
        return
    chosen = tuple(one for one in SUBJECTS if one in subjects)
    if not chosen:
        raise Invalid({"subjects": [TICK_ONE]})
    store.stay_in_touch(tx.conn, case.id, chosen, tx.now)
    tx.record(NetworkChosen(person_id=talk.person_id, case_id=case.id, subjects=chosen, language=language))


def _sealer() -> Fernet:
    return sealer("thanks", settings().secret_key)
