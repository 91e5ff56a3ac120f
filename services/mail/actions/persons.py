"""What happens to letters when something happens to a person."""

from collections.abc import Sequence
from uuid import UUID

from services.mail.actions import telling
from services.mail.domain import addresses
from services.mail.store import addresses as address_store
from services.mail.store import letters as letter_store
from shared.contracts.mail import LetterUndeliverable
from shared.db.transaction import Tx
from shared.queue.bell import ring

# Reasons that a better address mends: codes of ours, and the ways in which a server says "unknown".
MENDED_BY_ADDRESS = ("no_address", "suppressed")


def cancel(tx: Tx, person_ids: Sequence[UUID], reason: str) -> None:
    """Nothing that waits for these persons leaves any more."""
    cancelled = letter_store.cancel_for(tx.conn, person_ids, reason)
    telling.record(
        tx,
        [
            LetterUndeliverable(person_id=one.person_id, letter_id=one.id, reason="inactive")
            for one in cancelled
        ],
    )


def try_again(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """These persons' addresses may have been mended: letters parked for want of one get another chance."""
    if letter_store.queue_again(tx.conn, person_ids, MENDED_BY_ADDRESS, tx.now):
        tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def review_addresses(tx: Tx, person_ids: Sequence[UUID], *, secret_key: str) -> None:
    """A suppressed address that these persons no longer have stays unwritten, but is no problem of theirs."""
    found = address_store.contacts(tx.conn, person_ids)
    theirs = [
        (person_id, addresses.fingerprint(secret_key, email))
        for person_id, contact in found.items()
        for email in (contact.work_email, contact.private_email)
        if email
    ]
    address_store.review(tx.conn, person_ids, theirs, tx.now)


def merge(tx: Tx, person_id: UUID, into: UUID) -> None:
    """Two records were one person."""
    letter_store.merge_person(tx.conn, person_id, into)
    address_store.merge_person(tx.conn, person_id, into)


def forget(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Erase what letters held; that an address must not be written stays, whose it was does not."""
    cancel(tx, person_ids, "person_gone")
    letter_store.forget(tx.conn, person_ids)
    address_store.forget(tx.conn, person_ids)
