"""The conversation about a leaving: offered with the form, had beside it or instead of it, one for each case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.exit_interviews.domain import cases as domain
from services.exit_interviews.domain.window import window_of
from services.exit_interviews.policy import AFTERCARE, DOORS, POLICY, TALK_MINUTES
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import talks as store
from services.exit_interviews.tables import TALK_TABLES
from shared.appointment import actions, ending
from shared.appointment.choosing import can_still, diary_of, who_of, wish_of
from shared.appointment.diaries import diaries
from shared.appointment.letting_go import open_days, unbook
from shared.appointment.model import BOOKED, CLOSED, HOUSE, OFFERED, Window
from shared.appointment.programme import Offer, TalkFacts, Talks
from shared.asking.model import Colleague
from shared.asking.programme import Along, Companion
from shared.contracts.exit import (
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
from shared.questionnaire.asking import Door

PLACE = "talk"


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
)


def opened(tx: Tx, begun: Sequence[tuple[TouchpointDue, Any, Colleague]]) -> Mapping[UUID, Along]:
    """Offer a conversation with the form of each case that has none yet; return what the letter says of it."""
    forms = {request.spell_id: (request, who) for fact, request, who in begun if fact.programme != AFTERCARE}
    cases = case_store.of_spells(tx.conn, forms) if forms else {}
    offers = [_offer(case, *forms[spell]) for spell, case in cases.items() if case.state == domain.OPEN]
    actions.offer(tx, TALKS, [one for one in offers if one is not None])
    talks = {
        talk.spell_id: talk for talk in store.of_spells(tx.conn, cases) if talk.state in (OFFERED, BOOKED)
    }
    if not talks:
        return {}
    day = tx.now.date()
    names = {key: one.name for key, one in diaries(tx, day, day).items()}
    return {
        request.id: Along(
            params={"talk_minutes": talks[spell].minutes},
            secrets={"interviewer": names.get(talks[spell].account_id, "")},
        )
        for spell, (request, _) in forms.items()
        if spell in talks
    }


def declined(tx: Tx, form_id: UUID) -> None:
    """Who would rather not, would rather not talk either; a conversation that is booked stands by itself."""
    talk = store.of_form(tx.conn, form_id)
    if talk is not None and talk.state == OFFERED:
        actions.decline(tx, TALKS, talk.id)


def door(tx: Tx, form_id: UUID) -> Door | None:
    """Return what leads to the conversation from the pages of the form."""
    talk = store.of_form(tx.conn, form_id)
    if talk is None or talk.state == CLOSED:
        return None
    text, button = DOORS[talk.state]
    return Door(text=text, button=button, place=PLACE)


COMPANION = Companion(opened=opened, declined=declined, door=door)


def let_go(tx: Tx, person_ids: Collection[UUID], *, gone: str) -> None:
    """End what is open with people who do not leave (any more), or are no more."""
    ending.stop_inactive(tx, TALKS, person_ids, gone=gone)


def forget_stayers(tx: Tx, case_ids: Collection[UUID]) -> None:
    """Somebody stays: of a conversation about leaving nothing is kept, so that a later leaving begins anew."""
    store.erase(tx.conn, case_ids)


def follow_last_day(tx: Tx, case_ids: Collection[UUID]) -> None:
    """The last day is another: so are the days of the conversation. What was booked and fits stays; else both hear."""
    for talk in store.open_of_cases(tx.conn, case_ids):
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
            unbook(tx, TALKS, now, by=HOUSE)


def _fits(tx: Tx, talk: Any, who: Colleague) -> bool:
    """Return whether what was booked can be as it is, also where it begins too soon to be picked now."""
    if talk.starts_at <= tx.now:
        return True
    wish = wish_of(tx, TALKS, talk, who)
    diary = diary_of(tx, talk, wish)
    inside = wish.first <= _day(talk.starts_at, who) <= wish.last
    return inside and can_still(diary, talk.starts_at) and (not talk.ways or talk.how in talk.ways)


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
