"""What comes back: from the provider's webhook and from return mail, in any order, more than once."""

from uuid import UUID

from services.mail import policy
from services.mail.actions import persons
from services.mail.domain.returns import Return
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from shared.contracts.mail import (
    AddressSuppressed,
    LetterBounced,
    LetterComplained,
    LetterSent,
)
from shared.db.transaction import Tx
from shared.kernel.settings import settings


def hear(tx: Tx, word: Return) -> bool:
    """Take one word about one letter to heart; False when it is about no letter of ours, or was said before."""
    letter = letter_store.lock(tx.conn, word.letter_id)
    if letter is None:
        return False
    new = address_store.remember_return(
        tx.conn,
        event_id=word.event_id,
        letter_id=word.letter_id,
        kind=word.kind,
        status=word.status,
        at=word.at,
    )
    if not new:
        return False
    if letter.state in ("uncertain", "sending"):
        # Whatever it says, it says that the letter left the house.
        letter_store.change(
            tx.conn, letter.id, state="sent", sent_at=tx.now, reason=None, secrets=None, claimed_at=None
        )
        tx.record(LetterSent(person_id=letter.person_id, letter_id=letter.id, template=letter.template))
    if word.kind == "complaint":
        _complained(tx, letter.id, letter.person_id)
    elif word.kind in ("hard", "soft"):
        _bounced(tx, word, letter.person_id)
    return True


def _complained(tx: Tx, letter_id: UUID, person_id: UUID | None) -> None:
    _mark(tx, letter_id, "complained")
    tx.record(LetterComplained(person_id=person_id, letter_id=letter_id))
    _suppress(tx, letter_id, person_id, reason="complaint", status=None)


def _bounced(tx: Tx, word: Return, person_id: UUID | None) -> None:
    status = word.status or ("5.0.0" if word.kind == "hard" else "4.0.0")
    _mark(tx, word.letter_id, f"bounced_{word.kind}_{status}")
    tx.record(LetterBounced(person_id=person_id, letter_id=word.letter_id, kind=word.kind))
    if word.blames_address:
        _suppress(tx, word.letter_id, person_id, reason="hard", status=word.status)
        return
    went_to = address_store.delivery_of(tx.conn, word.letter_id)
    if went_to is not None:
        failures = address_store.failures_lately(tx.conn, went_to.address_hash, tx.now, policy.SOFT_WINDOW)
        if failures >= policy.SOFT_LIMIT:
            _suppress(tx, word.letter_id, person_id, reason="soft", status=word.status)


def _mark(tx: Tx, letter_id: UUID, reason: str) -> None:
    """Sent stays sent; beside it stands what came of it."""
    letter = letter_store.lock(tx.conn, letter_id)
    if letter is not None and letter.state == "sent":
        letter_store.change(tx.conn, letter_id, reason=reason)


def _suppress(tx: Tx, letter_id: UUID, person_id: UUID | None, *, reason: str, status: str | None) -> None:
    went_to = address_store.delivery_of(tx.conn, letter_id)
    if went_to is None:
        return
    new = address_store.suppress(
        tx.conn,
        now=tx.now,
        address_hash=went_to.address_hash,
        person_id=person_id,
        address_kind=went_to.address_kind,
        reason=reason,
        status=status,
        letter_id=letter_id,
    )
    if new:
        tx.record(AddressSuppressed(person_id=person_id, address_kind=went_to.address_kind, reason=reason))
        # It may have come back after the address was mended.
        persons.review_addresses(tx, [person_id] if person_id else [], secret_key=settings().secret_key)
