"""What a member chooses, and what happens to a membership when something happens to the person.

Consent is written to the ledger and nowhere else, and only by the person's own hand; a membership sleeps, wakes, moves
along with a record or ends, and none of that touches what somebody agreed to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.alumni.actions import letters
from services.alumni.domain.directory import DIRECTORY
from services.alumni.domain.members import Member, Preferences, moved
from services.alumni.errors.membership import LinkDead
from services.alumni.policy import WORDS_VERSION
from services.alumni.store import applications, members, profiles
from shared.contracts.alumni import ConsentGiven, ConsentWithdrawn, MemberJoined
from shared.db.transaction import Tx
from shared.invitation.standing import read_standing
from shared.letterbox.put import put


def behind(tx: Tx, token: str, *, lock: bool = False) -> Member:
    """Return the member to whom a standing link belongs."""
    link = read_standing("alumni", token)
    member = members.find(tx.conn, link.subject, lock=lock) if link else None
    if link is None or member is None or member.person_id is None or member.link_no != link.number:
        raise LinkDead
    return member


def load(tx: Tx, member_id: UUID) -> Member | None:
    """Return a member by id."""
    return members.find(tx.conn, member_id)


def join(
    tx: Tx,
    person_id: UUID,
    subjects: Sequence[str],
    *,
    how: str,
    language: str | None,
    evidence: Mapping[str, Any],
) -> Member:
    """Somebody is in, with what they chose; who was in already has it changed as they chose now."""
    known = members.of_person(tx.conn, person_id)
    member = members.ensure(tx.conn, person_id, tx.now)
    members.settle(tx.conn, [person_id], tx.now)
    wanted = {*member.subjects, *subjects}
    choose(tx, member, sorted(wanted), how=how, evidence=evidence)
    if known is None:
        if language:
            members.change(tx.conn, member.id, {"language": language})
        tx.record(MemberJoined(person_id=person_id, member_id=member.id))
    after = members.find(tx.conn, member.id)
    if after is not None and after.state != "stopped":
        put(tx, letters.welcome(after, evidence.get("application") or evidence.get("case")))
    return member


def carry_over(
    tx: Tx, person_id: UUID, subjects: Sequence[str], *, language: str | None, evidence: Mapping[str, Any]
) -> Member:
    """Somebody agreed before they were here, and HR has the proof; the ledger refuses it where it knows better."""
    member = members.ensure(tx.conn, person_id, tx.now)
    if language:
        members.change(tx.conn, member.id, {"language": language})
    choose(tx, member, subjects, how="file", evidence=evidence, hand="proof")
    tx.record(MemberJoined(person_id=person_id, member_id=member.id))
    return members.find(tx.conn, member.id) or member


def choose(
    tx: Tx,
    member: Member,
    subjects: Sequence[str],
    *,
    how: str,
    evidence: Mapping[str, Any] | None = None,
    hand: str = "person",
) -> None:
    """Write down what changed, and tell it."""
    noted = {"words": WORDS_VERSION, **(evidence or {})}
    note(tx, member, moved(member.subjects, subjects), how=how, hand=hand, evidence=noted)


def note(
    tx: Tx,
    member: Member,
    changes: Sequence[tuple[str, bool]],
    *,
    how: str,
    hand: str = "person",
    evidence: Mapping[str, Any] | None = None,
) -> None:
    """Write in the ledger which subjects are given or taken back, and tell each."""
    rows = [
        {"member_id": member.id, "subject": subject, "given": given, "how": how, "hand": hand,
         "evidence": dict(evidence or {}), "at": tx.now}
        for subject, given in changes
    ]  # fmt: skip
    members.write_down(tx.conn, rows)
    for subject, given in changes:
        fact = ConsentGiven if given else ConsentWithdrawn
        tx.record(fact(person_id=member.person_id, subject=subject, how=how))


def prefer(tx: Tx, token: str, wanted: Preferences) -> Member:
    """Change everything that somebody chose on their own page."""
    member = behind(tx, token, lock=True)
    choose(tx, member, wanted.subjects, how="preferences")
    values = {
        "language": wanted.language,
        "frequency": wanted.frequency,
        "paused_until": wanted.paused_until,
        "wishes": dict(wanted.wishes),
        "changed_at": tx.now,
    }
    members.change(tx.conn, member.id, values)
    return member


def leave(tx: Tx, token: str, *, how: str, subject: str | None = None) -> Member:
    """Stop one subject, the directory, or all of it. Again changes nothing."""
    member = behind(tx, token, lock=True)
    kept = [name for name in member.subjects if subject is not None and name != subject]
    if kept != list(member.subjects):
        choose(tx, member, kept, how=how)
        if how == "one_click":
            # A machine may have pressed it; who did not mean it hears of it, once a day at most.
            put(tx, letters.left(member, tx.now.date()))
    if subject in {None, DIRECTORY}:
        unlist(tx, member, how=how)
    return member


def unlist(tx: Tx, member: Member, *, how: str) -> None:
    """Somebody is not in the directory any more, by their own hand. Again changes nothing."""
    profiles.remove(tx.conn, member.id)
    # Where HR had taken the profile away already, it is still said.
    said = members.last_words(tx.conn, member.id).get(DIRECTORY)
    if said is not None and said.given:
        note(tx, member, [(DIRECTORY, False)], how=how)


def settle(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Look at how these persons stand with the organisation now."""
    members.settle(tx.conn, person_ids, tx.now)


def merge(tx: Tx, going: UUID, staying: UUID) -> None:
    """Two records are one person: one membership goes on, and of two answers the stricter counts."""
    applications.follow(tx.conn, going, staying)
    theirs = members.of_person(tx.conn, going, lock=True)
    if theirs is None:
        return
    kept = members.of_person(tx.conn, staying, lock=True)
    if kept is None:
        members.change(tx.conn, theirs.id, {"person_id": staying, "merged_from": going})
    else:
        members.change(tx.conn, theirs.id, {"person_id": None, "state": "stopped", "merged_from": going})
        _stricter(tx, kept, theirs)
    members.settle(tx.conn, [staying], tx.now)


def unmerge(tx: Tx, going: UUID) -> None:
    """They are two after all: each has the membership that was theirs."""
    theirs = members.merged_of(tx.conn, going)
    if theirs is not None:
        members.change(tx.conn, theirs.id, {"person_id": going, "merged_from": None})
        members.settle(tx.conn, [going], tx.now)


def _stricter(tx: Tx, kept: Member, gone: Member) -> None:
    withdrawn = {name for name, row in members.last_words(tx.conn, gone.id).items() if not row.given}
    note(tx, kept, [(name, False) for name in kept.subjects if name in withdrawn], how="merge")
    if DIRECTORY in withdrawn:
        unlist(tx, kept, how="merge")
