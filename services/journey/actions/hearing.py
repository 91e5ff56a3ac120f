"""What became of moments that left, as the services that ask tell it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from services.journey.domain.touchpoint import ANSWERED, CANCELLED, DECLINED, DUE, EXPIRED
from services.journey.store import touchpoints as store
from shared.contracts.journey import TouchpointExpired
from shared.db.transaction import Tx


def note_answered(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The person answered: that stands, whatever happened to the touchpoint meanwhile."""
    store.answered_as(tx.conn, touchpoint_ids, ANSWERED, (DUE, EXPIRED, CANCELLED))


def note_declined(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The person would rather not."""
    store.answered_as(tx.conn, touchpoint_ids, DECLINED, (DUE, EXPIRED, CANCELLED))


def note_reconsidered(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The person would rather not, and takes part after all."""
    store.answered_as(tx.conn, touchpoint_ids, DUE, (DECLINED,))


def note_passed(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """Nothing was asked at this moment: it was asked already, and that moment says how it went."""
    store.answered_as(tx.conn, touchpoint_ids, EXPIRED, (DUE,))


def note_closed(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The time to answer has passed; what was answered, declined or cancelled stays so."""
    for row in store.answered_as(tx.conn, touchpoint_ids, EXPIRED, (DUE,)):
        tx.record(TouchpointExpired(person_id=row.person_id, touchpoint_id=row.id))


def note_undelivered(tx: Tx, reasons: Mapping[UUID, str]) -> None:
    """No letter reaches these people; their open touchpoints say why."""
    store.note_undelivered(tx.conn, reasons)
