"""A member proposes a reunion; HR makes a draft of it, or kindly says no with a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.alumni.actions import letters, membership, reunions
from services.alumni.errors.reunions import ProposalDecided, ProposalUnknown, TooManyProposals
from services.alumni.policy import MOST_PROPOSALS, PROPOSALS_KEPT
from services.alumni.store import members, proposals
from shared.contracts.alumni import ProposalDecidedOn, ReunionProposed
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.letterbox.put import put

APPROVED, DECLINED = "approved", "declined"


def propose(tx: Tx, token: str, values: Mapping[str, str]) -> UUID:
    """Take in what a member proposes. The same words again, while they wait, are the same proposal."""
    member = membership.behind(tx, token, lock=True)
    for row in proposals.of_member(tx.conn, member.id):
        known: UUID = row.id
        if row.state == "open" and all(getattr(row, name) == value for name, value in values.items()):
            return known
    if proposals.waiting(tx.conn, member.id) >= MOST_PROPOSALS:
        raise TooManyProposals
    proposal_id = new_id()
    proposals.add(tx.conn, {**values, "id": proposal_id, "member_id": member.id, "at": tx.now})
    tx.record(ReunionProposed(person_id=member.person_id, proposal_id=proposal_id))
    return proposal_id


def load(tx: Tx, proposal_id: UUID, *, lock: bool = False) -> Any:
    """Return a proposal."""
    found = proposals.find(tx.conn, proposal_id, lock=lock)
    if found is None:
        raise ProposalUnknown
    return found


def approve(tx: Tx, proposal_id: UUID, values: Mapping[str, Any], *, by: UUID) -> UUID:
    """Make a reunion of it, as HR filled it in; who proposed it hears so."""
    row = _open(tx, proposal_id)
    reunion_id = reunions.plan(tx, values, by=by)
    _decide(tx, row, APPROVED, by=by, reunion_id=reunion_id, word="")
    return reunion_id


def decline(tx: Tx, proposal_id: UUID, word: str, *, by: UUID) -> None:
    """Say no, with a word of why: it goes into the letter, and is kept nowhere."""
    _decide(tx, _open(tx, proposal_id), DECLINED, by=by, reunion_id=None, word=word)


def tidy(tx: Tx) -> int:
    """Take proposals away that were answered long ago; return how many."""
    return proposals.tidy(tx.conn, decided_before=tx.now - PROPOSALS_KEPT)


def _open(tx: Tx, proposal_id: UUID) -> Any:
    row = load(tx, proposal_id, lock=True)
    if row.state != "open":
        raise ProposalDecided
    return row


def _decide(tx: Tx, row: Any, state: str, *, by: UUID, reunion_id: UUID | None, word: str) -> None:
    proposals.change(tx.conn, row.id, state=state, decided_at=tx.now, decided_by=by, reunion_id=reunion_id)
    tx.record(ProposalDecidedOn(person_id=row.person_id, proposal_id=row.id, outcome=state))
    member = members.find(tx.conn, row.member_id)
    if member is not None and member.reachable:
        told = {"title": row.title, "outcome": state}
        put(
            tx,
            letters.to_member(
                member, template="alumni/proposal", about=row.id, told=told, secrets={"word": word}
            ),
        )
