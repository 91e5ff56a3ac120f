"""Whoever wants to be forgotten, or is: nothing here knows them any more."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.alumni.actions import directory, membership, reunions, work
from services.alumni.store import applications, former, members, recommending
from shared.contracts.alumni import ForgetAsked
from shared.db.transaction import Tx


def forget(tx: Tx, token: str) -> None:
    """The person wants to be out, with all that we know here."""
    member = membership.behind(tx, token, lock=True)
    membership.choose(tx, member, [], how="forget")
    membership.unlist(tx, member, how="forget")
    if member.person_id is not None:
        erase(tx, [member.person_id])
        tx.record(ForgetAsked(person_id=member.person_id))


def erase(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Nothing here knows these persons any more."""
    work.forget(tx, list(person_ids))
    reunions.forget(tx, list(person_ids))
    directory.forget(tx, person_ids)
    recommending.forget(tx.conn, person_ids)
    former.forget(tx.conn, person_ids, tx.now)
    members.detach(tx.conn, person_ids, tx.now)
    applications.forget(tx.conn, person_ids)
