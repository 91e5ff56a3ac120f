"""The jobs of a service that asks: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from shared.asking import actions, releasing, store
from shared.asking.outgoing import nothing_held
from shared.asking.programme import Programme
from shared.asking.reminding import BATCH, remind_batch
from shared.asking.wish import actions as wishes
from shared.eventlog.unit import Transactions


def remind_due(programme: Programme, transaction: Transactions, *, batch: int = BATCH) -> int:
    """Send the reminders whose moment has come; return how many requests were looked at."""
    total = 0
    while True:
        with transaction() as tx:
            looked_at = remind_batch(tx, programme, limit=batch)
        total += looked_at
        if looked_at < batch:
            return total


def close_due(programme: Programme, transaction: Transactions) -> int:
    """Close the requests whose time is over; return how many."""
    with transaction() as tx:
        return actions.close_due(tx, programme)


def release(programme: Programme, transaction: Transactions) -> int:
    """Let answers that nobody changes any more become figures, where enough wait together; return how many did.

    First what is anonymous is laid in another order, so that nothing tells which answers came with which invitation.
    """
    with transaction() as tx:
        releasing.mix(tx, programme.tables.asked)
    with transaction() as tx:
        ready = releasing.ready(tx, programme.tables.asked)
    total = 0
    for questionnaire in ready:
        if questionnaire in programme.practical:
            continue
        with transaction() as tx:
            total += releasing.release(
                tx,
                programme.tables,
                questionnaire,
                asked_back=programme.catalogue().asked_back(questionnaire),
                held=programme.holding(questionnaire) if programme.holding else nothing_held,
                leaving=programme.leaving,
            )
    return total


def wipe_wishes(programme: Programme, transaction: Transactions) -> int:
    """Wipe what was said with wishes to talk that are long over; return how many."""
    with transaction() as tx:
        return wishes.wipe(tx, programme)


def next_due(programme: Programme, transaction: Transactions) -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    with transaction() as tx:
        return store.next_due(tx.conn, programme.tables)
