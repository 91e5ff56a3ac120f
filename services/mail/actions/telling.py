"""What the house is told of a letter that cannot leave: once, however often it is tried again."""

from collections.abc import Sequence

from services.mail.store import failed
from shared.contracts.base import Fact
from shared.contracts.mail import LetterUndeliverable
from shared.db.transaction import Tx


def record(tx: Tx, facts: Sequence[Fact]) -> None:
    """Record facts of the post room, without repeating that a letter is undeliverable."""
    reasons = {fact.letter_id: fact.reason for fact in facts if isinstance(fact, LetterUndeliverable)}
    first = failed.first_told(tx.conn, reasons)
    tx.record(
        *(fact for fact in facts if not isinstance(fact, LetterUndeliverable) or fact.letter_id in first)
    )
