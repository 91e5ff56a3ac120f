"""What a person at the desk decides about a letter or an address."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.mail.errors import LetterExpired, LetterNotFound, LetterNotWaiting, SuppressionNotFound
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from shared.contracts.mail import AddressUnsuppressed, LetterSent
from shared.db.transaction import Tx
from shared.queue.bell import ring


def send_again(tx: Tx, letter_id: UUID) -> None:
    """Let a parked or uncertain letter leave again, as if for the first time."""
    letter = _waiting(tx, letter_id, "parked", "uncertain")
    if letter.expires_at is not None and letter.expires_at <= tx.now:
        raise LetterExpired
    letter_store.change(
        tx.conn, letter_id, state="queued", not_before=tx.now, attempts=0, reason=None, claimed_at=None
    )
    _wake(tx)


def it_arrived(tx: Tx, letter_id: UUID) -> None:
    """An uncertain letter has been seen by its reader: it is sent."""
    letter = _waiting(tx, letter_id, "uncertain")
    letter_store.change(
        tx.conn, letter_id, state="sent", sent_at=tx.now, reason=None, secrets=None, claimed_at=None
    )
    tx.record(LetterSent(person_id=letter.person_id, letter_id=letter_id, template=letter.template))


def give_up(tx: Tx, letter_id: UUID) -> None:
    """A parked or uncertain letter need not leave any more."""
    _waiting(tx, letter_id, "parked", "uncertain")
    letter_store.change(
        tx.conn, letter_id, state="cancelled", reason="given_up", secrets=None, claimed_at=None
    )


def lift_suppression(tx: Tx, suppression_id: UUID) -> None:
    """HR has made sure that the address works and is welcome: write to it again, and what waits for it leaves."""
    lifted = address_store.lift(tx.conn, suppression_id)
    if lifted is None:
        raise SuppressionNotFound
    tx.record(AddressUnsuppressed(person_id=lifted.person_id, address_kind=lifted.address_kind))
    if lifted.person_id is not None:
        letter_store.queue_again(tx.conn, [lifted.person_id], ("suppressed",), tx.now)
        _wake(tx)


def _waiting(tx: Tx, letter_id: UUID, *states: str) -> Row[Any]:
    letter = letter_store.lock(tx.conn, letter_id)
    if letter is None:
        raise LetterNotFound
    if letter.state not in states:
        raise LetterNotWaiting
    return letter


def _wake(tx: Tx) -> None:
    tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def send_all_parked(tx: Tx) -> int:
    """Let every parked letter that has not expired try once more; returns how many."""
    number = letter_store.queue_all_parked(tx.conn, tx.now)
    if number:
        _wake(tx)
    return number
