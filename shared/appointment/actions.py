"""What becomes of a conversation, one function an intention; each runs inside the caller's transaction.

A conversation is locked before the interviewer's time is taken; letters, facts and calendars follow in the same commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shared.appointment import letters, store
from shared.appointment.booking import take
from shared.appointment.choosing import diary_of, may_hold, settle_interviewer, ways_of, who_of, wish_of
from shared.appointment.diaries import over
from shared.appointment.diary import fits
from shared.appointment.errors import TalkOver, TalkUnknown, TimeTaken
from shared.appointment.letting_go import unbook
from shared.appointment.model import BOOKED, DECLINED, HELD, OFFERED, PERSON, reminder_of
from shared.appointment.programme import Offer, Talks
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked

NO_SUCH_WAY = marked("Kies hoe jullie elkaar spreken.")


def offer(tx: Tx, talks: Talks, offers: Sequence[Offer]) -> list[Any]:
    """Offer conversations; who has one about the same subject keeps it. Return those that are new.

    Nothing is sent: the letter that invites tells of it. Without an interviewer who may hold it we look for one; where
    there is none it waits, and the page says so.
    """
    rows = [
        {
            **asdict(one),
            "ways": list(one.ways),
            "minutes": one.minutes or talks.minutes,
            "id": new_id(),
            "state": OFFERED,
            "offered_at": tx.now,
        }
        for one in offers
    ]
    made = store.add(tx.conn, talks.tables, rows)
    tx.record(*(talks.fact(talks.facts.offered, talk) for talk in made))
    return [settle_interviewer(tx, talks, talk) for talk in made]


def pick(tx: Tx, talks: Talks, talk_id: UUID, starts: datetime, *, how: str, by: str = PERSON) -> Any:
    """Book a conversation at a time, or move it there; raise TimeTaken to who is second.

    The same time again changes nothing: a second click finds what the first made.
    """
    talk = locked(tx, talks, talk_id)
    if talk.state == BOOKED and talk.starts_at == starts and talk.how == how:
        return talk
    _still_to_come(tx, talk)
    who = who_of(tx, talk)
    wish = wish_of(tx, talks, talk, who)
    diary = diary_of(tx, talk, wish)
    if diary is None or not fits(diary, wish, starts):
        raise TimeTaken
    if how not in ways_of(talk, diary):
        raise Invalid({"how": [NO_SUCH_WAY]})
    ends = starts + timedelta(minutes=talk.minutes)
    take(tx, talk.id, diary.account_id, starts, ends)
    moved = talk.state == BOOKED
    now = store.change(
        tx,
        talks.tables,
        talk.id,
        state=BOOKED,
        starts_at=starts,
        ends_at=ends,
        how=how,
        ended_at=None,
        event_id=talk.event_id if moved else new_id(),
        sequence=talk.sequence + 1 if moved else 0,
        remind_at=reminder_of(starts, tx.now, who),
        reminded_at=None,
    )
    what = letters.MOVED if moved else letters.BOOKED
    letters.tell(tx, talks, now, who, diary, what=what, by=by)
    if talks.on_booked and not moved:
        talks.on_booked(tx, now)
    tx.record(talks.fact(talks.facts.moved if moved else talks.facts.booked, now))
    return now


def cancel(tx: Tx, talks: Talks, talk_id: UUID, *, by: str) -> Any:
    """Cancel what was booked, up to the moment at which it begins; another time can be picked for as long as there is.

    Who did not cancel it hears so; where it was the interviewer, the person is offered other times.
    """
    talk = locked(tx, talks, talk_id)
    if talk.state != BOOKED:
        return talk
    _still_to_come(tx, talk)
    now = unbook(tx, talks, talk, by=by)
    tx.record(talks.fact(talks.facts.cancelled, talk))
    return now


def decline(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """The person would rather not talk; what was booked is cancelled. It can be taken back for as long as it lasts."""
    talk = locked(tx, talks, talk_id)
    if talk.state not in (OFFERED, BOOKED):
        return talk
    if talk.state == BOOKED:
        _still_to_come(tx, talk)
        talk = unbook(tx, talks, talk, by=PERSON)
    now = store.change(tx, talks.tables, talk.id, state=DECLINED, ended_at=tx.now)
    tx.record(talks.fact(talks.facts.declined, now))
    return now


def ask_other(tx: Tx, talks: Talks, talk_id: UUID, account_id: UUID | None) -> Any:
    """Talk with somebody else: with whom the person names, whoever it is, or with whom we find; no reason is asked."""
    talk = locked(tx, talks, talk_id)
    if talk.state not in (OFFERED, BOOKED, DECLINED):
        return talk
    who = who_of(tx, talk)
    if account_id is not None:
        known = over(tx, wish_of(tx, talks, talk, who)).get(account_id)
        if known is None or not may_hold(talks, known, talk, above=set()):
            raise TalkUnknown
    if talk.account_id == account_id and account_id is not None:
        return talk
    if talk.state == BOOKED:
        _still_to_come(tx, talk)
        booked = talk
        talk = unbook(tx, talks, talk, by=PERSON)
        tx.record(talks.fact(talks.facts.cancelled, booked))
    refused = sorted({*talk.refused, talk.account_id} - {None, account_id})
    talk = store.change(
        tx,
        talks.tables,
        talk.id,
        state=OFFERED,
        ended_at=None,
        refused=refused,
        account_id=account_id,
        chosen=account_id is not None,
    )
    return talk if account_id is not None else settle_interviewer(tx, talks, talk)


def release_themes(tx: Tx, talks: Talks, talk_id: UUID, themes: Sequence[str]) -> Any:
    """Let the interviewer know what the person would like to talk about: what is ticked now, and nothing else."""
    talk = locked(tx, talks, talk_id)
    if talk.state not in (OFFERED, BOOKED):
        return talk
    return store.change(tx, talks.tables, talk.id, themes=list(themes))


def held(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """The conversation has been."""
    talk = locked(tx, talks, talk_id)
    if talk.state == BOOKED and talk.starts_at <= tx.now:
        talk = store.change(tx, talks.tables, talk.id, state=HELD, ended_at=tx.now, remind_at=None)
        tx.record(talks.fact(talks.facts.held, talk))
    return talk


def locked(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """Return a conversation, locked."""
    talk = store.one(tx.conn, talks.tables, talk_id, lock=True)
    if talk is None:
        raise TalkUnknown
    return talk


def _still_to_come(tx: Tx, talk: Any) -> None:
    if talk.state not in (OFFERED, BOOKED, DECLINED) or (talk.starts_at and talk.starts_at <= tx.now):
        raise TalkOver
