"""What ends conversations by itself: time is over, somebody leaves, dies or is forgotten, an interviewer is away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from shared.appointment import letters, store
from shared.appointment.booking import give_up
from shared.appointment.choosing import can_still, diary_of, who_of, wish_of
from shared.appointment.diaries import diaries
from shared.appointment.letting_go import anew, open_days, unbook_for_good
from shared.appointment.model import CLOSED, EXPIRED, HOUSE, OPEN
from shared.appointment.programme import Talks
from shared.asking.colleagues import colleagues
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.letterbox.put import put

# To whom nothing is written any more.
SILENT = frozenset({"died", "forgotten", "never_started"})


def stop_inactive(tx: Tx, talks: Talks, person_ids: Collection[UUID], *, gone: str) -> None:
    """Close what is open with people who left, died or are gone; ``gone`` says why they are."""
    found = store.open_of(tx.conn, talks.tables, person_ids)
    employed = colleagues(tx, person_ids) if found else {}
    for talk in found:
        who = employed.get((talk.person_id, talk.spell_id))
        why = gone if who is None else who.why_not(talks.held_in)
        if why:
            close(tx, talks, talk, why)


def stop_moments(tx: Tx, talks: Talks, reasons: Mapping[UUID, str]) -> None:
    """Close what belongs to moments (touchpoints) that were cancelled, each with its reason."""
    for talk in store.open_of_moments(tx.conn, talks.tables, reasons):
        close(tx, talks, talk, reasons[talk.touchpoint_id])


def close(tx: Tx, talks: Talks, talk: Any, reason: str) -> None:
    """Close a conversation for good: calendars hear it; the person too, unless nobody writes to them any more."""
    unbook_for_good(tx, talks, talk, to_person=reason not in {*SILENT, *talks.tells})
    now = store.change(
        tx, talks.tables, talk.id, state=CLOSED, reason=reason, ended_at=tx.now, remind_at=None
    )
    tx.record(talks.fact(talks.facts.closed, now))


def follow_employment(tx: Tx, talks: Talks, person_ids: Collection[UUID], *, because: str) -> None:
    """Two records were one person, or are two again: what is over follows its employment, what is open ends."""
    stop_inactive(tx, talks, person_ids, gone=because)
    store.rehome(tx.conn, talks.tables, person_ids)


def forget(tx: Tx, talks: Talks, person_ids: Collection[UUID]) -> None:
    """Stop everything with these people, and know nothing of it any more."""
    stop_inactive(tx, talks, person_ids, gone="forgotten")
    give_up(tx, store.erase(tx.conn, talks.tables, person_ids))


def expire_due(tx: Tx, talks: Talks) -> int:
    """Close what nobody picked a time for, or give it the days that are left; return how many."""
    found = store.overdue(tx.conn, talks.tables, clock.today(settings().zone))
    for talk in found:
        later = talks.again(tx, talk) if talks.again else None
        if later is None:
            close(tx, talks, talk, EXPIRED)
        else:
            open_days(tx, talks, talk, later)
    return len(found)


def lost(tx: Tx, talks: Talks) -> list[Any]:
    """Return the conversations to come whose interviewer cannot hold them (any more), or that have nobody yet."""
    found = store.doubtful(tx.conn, talks.tables, tx.now)
    if not found:
        return []
    days = [talk.starts_at.date() for talk in found if talk.starts_at] or [tx.now.date()]
    known = diaries(tx, min(days), max(days))
    # In a house where nobody holds any, who has nobody is not looked at again and again.
    some = any(one.active and talks.code in one.programmes for one in known.values())
    return [
        talk
        for talk in found
        if not can_still(known.get(talk.account_id), talk.starts_at) and (some or talk.account_id is not None)
    ]


def look_after(tx: Tx, talks: Talks) -> int:
    """Offer anew what an interviewer cannot hold any more: who left, stopped, or is away that day; return how many."""
    done = 0
    for one in lost(tx, talks):
        talk = store.one(tx.conn, talks.tables, one.id, lock=True)
        if talk is None or talk.state not in OPEN or talk.account_id != one.account_id:
            continue
        now = anew(tx, talks, talk)
        done += now.account_id != talk.account_id
        if talk.account_id is None and now.account_id is not None:
            _say_found(tx, talks, now)
    return done


def _say_found(tx: Tx, talks: Talks, talk: Any) -> None:
    """Who could pick no time because there was nobody, hears that there is somebody now."""
    who = who_of(tx, talk)
    diary = diary_of(tx, talk, wish_of(tx, talks, talk, who))
    letter = letters.to_person(tx, talks, talk, who, diary, what=letters.FOUND, by=HOUSE)
    if letter is not None:
        put(tx, letter)
