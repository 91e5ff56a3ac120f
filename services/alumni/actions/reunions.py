"""A reunion: invited, answered, filled exactly, moved, called off.

All that touches places goes through the lock on the reunion's row: places are given one after the other, in the order
in which people came to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.alumni.actions import letters, membership
from services.alumni.actions.newsletters import today
from services.alumni.domain.members import Member
from services.alumni.domain.reunions import (
    CANCELLED,
    DRAFT,
    IN,
    MAYBE,
    NO,
    OFFERED,
    OPEN,
    WAITING,
    YES,
    Attendance,
    Reunion,
    next_ones,
    place_for,
    taken,
)
from services.alumni.errors.reunions import ReunionMoved, ReunionOver, ReunionUnknown, TooManyGuests
from services.alumni.policy import ANSWERS_KEPT, OFFER_LIVES, REUNION_REMINDER
from services.alumni.store import invitees, members, reunions
from shared.contracts.alumni import ReunionAnnounced, ReunionAnswered, ReunionCancelled
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.letterbox.put import put

_MOVES = ("starts_at", "ends_at", "place")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a member says."""

    answer: str
    guests: int = 0
    diet: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def plan(tx: Tx, values: Mapping[str, Any], *, by: UUID | None) -> UUID:
    """Write a reunion; nobody hears of it yet."""
    reunion_id = new_id()
    reunions.add(tx.conn, {**values, "id": reunion_id, "created_at": tx.now, "created_by": by})
    return reunion_id


def load(tx: Tx, reunion_id: UUID, *, lock: bool = False) -> Reunion:
    """Return a reunion."""
    found = reunions.find(tx.conn, reunion_id, lock=lock)
    if found is None:
        raise ReunionUnknown
    return found


def announce(tx: Tx, reunion_id: UUID) -> int:
    """Invite everybody for whom it is and who wants to come to reunions; return how many."""
    reunion = load(tx, reunion_id, lock=True)
    if reunion.state != DRAFT or reunion.starts_at <= tx.now:
        raise ReunionMoved
    number = invitees.invite(tx.conn, reunion, now=tx.now, today=today())
    reunions.change(tx.conn, reunion_id, state=OPEN, invited_at=tx.now, invited=number)
    tx.record(ReunionAnnounced(reunion_id=reunion_id, letters=number))
    tx.after_commit(letters.ring_mail)
    return number


def reply(tx: Tx, token: str, reunion_id: UUID, said: Reply) -> str:
    """Take somebody's answer; return which place that is. The same again changes nothing."""
    member, reunion = membership.behind(tx, token), load(tx, reunion_id, lock=True)
    known = reunions.of_member(tx.conn, reunion_id, member.id)
    if not reunion.answerable(tx.now, today(), again=known is not None):
        raise ReunionOver
    guests = min(said.guests, reunion.guests_max) if said.answer == YES else 0
    others = [one for one in reunions.attending(tx.conn, reunion_id) if one.member_id != member.id]
    state = _place(reunion, known, others, said.answer, 1 + guests)
    # Who does not come leaves nothing behind that the kitchen or HR would need.
    told = {"diet": said.diet, "answers": dict(said.answers)} if state != NO else {"diet": "", "answers": {}}
    values = {**told, "state": state, "guests": guests, "asked_again": False, "offered_until": None,
              "changed_at": tx.now}  # fmt: skip
    if known is None:
        turn = reunions.next_turn(tx.conn, reunion_id)
        fresh = {"id": new_id(), "reunion_id": reunion_id, "member_id": member.id, "turn": turn, "at": tx.now}
        reunions.write(tx.conn, fresh | values)
    else:
        if state == WAITING and known.state != WAITING:
            values["turn"] = reunions.next_turn(tx.conn, reunion_id)
        reunions.change_attendance(tx.conn, known.id, **values)
    _tell(tx, reunion, member, known, state)
    _move_up(tx, reunion)
    return state


def change(tx: Tx, reunion_id: UUID, values: Mapping[str, Any]) -> None:
    """Change a reunion. Another day, hour or place is told to all who come or may, and they are asked again."""
    reunion = load(tx, reunion_id, lock=True)
    if reunion.state == CANCELLED:
        raise ReunionMoved
    everybody = reunions.attending(tx.conn, reunion_id)
    capacity = values.get("capacity")
    if capacity is not None and capacity < taken(everybody):
        raise TooManyGuests
    gone = {one["id"] for one in reunion.questions} - {one["id"] for one in values["questions"]}
    reunions.without_answers(tx.conn, reunion_id, sorted(gone))
    moved = reunion.state == OPEN and any(values[name] != getattr(reunion, name) for name in _MOVES)
    reunions.change(tx.conn, reunion_id, **values, **({"sequence": reunion.sequence + 1} if moved else {}))
    after = load(tx, reunion_id)
    if moved:
        coming = [one for one in everybody if one.state != NO]
        reunions.change_attendance(tx.conn, *(one.id for one in coming), asked_again=True)
        _write(tx, after, coming, "changed")
    _move_up(tx, after)


