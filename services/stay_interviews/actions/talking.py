"""The conversation beside the form: offered with the same letter, to be had instead of it or as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.stay_interviews.policy import INSTEAD, TALK_MINUTES
from services.stay_interviews.tables import TABLES, TALK_TABLES
from shared.appointment import actions, beside, store
from shared.appointment.diaries import anybody
from shared.appointment.programme import Offer, TalkFacts, Talks
from shared.asking.model import Colleague
from shared.asking.programme import CONVERSATION, Along, Companion
from shared.asking.store import plan_reminders
from shared.calendar.months import add_days
from shared.contracts.journey import TouchpointDue
from shared.contracts.stay import (
    TalkBooked,
    TalkCancelled,
    TalkClosed,
    TalkDeclined,
    TalkHeld,
    TalkMoved,
    TalkOffered,
)
from shared.db.transaction import Tx
from shared.questionnaire.asking import Door


def _remind_no_more(tx: Tx, talk: Any) -> None:
    """Who has a conversation ahead has answered: the form stays open, and nobody is reminded of it."""
    plan_reminders(tx.conn, TABLES, {talk.subject_id: []})


TALKS = Talks(
    service="stay",
    code="stay",
    subject="interview",
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
    on_booked=_remind_no_more,
)


def opened(tx: Tx, begun: Sequence[tuple[TouchpointDue, Any, Colleague]]) -> Mapping[UUID, Along]:
    """Offer a conversation with each request; return what the letter says of it.

    Where nobody holds conversations there is the form alone, unless the moment asks one: that waits for somebody.
    """
    held = anybody(tx, TALKS.code)
    made = actions.offer(
        tx,
        TALKS,
        [
            Offer(
                subject_id=request.id,
                person_id=request.person_id,
                spell_id=request.spell_id,
                touchpoint_id=request.touchpoint_id,
                moment=request.moment,
                first_day=add_days(request.opened_at.astimezone(ZoneInfo(who.zone)).date(), 1),
                last_day=max(
                    request.closes_on, add_days(request.opened_at.astimezone(ZoneInfo(who.zone)).date(), 1)
                ),
                account_id=fact.interviewer,
            )
            for fact, request, who in begun
            if held or (fact.ask or "").startswith(CONVERSATION)
        ],
    )
    said = beside.along(tx, made)
    return {talk.subject_id: said[talk.id] for talk in made}


def declined(tx: Tx, interview_id: UUID) -> None:
    """Who would rather not, would rather not talk either; a conversation that is booked stands by itself."""
    beside.declined(tx, TALKS, store.about(tx.conn, TALK_TABLES, interview_id))


def door(tx: Tx, interview_id: UUID) -> Door | None:
    """Return what leads to the conversation from the pages of the form."""
    return beside.door(store.about(tx.conn, TALK_TABLES, interview_id), INSTEAD)


COMPANION = Companion(opened=opened, declined=declined, door=door)
