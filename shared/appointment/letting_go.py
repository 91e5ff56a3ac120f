"""Letting go of a time that was taken: both calendars hear of it, and who did not let go is offered other times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared.appointment import letters, store
from shared.appointment.booking import give_up
from shared.appointment.choosing import diary_of, settle_interviewer, who_of, wish_of
from shared.appointment.diary import Diary
from shared.appointment.model import BOOKED, HOUSE, INTERVIEWER, OFFERED, PERSON, Window
from shared.appointment.programme import Talks
from shared.asking.model import Colleague
from shared.db.transaction import Tx
from shared.letterbox.put import put


def unbook(tx: Tx, talks: Talks, talk: Any, *, by: str, other: bool = False) -> Any:
    """Give the time up and tell whose calendar has it; it can be picked anew.

    Where it was the interviewer, one letter takes it out of the person's calendar and offers other times; ``other`` is
    with somebody else.
    """
    who = who_of(tx, talk)
    gone, diary = _call_off(tx, talks, talk, who, by=by, to_both=by == PERSON)
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
    )
    if by == PERSON:
        return now
    now = look_again(tx, talks, store.change(tx, talks.tables, talk.id, offered_at=tx.now))
    if other:
        now = _somebody_else(tx, talks, now)
    found = diary_of(tx, now, wish_of(tx, talks, now, who))
    letter = letters.to_person(tx, talks, now, who, found, what=letters.AGAIN, by=by)
    if letter is not None:
        put(tx, letters.anew(letter, gone, diary, who))
    return now


def look_again(tx: Tx, talks: Talks, talk: Any) -> Any:
    """Give the days in which to look anew, enough of them to find a time; where the service knows no more, as it is."""
    if talks.again is None:
        long_enough = max(talk.last_day, (tx.now + timedelta(days=talks.again_days)).date())
        return store.change(tx, talks.tables, talk.id, last_day=long_enough)
    found = talks.again(tx, talk)
    return open_days(tx, talks, talk, found) if found else talk


def open_days(tx: Tx, talks: Talks, talk: Any, found: Window) -> Any:
    """Let a conversation be in these days."""
    return store.change(tx, talks.tables, talk.id, **{**vars(found), "ways": list(found.ways)})


def unbook_for_good(tx: Tx, talks: Talks, talk: Any, *, to_person: bool) -> None:
    """Give up the time of a conversation that will not be; the interviewer's calendar hears it, and the person's."""
    if talk.state == BOOKED and talk.starts_at > tx.now:
        _call_off(tx, talks, talk, who_of(tx, talk), by=HOUSE, to_both=to_person)
    else:
        give_up(tx, [talk.id])


def anew(tx: Tx, talks: Talks, talk: Any) -> Any:
    """The interviewer cannot any more: cancel what was booked, find somebody else, and offer other times."""
    if talk.state != BOOKED:
        return _somebody_else(tx, talks, talk)
    tx.record(talks.fact(talks.facts.cancelled, talk))
    return unbook(tx, talks, talk, by=INTERVIEWER, other=True)


def _call_off(
    tx: Tx, talks: Talks, talk: Any, who: Colleague, *, by: str, to_both: bool
) -> tuple[Any, Diary | None]:
    """Give the time up and write so; return the booking as calendars know it last, and whose it was."""
    diary = diary_of(tx, talk, wish_of(tx, talks, talk, who))
    gone = store.change(tx, talks.tables, talk.id, sequence=talk.sequence + 1)
    give_up(tx, [talk.id])
    letters.tell(tx, talks, gone, who, diary, what=letters.CANCELLED, by=by, to_both=to_both)
    return gone, diary


def _somebody_else(tx: Tx, talks: Talks, talk: Any) -> Any:
    if talk.account_id is not None:
        talk = store.change(tx, talks.tables, talk.id, account_id=None, chosen=False)
    return settle_interviewer(tx, talks, talk)
