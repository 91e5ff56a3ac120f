"""The conversation about a leaving: offered with the form, had beside it or instead of it, one for each case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.exit_interviews.domain import cases as domain
from services.exit_interviews.domain import holding
from services.exit_interviews.domain.window import window_of
from services.exit_interviews.policy import AFTERCARE, AS_WELL, POLICY, TALK_MINUTES
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import holders
from services.exit_interviews.store import talks as store
from services.exit_interviews.tables.forms import TALK_TABLES
from shared.appointment import actions, beside, ending
from shared.appointment import store as talk_store
from shared.appointment.choosing import can_still, diary_of, who_of, wish_of
from shared.appointment.diary import Diary
from shared.appointment.letters import called_off
from shared.appointment.letting_go import open_days, unbook
from shared.appointment.model import BOOKED, DAYS, OFFERED, Window
from shared.appointment.programme import Offer, TalkFacts, Talks
from shared.asking.model import STAYS, Colleague
from shared.asking.programme import Along, Companion
from shared.contracts.exit_talk import (
    TalkBooked,
    TalkCancelled,
    TalkClosed,
    TalkDeclined,
    TalkHeld,
    TalkMoved,
    TalkOffered,
)
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.letterbox.event import Event
from shared.questionnaire.asking import Door

# Why a conversation is offered no longer that is about another leaving now.
TO_TELL = "to_tell"
# What a letter says of a booking that will not be, and what takes it out of a calendar.
Off = tuple[Mapping[str, Any], Event | None]


def again(tx: Tx, talk: Any) -> Window | None:
    """Return the days that there still are for a conversation whose time fell through, or was never picked."""
    case = case_store.one(tx.conn, talk.subject_id)
    if case is None or case.state != domain.OPEN:
        return None
    who = who_of(tx, talk)
    return window_of(
        case.last_day,
        clock.today(who.zone),
        who.calendar,
        since=_day(talk.offered_at, who),
        squeezed=talk.last_day >= clock.today(who.zone),
    )


def ranks(tx: Tx, talk: Any, accounts: Collection[UUID]) -> Mapping[UUID, int]:
    """Return whose it is by the rules of HR, and how soon each is proposed."""
    case = case_store.one(tx.conn, talk.subject_id)
    rules, line = holders.rules(tx.conn), holders.line_of(tx.conn, talk.spell_id)
    found = {one: holding.rank(rules.get(one), kind=case.kind if case else "", line=line) for one in accounts}
    return {account: number for account, number in found.items() if number is not None}


TALKS = Talks(
    service="exit",
    code="exit",
    subject="case",
    tables=TALK_TABLES,
    facts=TalkFacts(
        offered=TalkOffered,
        booked=TalkBooked,
        moved=TalkMoved,
        cancelled=TalkCancelled,
        declined=TalkDeclined,
        held=TalkHeld,
        closed=TalkClosed,
    ),
    minutes=TALK_MINUTES,
    held_in=POLICY.asked_in,
    again=again,
    ranks=ranks,
    tells=frozenset({STAYS}),
)


def opened(tx: Tx, begun: Sequence[tuple[TouchpointDue, Any, Colleague]]) -> Mapping[UUID, Along]:
    """Offer a conversation with the form of each case that has none yet; return what the letter says of it."""
    forms = {request.spell_id: (request, who) for fact, request, who in begun if fact.programme != AFTERCARE}
    offer_beside(tx, forms)
    said = along(tx, forms)
    return {request.id: said[spell] for spell, (request, _) in forms.items() if spell in said}


def offer_beside(tx: Tx, forms: Mapping[UUID, tuple[Any, Colleague]]) -> None:
    """Offer a conversation beside these forms, by employment; who has one keeps it, whatever became of it."""
    cases = case_store.of_spells(tx.conn, forms) if forms else {}
    offers = [_offer(case, *forms[spell]) for spell, case in cases.items() if case.state == domain.OPEN]
    actions.offer(tx, TALKS, [one for one in offers if one is not None])


def along(tx: Tx, spell_ids: Collection[UUID]) -> Mapping[UUID, Along]:
    """Return what a letter about the form says of the conversation of which a time can be picked, by employment.

    Where nobody may hold it yet the letter says nothing; who has waited hears it once there is somebody.
    """
    talks = [
        talk for talk in store.of_spells(tx.conn, spell_ids) if talk.state == OFFERED and talk.account_id
    ]
    said = beside.along(tx, talks)
    return {talk.spell_id: said[talk.id] for talk in talks}


def declined(tx: Tx, form_id: UUID) -> None:
    """Who would rather not, would rather not talk either; a conversation that is booked stands by itself."""
    beside.declined(tx, TALKS, store.of_form(tx.conn, form_id))


def door(tx: Tx, form_id: UUID) -> Door | None:
    """Return what leads to the conversation from the pages of the form; nothing yet where nobody may hold it."""
    talk = store.of_form(tx.conn, form_id)
    if talk is not None and talk.state == OFFERED and talk.account_id is None:
        return None
    return beside.door(talk, AS_WELL)


COMPANION = Companion(opened=opened, declined=declined, door=door)


def let_go(tx: Tx, person_ids: Collection[UUID], *, gone: str) -> dict[UUID, Off]:
    """End what is open with people who do not leave (any more), or are no more.

    Return what was booked with who stays, by employment: the letter that says that they stay takes it out of calendars.
    """
    booked = [talk for talk in talk_store.open_of(tx.conn, TALK_TABLES, person_ids) if _ahead(tx, talk)]
    held = {talk.id: (who, _diary(tx, talk, who)) for talk in booked for who in (who_of(tx, talk),)}
    ending.stop_inactive(tx, TALKS, person_ids, gone=gone)
    off = {}
    for talk in booked:
        now = store.of_case(tx.conn, talk.subject_id)
        if now is not None and now.reason in TALKS.tells:
            who, diary = held[talk.id]
            off[talk.spell_id] = called_off(now, diary, who)
    return off


def follow_employment(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Two records were one person, or are two again: a conversation goes with its employment, and goes on."""
    talk_store.rehome(tx.conn, TALK_TABLES, person_ids)


