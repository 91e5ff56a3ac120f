"""Note what became of letters: what their server said, and what a crash left behind."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from services.mail import policy
from services.mail.actions import persons, stopping, telling
from services.mail.actions.claiming import Ready
from services.mail.domain import addresses
from services.mail.domain.letters import Letter, Outcome
from services.mail.store import addresses as address_store
from services.mail.store import failed
from services.mail.store import letters as letter_store
from services.mail.store.letters import Note
from shared.contracts.base import Fact
from shared.contracts.mail import AddressSuppressed, LetterBounced, LetterSent, LetterUndeliverable
from shared.db.transaction import Tx


def note(tx: Tx, batch: Sequence[Ready], outcomes: Iterable[Outcome], *, secret_key: str) -> None:
    """Write back what became of letters, and tell the house."""
    by_id = {one.letter.id: one for one in batch}
    told = {outcome.letter_id: outcome for outcome in outcomes}
    notes = [_noted(tx, by_id[letter_id].letter, outcome) for letter_id, outcome in told.items()]
    ours = letter_store.note(tx.conn, notes, tx.now)
    facts: list[Fact] = []
    for letter_note in notes:
        if letter_note.letter_id in ours:
            one = by_id[letter_note.letter_id]
            facts.extend(_facts(tx, one, told[one.letter.id], letter_note, secret_key))
    telling.record(tx, facts)


def settle_overdue(tx: Tx, *, own_inbox: bool) -> None:
    """Letters that a crash left in `sending` become uncertain; with our own inbox we look and settle them."""
    lease = policy.LEASE_INBOX if own_inbox else policy.LEASE
    letter_store.overdue(tx.conn, tx.now - lease)
    if own_inbox:
        arrived = letter_store.settle_by_inbox(tx.conn, tx.now)
        tx.record(
            *(LetterSent(person_id=one.person_id, letter_id=one.id, template=one.template) for one in arrived)
        )
    expired = failed.expire(tx.conn, tx.now)
    telling.record(tx, [stopping.undeliverable(one.id, one.person_id, one.reason) for one in expired])


def _note(letter: Letter, state: str, reason: str | None, **rest: Any) -> Note:
    return Note(letter_id=letter.id, attempts=letter.attempts, state=state, reason=reason, **rest)


def _noted(tx: Tx, letter: Letter, outcome: Outcome) -> Note:
    """The verdict of the gateway as a state of the letter."""
    if outcome.verdict == "sent":
        return _note(letter, "sent", None, provider_id=outcome.provider_id)
    if outcome.verdict == "uncertain":
        return _note(letter, "uncertain", outcome.reason)
    if outcome.verdict == "untouched":
        pause = policy.gateway_pause(tx.now - letter.queued_at)
        return _note(letter, "queued", outcome.reason, free=True, again_at=tx.now + pause)
    if outcome.verdict == "later":
        return _later(tx, letter, outcome)
    return _note(letter, "parked", outcome.reason)


def _later(tx: Tx, letter: Letter, outcome: Outcome) -> Note:
    usual = policy.pause_after(letter.attempts)
    if usual is None:
        return _note(letter, "parked", outcome.reason)
    pause = max(outcome.wait or timedelta(), usual) if outcome.wait else usual
    return _note(letter, "queued", outcome.reason, again_at=tx.now + pause)


def _facts(tx: Tx, one: Ready, outcome: Outcome, noted: Note, secret_key: str) -> Iterable[Fact]:
    letter = one.letter
    person_id = letter.person_id
    if noted.state == "sent":
        yield LetterSent(person_id=person_id, letter_id=letter.id, template=letter.template)
    if not outcome.bad_address:
        if noted.state == "parked" and outcome.verdict in ("refused", "later"):
            yield LetterUndeliverable(person_id=person_id, letter_id=letter.id, reason="refused")
        return
    yield LetterBounced(person_id=person_id, letter_id=letter.id, kind="hard")
    yield LetterUndeliverable(person_id=person_id, letter_id=letter.id, reason="refused")
    new = address_store.suppress(
        tx.conn,
        now=tx.now,
        address_hash=addresses.fingerprint(secret_key, one.address.email),
        person_id=person_id,
        address_kind=one.address.kind,
        reason="hard",
        status=outcome.reason,
        letter_id=letter.id,
    )
    if new:
        yield AddressSuppressed(person_id=person_id, address_kind=one.address.kind, reason="hard")
        persons.review_addresses(tx, [person_id] if person_id else [], secret_key=secret_key)
