"""The directory of members: in by one's own hand, out by the same in one step, seen by former colleagues only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.alumni.actions import membership
from services.alumni.domain.directory import DIRECTORY, Profile
from services.alumni.domain.members import Member
from services.alumni.errors.directory import Barred, DirectoryClosed, ProfileUnknown
from services.alumni.policy import WORDS_VERSION
from services.alumni.store import contacts, members, profiles, proposals, reunions
from shared.db.transaction import Tx
from shared.kernel.ids import random_id


def look(tx: Tx, token: str, *, lock: bool = False) -> Member:
    """Return who looks into the directory: a former colleague, not somebody who works here."""
    member = membership.behind(tx, token, lock=lock)
    if member.state != "awake":
        raise DirectoryClosed
    return member


def seen(tx: Tx, me: Member, profile_id: UUID) -> Profile:
    """Return a profile that this member may see."""
    found = profiles.seen(tx.conn, me.id, profile_id)
    if found is None:
        raise ProfileUnknown
    return found


def show(tx: Tx, token: str, values: Mapping[str, str]) -> None:
    """Somebody wants to be found, or tells something else now."""
    member = look(tx, token, lock=True)
    if profiles.barred(tx.conn, member.id):
        raise Barred
    said = members.last_words(tx.conn, member.id).get(DIRECTORY)
    known = profiles.of_member(tx.conn, member.id)
    if said is None or not said.given:
        membership.note(tx, member, [(DIRECTORY, True)], how="preferences", evidence={"words": WORDS_VERSION})
    profile_id = known.id if known else random_id()
    profiles.write(tx.conn, {**values, "id": profile_id, "member_id": member.id, "changed_at": tx.now})


def hide(tx: Tx, token: str) -> None:
    """Somebody does not want to be found any more: what they told is gone at once. Again changes nothing."""
    membership.unlist(tx, membership.behind(tx, token, lock=True), how="preferences")


def known_of(tx: Tx, member: Member) -> dict[str, Any]:
    """Return what is kept of somebody around reunions and the directory, for themselves."""
    profile = profiles.of_member(tx.conn, member.id)
    return {
        "profile": {name: getattr(profile, name) for name in ("name", "city", "field", "about")}
        if profile
        else None,
        "messages": [
            {"at": row.at.isoformat(), "words": row.words} for row in contacts.of_member(tx.conn, member.id)
        ],
        "blocked": [row.name or "" for row in contacts.blocked(tx.conn, member.id)],
        "proposals": [
            {"at": row.at.isoformat(), "state": row.state, **{name: getattr(row, name) for name in _TOLD}}
            for row in proposals.of_member(tx.conn, member.id)
        ],
        "reunions": [dict(row) for row in reunions.answered_by(tx.conn, member.id)],
    }


def stopped(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Whoever died or is gone is not found any more."""
    profiles.remove_stopped(tx.conn, person_ids)


def forget(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Nothing of these persons stays in the directory, nor what they wrote, got or proposed."""
    contacts.forget(tx.conn, person_ids)
    proposals.forget(tx.conn, person_ids)


_TOLD = ("title", "idea", "place", "period")
