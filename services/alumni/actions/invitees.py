"""For whom a reunion is, and who of them is reminded before the last day to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.alumni.actions import letters, reunions
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import REUNIONS
from services.alumni.domain.news import Segment
from services.alumni.domain.reunions import DRAFT, Reunion, taken
from services.alumni.errors.reunions import ReunionMoved
from services.alumni.policy import ANSWER_REMINDER, INVITATION_RESTS
from services.alumni.store import invitees, members, segments
from services.alumni.store import reunions as rows
from shared.calendar.window import start_of_day
from shared.db.transaction import Tx
from shared.kernel.settings import settings


@dataclass(frozen=True)
class Reach:
    """How many a segment reaches, and some of them by name."""

    number: int
    some: list[str]


def settle(tx: Tx, reunion_id: UUID, segment: dict[str, Any]) -> None:
    """Say for whom it is; once the invitation left, that stands."""
    reunion = reunions.load(tx, reunion_id, lock=True)
    if reunion.state != DRAFT:
        raise ReunionMoved
    rows.change(tx.conn, reunion_id, segment=segment)


def reach(tx: Tx, segment: Segment) -> Reach:
    """Look at whom it would reach today."""
    number = sum(segments.count(tx.conn, segment, today(), REUNIONS).values())
    some = segments.sample(tx.conn, segment, today(), subject=REUNIONS)
    names = members.names(tx.conn, some)
    return Reach(number, [names[one] for one in some if one in names])


def nudge(tx: Tx) -> int:
    """Remind whoever was invited and said nothing, once, before the last day to answer; return how many reunions."""
    done = 0
    for row in invitees.to_nudge(tx.conn, before=today() + ANSWER_REMINDER):
        reunion = reunions.load(tx, row.id)
        rows.change(tx.conn, reunion.id, nudged_at=tx.now)
        if _worth_it(tx, reunion):
            closes = min(letters.end_of(reunion.answer_by), reunion.starts_at)
            invitees.nudge(tx.conn, reunion, now=tx.now, today=today(), closes=closes)
            tx.after_commit(letters.ring_mail)
            done += 1
    return done


def next_due(tx: Tx) -> datetime | None:
    """Return when such a reminder leaves next."""
    last = invitees.next_nudge(tx.conn)
    return start_of_day(last - ANSWER_REMINDER, settings().zone) if last else None


def _worth_it(tx: Tx, reunion: Reunion) -> bool:
    """Say whether a reminder is kind: there is a chair, it can be answered, and the invitation is not of yesterday."""
    if reunion.invited_at is None or not reunion.answerable(tx.now, today()):
        return False
    if tx.now - reunion.invited_at < INVITATION_RESTS:
        return False
    return reunion.capacity is None or taken(rows.attending(tx.conn, reunion.id)) < reunion.capacity