def forget_stayers(tx: Tx, case_ids: Collection[UUID]) -> None:
    """Somebody stays: of a conversation about leaving nothing is kept, so that a later leaving begins anew."""
    store.erase(tx.conn, case_ids)


def let_wait(tx: Tx, person_ids: Collection[UUID]) -> None:
    """What turned into a dismissal waits for HR's word: of which no time was picked is gone, and offered anew after it.

    What was booked stands; whoever holds it sees of what it is, and HR says what becomes of it.
    """
    offered = [talk for talk in talk_store.open_of(tx.conn, TALK_TABLES, person_ids) if talk.state == OFFERED]
    cases = case_store.of_spells(tx.conn, [talk.spell_id for talk in offered]) if offered else {}
    found = [talk for talk in offered if domain.must_be_told(cases.get(talk.spell_id))]
    for talk in found:
        ending.close(tx, TALKS, talk, TO_TELL)
    store.erase(tx.conn, [talk.subject_id for talk in found])


def follow_last_day(tx: Tx, case_ids: Collection[UUID]) -> None:
    """The last day is another: so are the days of the conversation. What was booked and fits stays; else both hear."""
    for talk in store.to_come(tx.conn, case_ids):
        case = case_store.one(tx.conn, talk.subject_id)
        who = who_of(tx, talk)
        today = clock.today(who.zone)
        found = (
            window_of(case.last_day, today, who.calendar, since=_day(talk.offered_at, who)) if case else None
        )
        if found is None:
            continue
        now = open_days(tx, TALKS, talk, found)
        if now.state == BOOKED and not _fits(tx, now, who):
            tx.record(TALKS.fact(TalkCancelled, now))
            unbook(tx, TALKS, now, by=DAYS)


def _fits(tx: Tx, talk: Any, who: Colleague) -> bool:
    """Return whether what was booked can be as it is, also where it begins too soon to be picked now."""
    if talk.starts_at <= tx.now:
        return True
    wish, diary = wish_of(tx, TALKS, talk, who), _diary(tx, talk, who)
    inside = wish.first <= _day(talk.starts_at, who) <= wish.last
    return inside and can_still(diary, talk.starts_at) and (not talk.ways or talk.how in talk.ways)


def _ahead(tx: Tx, talk: Any) -> bool:
    return bool(talk.state == BOOKED and talk.starts_at > tx.now)


def _diary(tx: Tx, talk: Any, who: Colleague) -> Diary | None:
    return diary_of(tx, talk, wish_of(tx, TALKS, talk, who))


def _offer(case: Any, request: Any, who: Colleague) -> Offer | None:
    today = clock.today(who.zone)
    found = window_of(case.last_day, today, who.calendar, since=today)
    if found is None:
        return None
    return Offer(
        subject_id=case.id,
        person_id=case.person_id,
        spell_id=case.spell_id,
        moment=request.moment,
        **vars(found),
    )


def _day(instant: Any, who: Colleague) -> date:
    day: date = instant.astimezone(ZoneInfo(who.zone)).date()
    return day
