"""The jobs of a service with conversations: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from shared.appointment import ending, letters, store
from shared.appointment.choosing import propose, who_of
from shared.appointment.diaries import diaries
from shared.appointment.model import BOOKED
from shared.appointment.programme import Talks
from shared.calendar.months import add_days
from shared.calendar.window import start_of_day
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings

BATCH = 200


def remind_due(talks: Talks, transaction: Transactions) -> int:
    """Remind both of the conversations of tomorrow; return of how many."""
    total = 0
    while True:
        with transaction() as tx:
            found = _remind(tx, talks)
        total += found
        if found < BATCH:
            return total


def look_after(talks: Talks, transaction: Transactions) -> int:
    """Close what is over, and offer anew what an interviewer cannot hold any more; return how many."""
    with transaction() as tx:
        return ending.expire_due(tx, talks) + ending.look_after(tx, talks)


def next_due(talks: Talks, transaction: Transactions) -> datetime | None:
    """Return the instant at which one of these has work again: now, where an interviewer dropped out or was found."""
    with transaction() as tx:
        # Who has nobody, and for whom there is nobody, is looked at now and then, not at once again.
        if any(talk.account_id or propose(tx, talks, talk) for talk in ending.lost(tx, talks)):
            return tx.now
        remind, last_day = store.next_due(tx.conn, talks.tables)
    over = start_of_day(add_days(last_day, 1), settings().zone) if last_day else None
    return min((one for one in (remind, over) if one is not None), default=None)


def _remind(tx: Tx, talks: Talks) -> int:
    found = store.reminding(tx.conn, talks.tables, tx.now, BATCH)
    for talk in found:
        store.change(tx, talks.tables, talk.id, remind_at=None, reminded_at=tx.now)
        if talk.state != BOOKED or talk.starts_at <= tx.now:
            continue
        day = talk.starts_at.date()
        diary = diaries(tx, day, day, only=[talk.account_id]).get(talk.account_id)
        letters.tell(tx, talks, talk, who_of(tx, talk), diary, what=letters.REMINDER)
    return len(found)
