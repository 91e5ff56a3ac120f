"""What becomes of a conversation, one function an intention; each runs inside the caller's transaction.

A conversation is locked before the interviewer's time is taken; letters, facts and calendars follow in the same commit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from shared.appointment import letters, store
from shared.appointment.booking import give_up, take
from shared.appointment.choosing import may_hold, propose, who_of, wish_of
from shared.appointment.diaries import over
from shared.appointment.diary import Diary, fits
from shared.appointment.errors import TalkOver, TalkUnknown, TimeTaken
from shared.appointment.model import BOOKED, DECLINED, HELD, OFFERED, reminder_of
from shared.appointment.programme import Offer, Talks
from shared.asking.model import Colleague
from shared.contracts.base import Fact
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked
from shared.letterbox.put import put

PERSON, INTERVIEWER, HOUSE = "person", "interviewer", "house"
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
    for talk in made:
        _settle_interviewer(tx, talks, talk)
    tx.record(*(talks.fact(talks.facts.offered, talk) for talk in made))
    return made


def pick(
    tx: Tx, talks: Talks, talk_id: UUID, starts: datetime, *, how: str, by: str = PERSON, told: bool = True
) -> Any:
    """Book a conversation at a time, or move it there; raise TimeTaken to who is second.

    The same time again changes nothing: a second click finds what the first made.
    """
    talk = _locked(tx, talks, talk_id)
    if talk.state == BOOKED and talk.starts_at == starts and talk.how == how:
        return talk
    _still_to_come(tx, talk)
    who = who_of(tx, talk)
    wish = wish_of(tx, talks, talk, who)
    diary = over(tx, wish, only=[talk.account_id] if talk.account_id else [], but=talk.id).get(
        talk.account_id
    )
    if diary is None or not fits(diary, wish, starts):
        raise TimeTaken
    if how not in _ways(talk, diary):
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
    if told:
        _tell(tx, talks, now, who, diary, what=what, by=by)
    if talks.on_booked and not moved:
        talks.on_booked(tx, now)
    tx.record(talks.fact(talks.facts.moved if moved else talks.facts.booked, now))
    return now


def cancel(tx: Tx, talks: Talks, talk_id: UUID, *, by: str) -> Any:
    """Cancel what was booked, up to the moment at which it begins; another time can be picked for as long as there is.

    Who did not cancel it hears so; where it was the interviewer, the person is offered other times.
    """
    talk = _locked(tx, talks, talk_id)
    if talk.state != BOOKED:
        return talk
    _still_to_come(tx, talk)
    now = _unbook(tx, talks, talk, by=by, again=by == INTERVIEWER)
    tx.record(talks.fact(talks.facts.cancelled, talk))
    return now


def decline(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """The person would rather not talk; what was booked is cancelled. It can be taken back for as long as it lasts."""
    talk = _locked(tx, talks, talk_id)
    if talk.state not in (OFFERED, BOOKED):
        return talk
    if talk.state == BOOKED:
        _still_to_come(tx, talk)
        talk = _unbook(tx, talks, talk, by=PERSON)
    now = store.change(tx, talks.tables, talk.id, state=DECLINED, ended_at=tx.now)
    tx.record(talks.fact(talks.facts.declined, now))
    return now


def ask_other(tx: Tx, talks: Talks, talk_id: UUID, account_id: UUID | None) -> Any:
    """Talk with somebody else: with whom the person names, whoever it is, or with whom we find; no reason is asked."""
    talk = _locked(tx, talks, talk_id)
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
        talk = _unbook(tx, talks, talk, by=PERSON)
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
    return talk if account_id is not None else _settle_interviewer(tx, talks, talk)


def release_themes(tx: Tx, talks: Talks, talk_id: UUID, themes: Sequence[str]) -> Any:
    """Let the interviewer know what the person would like to talk about: what is ticked now, and nothing else."""
    talk = _locked(tx, talks, talk_id)
    if talk.state not in (OFFERED, BOOKED):
        return talk
    return store.change(tx, talks.tables, talk.id, themes=list(themes))


def held(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """The conversation has been."""
    talk = _locked(tx, talks, talk_id)
    if talk.state == BOOKED and talk.starts_at <= tx.now:
        talk = store.change(tx, talks.tables, talk.id, state=HELD, ended_at=tx.now, remind_at=None)
        tx.record(talks.fact(talks.facts.held, talk))
    return talk


def rewindow(
    tx: Tx, talks: Talks, subject_id: UUID, *, first_day: date, last_day: date, last_until: time | None = None
) -> Any | None:
    """The days moved in which it may be: what is booked outside them is cancelled, and other times are offered."""
    talk = store.about(tx.conn, talks.tables, subject_id, lock=True)
    if talk is None or talk.state not in (OFFERED, BOOKED, DECLINED):
        return talk
    window = {"first_day": first_day, "last_day": max(first_day, last_day), "last_until": last_until}
    now = store.change(tx, talks.tables, talk.id, **window)
    if now.state != BOOKED or now.starts_at <= tx.now:
        return now
    if wish_of(tx, talks, now, who_of(tx, now)).still(now.starts_at):
        return now
    tx.record(talks.fact(talks.facts.cancelled, now))
    now = _unbook(tx, talks, now, by=HOUSE, again=True)
    return store.change(tx, talks.tables, talk.id, **window)


def locked(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    """Return a conversation, locked."""
    return _locked(tx, talks, talk_id)


def anew(tx: Tx, talks: Talks, talk: Any) -> Any:
    """The interviewer cannot any more: cancel what was booked, find somebody else, and offer other times."""
    booked = talk.state == BOOKED
    if booked:
        tx.record(talks.fact(talks.facts.cancelled, talk))
    now = _unbook(tx, talks, talk, by=INTERVIEWER, again=True, other=True) if booked else talk
    if not booked:
        now = store.change(tx, talks.tables, talk.id, account_id=None, chosen=False)
        now = _settle_interviewer(tx, talks, now)
    return now


def _unbook(tx: Tx, talks: Talks, talk: Any, *, by: str, again: bool = False, other: bool = False) -> Any:
    """Give the time up and tell whose calendar has it; ``again`` offers other times, ``other`` with somebody else."""
    who = who_of(tx, talk)
    diary = _diary_of(tx, talks, talk, who)
    gone = store.change(tx, talks.tables, talk.id, sequence=talk.sequence + 1)
    give_up(tx, [talk.id])
    if diary is not None:
        _put(tx, letters.to_interviewer(tx, talks, gone, diary, what=letters.CANCELLED, by=by))
    if not again:
        _put(tx, letters.to_person(tx, talks, gone, who, diary, what=letters.CANCELLED, by=by))
    now = store.change(
        tx,
        talks.tables,
        talk.id,
        state=OFFERED,
        starts_at=None,
        ends_at=None,
        how=None,
        event_id=None,
        sequence=0,
        remind_at=None,
        **({"last_day": _long_enough(tx, talks, talk), "offered_at": tx.now} if again else {}),
    )
    if other:
        now = store.change(tx, talks.tables, talk.id, account_id=None, chosen=False)
        now = _settle_interviewer(tx, talks, now)
    if again:
        found = _diary_of(tx, talks, now, who) if now.account_id else None
        letter = letters.to_person(tx, talks, now, who, found, what=letters.AGAIN, by=by)
        _put(tx, letters.anew(letter, gone, diary, who))
    return now


def unbook_for_good(tx: Tx, talks: Talks, talk: Any, *, to_person: bool) -> None:
    """Give up the time of a conversation that will not be; the interviewer's calendar hears it, and the person's."""
    give_up(tx, [talk.id])
    if talk.state != BOOKED or talk.starts_at <= tx.now:
        return
    who = who_of(tx, talk)
    diary = _diary_of(tx, talks, talk, who)
    gone = store.change(tx, talks.tables, talk.id, sequence=talk.sequence + 1)
    if diary is not None:
        _put(tx, letters.to_interviewer(tx, talks, gone, diary, what=letters.CANCELLED, by="house"))
    if to_person:
        _put(tx, letters.to_person(tx, talks, gone, who, diary, what=letters.CANCELLED, by="house"))


def _tell(
    tx: Tx, talks: Talks, talk: Any, who: Colleague, diary: Diary | None, *, what: str, by: str
) -> None:
    _put(tx, letters.to_person(tx, talks, talk, who, diary, what=what, by=by))
    if diary is not None:
        _put(tx, letters.to_interviewer(tx, talks, talk, diary, what=what, by=by))


def _put(tx: Tx, *found: Any) -> None:
    put(tx, *(letter for letter in found if letter is not None))


def _settle_interviewer(tx: Tx, talks: Talks, talk: Any) -> Any:
    """Keep who was named where they may and can; else find somebody."""
    account_id = propose(tx, talks, talk)
    if account_id == talk.account_id:
        return talk
    return store.change(tx, talks.tables, talk.id, account_id=account_id)


def _diary_of(tx: Tx, talks: Talks, talk: Any, who: Colleague) -> Diary | None:
    if talk.account_id is None:
        return None
    return over(tx, wish_of(tx, talks, talk, who), only=[talk.account_id]).get(talk.account_id)


def _ways(talk: Any, diary: Diary) -> Collection[str]:
    return [way for way in diary.ways if not talk.ways or way in talk.ways] or list(diary.ways)


def _long_enough(tx: Tx, talks: Talks, talk: Any) -> Any:
    return max(talk.last_day, (tx.now + timedelta(days=talks.again_days)).date())


def _locked(tx: Tx, talks: Talks, talk_id: UUID) -> Any:
    talk = store.one(tx.conn, talks.tables, talk_id, lock=True)
    if talk is None:
        raise TalkUnknown
    return talk


def _still_to_come(tx: Tx, talk: Any) -> None:
    if talk.state not in (OFFERED, BOOKED, DECLINED) or (talk.starts_at and talk.starts_at <= tx.now):
        raise TalkOver


def closed_fact(talks: Talks, talk: Any) -> Fact:
    """Return the fact that a conversation will not be."""
    return talks.fact(talks.facts.closed, talk)
