"""The letter of the month: what somebody missed, all together, for whoever wants no more than one a month."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.alumni.actions.letters import ring_mail
from services.alumni.actions.newsletters import today
from services.alumni.domain.monthly import month_letter
from services.alumni.policy import NEWS_LIVES
from services.alumni.store import monthly
from shared.db.transaction import Tx
from shared.kernel.settings import settings


def send_due(tx: Tx) -> int:
    """Send who wants one letter a month what they missed, where its day has come; return how many."""
    due = next_due(tx)
    if due is None or due > tx.now:
        return 0
    later = month_letter(tx.now + timedelta(microseconds=1), settings().zone)
    number = monthly.send(tx.conn, now=tx.now, today=today(), expires_at=tx.now + NEWS_LIVES, later=later)
    if number:
        tx.after_commit(ring_mail)
    return number


def next_due(tx: Tx) -> datetime | None:
    """Return when the next letter of the month is due."""
    return monthly.next_due(tx.conn)