def translate(tx: Tx, reunion: Reunion, language: str, texts: Mapping[str, Any]) -> None:
    """Keep it in another language; nothing is none."""
    others = {code: words for code, words in reunion.texts.items() if code != language}
    reunions.change(tx.conn, reunion.id, texts=others | ({language: dict(texts)} if texts else {}))


def call_off(tx: Tx, reunion_id: UUID) -> None:
    """It will not be: whoever comes, may come or waits hears so, and it goes from their calendar."""
    reunion = load(tx, reunion_id, lock=True)
    if reunion.state == CANCELLED:
        raise ReunionMoved
    reunions.change(tx.conn, reunion_id, state=CANCELLED)
    coming = [one for one in reunions.attending(tx.conn, reunion_id) if one.state != NO]
    _write(tx, reunion, coming, "cancelled")
    tx.record(ReunionCancelled(reunion_id=reunion_id))


def end_offers(tx: Tx) -> int:
    """A place that was not taken in time goes to the next; return at how many reunions."""
    found = reunions.overdue_offers(tx.conn, tx.now)
    for reunion_id in found:
        reunion = load(tx, reunion_id, lock=True)
        lapsed = [
            one
            for one in reunions.attending(tx.conn, reunion_id)
            if one.state == OFFERED and one.offered_until is not None and one.offered_until <= tx.now
        ]
        gone = {"state": NO, "offered_until": None, "changed_at": tx.now}
        reunions.change_attendance(tx.conn, *(one.id for one in lapsed), **gone)
        _write(tx, reunion, lapsed, "lapsed")
        _move_up(tx, reunion)
    return len(found)


def remind(tx: Tx) -> int:
    """Remind whoever comes, once; return how many reunions that were."""
    soon = reunions.to_remind(tx.conn, tx.now, REUNION_REMINDER)
    for reunion in soon:
        reunions.change(tx.conn, reunion.id, reminded_at=tx.now)
        coming = [one for one in reunions.attending(tx.conn, reunion.id) if one.state == IN]
        _write(tx, reunion, coming, "reminder")
    return len(soon)


def next_due(tx: Tx) -> datetime | None:
    """Return when an offer ends or a reminder leaves next."""
    return reunions.next_due(tx.conn, tx.now, REUNION_REMINDER)


def tidy(tx: Tx) -> int:
    """Take away what people eat and answered, once it is long over; return of how many."""
    return reunions.tidy(tx.conn, ended_before=tx.now - ANSWERS_KEPT)


def forget(tx: Tx, person_ids: list[UUID]) -> None:
    """Whoever is forgotten gives their chair to the next."""
    for reunion_id in reunions.forget(tx.conn, person_ids, tx.now):
        _move_up(tx, load(tx, reunion_id, lock=True))


def _place(
    reunion: Reunion, known: Attendance | None, others: list[Attendance], answer: str, size: int
) -> str:
    if answer != YES:
        return answer
    if known is not None and known.state in {IN, OFFERED}:
        # A chair that one has is kept; more chairs only where they are free.
        fits = reunion.capacity is None or taken(others) + size <= reunion.capacity
        if fits or size <= known.size:
            return IN
        raise TooManyGuests
    if known is not None and known.state == WAITING:
        return WAITING
    return place_for(size, reunion, others)


def _tell(tx: Tx, reunion: Reunion, member: Member, known: Attendance | None, state: str) -> None:
    now = reunions.of_member(tx.conn, reunion.id, member.id)
    if now is None or (known is not None and known.state == state):
        return
    tx.record(ReunionAnswered(person_id=member.person_id, reunion_id=reunion.id, place=state))
    had_it = known is not None and known.state == IN
    if state in {IN, WAITING} or had_it:
        _write(tx, reunion, [now], {IN: "in", WAITING: "waiting", MAYBE: "out", NO: "out"}[state])


def _move_up(tx: Tx, reunion: Reunion) -> None:
    """Offer what is free to who is next; close to the day for as long as there is."""
    if reunion.state != OPEN or reunion.starts_at <= tx.now:
        return
    until = min(tx.now + OFFER_LIVES, reunion.starts_at)
    found = next_ones(reunion, reunions.attending(tx.conn, reunion.id))
    offered = {"state": OFFERED, "offered_until": until, "changed_at": tx.now}
    reunions.change_attendance(tx.conn, *(one.id for one in found), **offered)
    _write(tx, reunion, found, "offered", until=until)


def _write(
    tx: Tx, reunion: Reunion, to: Sequence[Attendance], what: str, *, until: datetime | None = None
) -> None:
    """Write to these, as far as there is still somebody to write to."""
    known = members.several(tx.conn, [one.member_id for one in to])
    told = [(one, known[one.member_id]) for one in to if known[one.member_id].reachable]
    reunions.count_letter(tx.conn, [one.id for one, _ in told])
    put(tx, *(
        letters.attending(member, reunion, one, what, sequence=one.sequence + 1, until=until)
        for one, member in told
    ))  # fmt: skip
