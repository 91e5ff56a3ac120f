"""Mail that comes in at our own SMTP door: return mail to be read, and in a house of its own, letters to be kept."""

import hashlib

from services.mail.actions import inbox, returns
from services.mail.domain.returns import Return
from services.mail.gateway import returned, verp
from shared.db.transaction import Tx


def take_in(
    tx: Tx, *, sender: str, recipients: list[str], source: bytes, secret_key: str, keep: bool
) -> None:
    """Hear what return mail says; keep other letters where `keep` says that this house has an inbox."""
    ours = [address for address in recipients if verp.letter_of(address, secret_key)]
    others = [address for address in recipients if address not in ours]
    # What a letter of ours carries at its foot says nothing about it; only mail from nobody or to us does.
    if ours or (not keep and others):
        _hear(tx, recipients, source, secret_key)
    if keep and others:
        inbox.catch(tx, recipients=others, source=source, letter_id=verp.letter_of(sender, secret_key))


def _hear(tx: Tx, recipients: list[str], source: bytes, secret_key: str) -> None:
    letter_id = returned.letter_in(source, recipients, secret_key)
    reading = returned.read(source)
    if letter_id is None or reading.kind == "none":
        return
    returns.hear(
        tx,
        Return(
            letter_id=letter_id,
            kind=reading.kind,
            event_id=f"mail:{hashlib.sha256(source).hexdigest()}",
            at=tx.now,
            status=reading.status,
        ),
    )
