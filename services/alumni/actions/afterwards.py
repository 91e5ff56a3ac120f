"""After a reunion: a letter to who came, that can be held back until it leaves, and what it cost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from services.alumni.actions import letters, reunions
from services.alumni.actions.newsletters import today
from services.alumni.domain.afterwards import Thanks
from services.alumni.domain.reunions import OPEN
from services.alumni.errors.reunions import NobodyCame, ReunionMoved, ThanksGone
from services.alumni.policy import MOST_COSTS, NEWS_LIVES
from services.alumni.store import afterwards, door
from shared.contracts.alumni import ReunionThanked
from shared.db.transaction import Tx
from shared.kernel.ids import new_id


def write(tx: Tx, reunion_id: UUID, *, words: str, photos: str, leaves_at: datetime | None, by: UUID) -> None:
    """Write to whoever came: it leaves at that moment, or at once."""
    reunion = reunions.load(tx, reunion_id, lock=True)
    if reunion.state != OPEN or reunion.ends_at > tx.now:
        raise ReunionMoved
    if not door.figures(tx.conn, reunion_id).came:
        raise NobodyCame
    known = _not_gone(tx, reunion_id)
    held = known is not None and known.held
    afterwards.write(tx.conn, {"reunion_id": reunion_id, "words": words, "photos": photos, "held": held,
                               "leaves_at": leaves_at or tx.now, "written_by": by})  # fmt: skip
    send_due(tx)


def hold(tx: Tx, reunion_id: UUID) -> None:
    """Let it wait until somebody says that it may go. Again changes nothing."""
    _not_gone(tx, reunion_id)
    afterwards.change(tx.conn, reunion_id, held=True)


def let_go(tx: Tx, reunion_id: UUID) -> None:
    """Let it leave at its moment, or at once where that is past."""
    _not_gone(tx, reunion_id)
    afterwards.change(tx.conn, reunion_id, held=False)
    send_due(tx)


def send_due(tx: Tx) -> int:
    """Thank whoever came, where it is time; return how many reunions that were."""
    found = afterwards.due(tx.conn, tx.now)
    for reunion_id in found:
        number = afterwards.file(
            tx.conn, reunion_id, now=tx.now, today=today(), expires_at=tx.now + NEWS_LIVES
        )
        afterwards.change(tx.conn, reunion_id, sent_at=tx.now, letters=number)
        tx.record(ReunionThanked(reunion_id=reunion_id, letters=number))
        tx.after_commit(letters.ring_mail)
    return len(found)


def next_due(tx: Tx) -> datetime | None:
    """Return when such a letter leaves next."""
    return afterwards.next_due(tx.conn)


def add_cost(tx: Tx, reunion_id: UUID, words: str, amount: Decimal) -> bool:
    """Note what something cost; return whether there was still room for it."""
    reunions.load(tx, reunion_id, lock=True)
    if len(afterwards.costs(tx.conn, reunion_id)) >= MOST_COSTS:
        return False
    afterwards.add_cost(tx.conn, {"id": new_id(), "reunion_id": reunion_id, "words": words, "amount": amount})
    return True


def _not_gone(tx: Tx, reunion_id: UUID) -> Thanks | None:
    known = afterwards.thanks(tx.conn, reunion_id, lock=True)
    if known is not None and known.sent_at is not None:
        raise ThanksGone
    return known
