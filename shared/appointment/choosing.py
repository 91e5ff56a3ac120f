"""Who holds a conversation, and when it can be: by rule, as long as the person does not choose otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from shared.appointment import store
from shared.appointment.diaries import over, those_above
from shared.appointment.diary import Diary, Wish, least_busy, times
from shared.appointment.model import barred
from shared.appointment.programme import Talks
from shared.asking.colleagues import colleagues
from shared.asking.model import Colleague
from shared.calendar.working import EVERYWHERE
from shared.db.transaction import Tx
from shared.kernel.settings import settings


def who_of(tx: Tx, talk: Any) -> Colleague:
    """Return with whom it is; of who is known no more, what the house itself would be."""
    if talk.person_id is not None:
        found = colleagues(tx, [talk.person_id])
        mine = found.get((talk.person_id, talk.spell_id)) or next(iter(found.values()), None)
        if mine is not None:
            return mine
    return Colleague(
        person_id=talk.person_id,
        spell_id=talk.spell_id,
        hire_date=talk.offered_at.date(),
        state="left",
        deceased=False,
        zone=settings().zone,
        language=settings().language,
        calendar=EVERYWHERE,
    )


def wish_of(tx: Tx, talks: Talks, talk: Any, who: Colleague) -> Wish:
    """Return when it may be: the window of the programme, on the person's days and clock."""
    return Wish(
        first=talk.first_day,
        last=talk.last_day,
        last_until=talk.last_until,
        minutes=talk.minutes,
        zone=who.zone,
        calendar=who.calendar,
        opens=talks.opens,
        closes=talks.closes,
        not_before=tx.now + talks.lead,
    )


def may_hold(talks: Talks, diary: Diary, talk: Any, *, above: set[UUID]) -> bool:
    """Return whether somebody may hold it; ``above`` is empty where the person asks for them."""
    return (
        diary.active and talks.code in diary.programmes and not barred(talk.person_id, diary.person_id, above)
    )


def propose(tx: Tx, talks: Talks, talk: Any) -> UUID | None:
    """Return who is to hold it: who has it now, where they may and can; else who has most room. None is nobody."""
    wish = wish_of(tx, talks, talk, who_of(tx, talk))
    above = those_above(tx, talk.person_id) if talk.person_id else set()
    able = {
        one.account_id: one
        for one in over(tx, wish).values()
        if may_hold(talks, one, talk, above=above) and one.account_id not in talk.refused
    }
    ranks = talks.ranks(tx, talk, able) if talks.ranks else dict.fromkeys(able, 0)
    mine = able.get(talk.account_id) if talk.account_id in ranks or talk.chosen else None
    if mine is not None and times(mine, wish):
        return mine.account_id
    for rank in sorted(set(ranks.values())):
        found = least_busy([able[key] for key, one in ranks.items() if one == rank], wish)
        if found is not None:
            return found.account_id
    return mine.account_id if mine else None


def settle_interviewer(tx: Tx, talks: Talks, talk: Any) -> Any:
    """Keep who was named where they may and can; else find somebody. Return the conversation as it is now."""
    account_id = propose(tx, talks, talk)
    if account_id == talk.account_id:
        return talk
    return store.change(tx, talks.tables, talk.id, account_id=account_id)


def diary_of(tx: Tx, talk: Any, wish: Wish) -> Diary | None:
    """Return the diary of who is to hold it, over the days of a wish; its own booking takes none of their time."""
    if talk.account_id is None:
        return None
    return over(tx, wish, only=[talk.account_id], but=talk.id).get(talk.account_id)


def ways_of(talk: Any, diary: Diary) -> list[str]:
    """Return how it may be held: as was offered, as far as the interviewer can; by phone one always can."""
    found = [way for way in diary.ways if not talk.ways or way in talk.ways]
    return found or (["phone"] if "phone" in talk.ways else list(diary.ways))


def can_still(diary: Diary | None, starts: datetime | None) -> bool:
    """Return whether an interviewer is still there: at all, or on the day of what was booked."""
    if diary is None or not diary.active:
        return False
    return starts is None or diary.is_there(diary.day_of(starts))


def others(tx: Tx, talks: Talks, talk: Any) -> tuple[list[Diary], list[Diary]]:
    """Return whom else the person may ask for: by rule, and those above in the line, if the person wants so."""
    wish = wish_of(tx, talks, talk, who_of(tx, talk))
    above = those_above(tx, talk.person_id) if talk.person_id else set()
    all_of = [
        one
        for one in over(tx, wish).values()
        if one.account_id != talk.account_id and may_hold(talks, one, talk, above=set())
    ]
    ours = [one for one in all_of if may_hold(talks, one, talk, above=above)]
    return ours, [one for one in all_of if one not in ours]
