"""Contact through the house: a message goes by mail, addresses are never shown; limits, block, report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.alumni.actions import directory, letters
from services.alumni.domain.members import Member
from services.alumni.errors.directory import (
    NotListed,
    ProfileUnknown,
    ReportDecided,
    ReportUnknown,
    TooManyMessages,
)
from services.alumni.policy import (
    MESSAGES_A_DAY,
    MESSAGES_KEPT,
    MESSAGES_TO_ONE,
    REPORTS_KEPT,
    TO_ONE_WITHIN,
)
from services.alumni.store import contacts, members, profiles
from shared.db.transaction import Tx
from shared.kernel.ids import new_id, random_id
from shared.letterbox.put import put

BARRED, LEFT = "barred", "left"


def write(tx: Tx, token: str, profile_id: UUID, words: str) -> None:
    """Write to another member. The same words again are the same message."""
    me = directory.look(tx, token, lock=True)
    mine, theirs = profiles.of_member(tx.conn, me.id), directory.seen(tx, me, profile_id)
    if mine is None:
        raise NotListed
    other = members.find(tx.conn, theirs.member_id)
    if other is None or other.id == me.id:
        raise ProfileUnknown
    lately = contacts.messages(tx.conn, me.id, other.id, tx.now - TO_ONE_WITHIN)
    if lately and lately[-1].words == words:
        return
    _enough(tx, me, other, lately)
    message_id = random_id()
    contacts.add_message(
        tx.conn, {"id": message_id, "from_id": me.id, "to_id": other.id, "words": words, "at": tx.now}
    )
    put(tx, letters.to_member(
        other, template="alumni/message", about=message_id,
        told={"profile": str(mine.id), "message": str(message_id)},
        secrets={"sender_name": mine.name, "words": words},
        # Who wants nothing for a while reads it afterwards.
        not_before=letters.end_of(other.paused_until) if other.paused_until else None,
    ))  # fmt: skip


def guard(tx: Tx, token: str, about_id: UUID, *, words: str, block: bool) -> None:
    """Somebody wants to be left alone by another, tells HR of them, or both."""
    me = directory.look(tx, token, lock=True)
    if about_id == me.id:
        raise ProfileUnknown
    if words and contacts.open_report(tx.conn, me.id, about_id) is None:
        wrote = contacts.messages(tx.conn, about_id, me.id, tx.now - MESSAGES_KEPT)
        told = [{"at": row.at.isoformat(), "words": row.words} for row in wrote]
        contacts.add_report(
            tx.conn,
            {"id": new_id(), "reporter_id": me.id, "about_id": about_id, "words": words, "messages": told,
             "at": tx.now},
        )  # fmt: skip
    if block:
        contacts.block(tx.conn, me.id, about_id, tx.now)


def got(tx: Tx, me: Member, message_id: UUID) -> Any:
    """Return a message that somebody got."""
    row = contacts.message_to(tx.conn, message_id, me.id)
    if row is None:
        raise ProfileUnknown
    return row


def load_report(tx: Tx, report_id: UUID, *, lock: bool = False) -> Any:
    """Return what a member reported."""
    found = contacts.report(tx.conn, report_id, lock=lock)
    if found is None:
        raise ReportUnknown
    return found


def decide(tx: Tx, report_id: UUID, state: str, *, by: UUID) -> None:
    """HR looked: take them out of the directory, or leave it. Who reported hears that it was looked at."""
    row = load_report(tx, report_id, lock=True)
    if row.state != "open":
        raise ReportDecided
    contacts.change_report(tx.conn, report_id, state=state, decided_at=tx.now, decided_by=by)
    known = members.several(tx.conn, [row.reporter_id, row.about_id])
    if state == BARRED:
        profiles.bar(tx.conn, row.about_id, at=tx.now, by=by)
        _tell(tx, known.get(row.about_id), "out", report_id)
    _tell(tx, known.get(row.reporter_id), "heard", report_id)


def lift(tx: Tx, report_id: UUID) -> None:
    """Let somebody into the directory again, if they want. Again changes nothing."""
    row = load_report(tx, report_id)
    if profiles.barred(tx.conn, row.about_id):
        profiles.lift(tx.conn, row.about_id)
        _tell(tx, members.find(tx.conn, row.about_id), "in", f"{report_id}/{tx.now.isoformat()}")


def tidy(tx: Tx) -> int:
    """Take away messages and reports whose time is over; return how many."""
    return contacts.tidy(
        tx.conn, messages_before=tx.now - MESSAGES_KEPT, reports_before=tx.now - REPORTS_KEPT
    )


def _enough(tx: Tx, me: Member, other: Member, lately: list[Any]) -> None:
    if contacts.sent_since(tx.conn, me.id, tx.now - timedelta(days=1)) >= MESSAGES_A_DAY:
        raise TooManyMessages
    answered = contacts.messages(tx.conn, other.id, me.id, tx.now - TO_ONE_WITHIN)
    since = [row for row in lately if not answered or row.at > answered[-1].at]
    if len(since) >= MESSAGES_TO_ONE:
        raise TooManyMessages


def _tell(tx: Tx, member: Member | None, what: str, about: object) -> None:
    if member is not None and member.reachable:
        put(
            tx,
            letters.to_member(
                member, template="alumni/directory", about=f"{what}/{about}", told={"what": what}
            ),
        )
