"""Letters that can go nowhere: what is written down, what the desk sees, what the house is told."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.mail.domain import addresses
from services.mail.domain.addresses import Contact, Nowhere
from services.mail.domain.letters import DECEASED, EXPIRED, NO_ADDRESS, PERSON_GONE, SUPPRESSED, Letter
from services.mail.store import addresses as address_store
from services.mail.store import failed
from services.mail.store.letters import Note
from shared.contracts.mail import LetterUndeliverable
from shared.db.transaction import Tx

Stopped = tuple[Letter, Nowhere]


def notes(tx: Tx, stopped: Sequence[Stopped]) -> list[Note]:
    """How letters that can go nowhere are written down; one that is too late keeps the reason why it waited."""
    late = [letter.id for letter, found in stopped if found.reason == EXPIRED]
    known = failed.reasons(tx.conn, late)
    return [
        Note(
            letter_id=letter.id,
            attempts=letter.attempts,
            state="cancelled" if found.final else "parked",
            reason=known.get(letter.id, found.reason),
        )
        for letter, found in stopped
    ]


def show(
    tx: Tx, stopped: Sequence[Stopped], contacts: Mapping[UUID, Contact], blocked: Mapping[str, bytes]
) -> None:
    """Let the desk see which suppressed addresses (`blocked`, with their hashes) stop letters now, and whose."""
    met: dict[bytes, UUID | None] = {}
    for letter, found in stopped:
        if found.reason == SUPPRESSED:
            contact = contacts.get(letter.person_id) if letter.person_id else None
            plain = (contact.work_email, contact.private_email) if contact else (letter.email,)
            usable = [email for one in plain if (email := addresses.usable(one))]
            met |= {blocked[email]: letter.person_id for email in usable if email in blocked}
    address_store.in_use(tx.conn, [(owner, digest) for digest, owner in met.items()])


def undeliverable(letter_id: UUID, person_id: UUID | None, reason: str | None) -> LetterUndeliverable:
    """The reason of a letter as the house may know it: which server said what is the post room's own."""
    known = reason or EXPIRED
    if known in (DECEASED, PERSON_GONE):
        said = "inactive"
    elif known in (NO_ADDRESS, SUPPRESSED):
        said = known
    else:
        said = "refused" if known.startswith(("smtp_", "sendgrid_")) else EXPIRED
    return LetterUndeliverable(person_id=person_id, letter_id=letter_id, reason=said)
