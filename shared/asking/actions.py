"""What a service that asks does, one function an intention; each runs inside the caller's transaction.

Locks are taken in one order, invitation before request: who sends answers at this moment holds them so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.asking import belonging, letters, store
from shared.asking.colleagues import colleagues
from shared.asking.model import (
    ANSWERED,
    CLOSED,
    DECLINED,
    EXPIRED,
    Colleague,
    Request,
    closing_instant,
    reminder_instant,
    reminders_on,
    tenure_band,
)
from shared.asking.programme import Along, Programme
from shared.asking.wish import actions as wishes
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.disclosure.store import forget_sample
from shared.invitation.model import Ask, Invitation
from shared.invitation.store import expire, forget_person, invite, revoke
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.letterbox.put import put
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Level, Questionnaire
from shared.questionnaire.privacy import Group
from shared.questionnaire.store import erase as erase_answers


def open_requests(tx: Tx, programme: Programme, due: Sequence[TouchpointDue]) -> None:
    """Begin a request for each moment that is due: the request, its invitation and the letter in one commit.

    Somebody who left or died since gets none; a moment that has a request already keeps it.
    """
    ours = [fact for fact in due if fact.programme in programme.codes]
    known = programme.catalogue().now() if ours else Catalogue(())
    mine = [(fact, programme.questionnaire(fact, known)) for fact in ours]
    employed = colleagues(tx, {fact.person_id for fact, _ in mine if fact.person_id})
    begun: dict[UUID, tuple[Request, Colleague, Questionnaire]] = {}
    hours = {fact.touchpoint_id: letters.hours_of(fact) for fact, _ in mine}
    for fact, questionnaire in mine:
        who = employed.get((fact.person_id, fact.spell_id)) if fact.person_id else None
        if who is not None and programme.why_not(who) is None:
            request = _begin(tx, programme, fact, who)
            begun[request.id] = (request, who, programme.fitting(questionnaire, who, known))
    fresh = store.add(tx.conn, programme.tables, [request for request, _, _ in begun.values()])
    new = {key: begun[key] for key in fresh}
    links = invite(tx, programme.tables.asked.invited, [_ask(*one) for one in new.values()])
    facts = {fact.touchpoint_id: fact for fact, _ in mine}
    along = _along(tx, programme, [(facts[one[0].touchpoint_id], one[0], one[1]) for one in new.values()])
    asking = [
        (
            letters.invitation(programme, *new[link.subject_id], link, along.get(link.subject_id)),
            link.subject_id,
        )
        for link in links
    ]
    put(tx, *(replace(letter, hours=hours[new[key][0].touchpoint_id]) for letter, key in asking))
    tx.record(*(programme.fact(programme.facts.opened, request) for request, _, _ in new.values()))


def submitted(tx: Tx, programme: Programme, invitation: Invitation) -> None:
    """The answers are in: the request is answered. An anonymous one says so when its time is over, with the others."""
    if invitation.level == Level.ANONYMOUS:
        return
    ended = store.end(tx.conn, programme.tables, [invitation.subject_id], state=ANSWERED, now=tx.now)
    tx.record(*(programme.fact(programme.facts.answered, row) for row in ended))


def declined(tx: Tx, programme: Programme, invitation: Invitation) -> None:
    """The person would rather not."""
    ended = store.end(tx.conn, programme.tables, [invitation.subject_id], state=DECLINED, now=tx.now)
    if programme.companion:
        programme.companion.declined(tx, invitation.subject_id)
    tx.record(*(programme.fact(programme.facts.declined, row) for row in ended))


def group_of(tx: Tx, invitation: Invitation) -> Group:
    """Return where the person belongs now, as coarse as results need it."""
    person = invitation.person_id
    employed = colleagues(tx, [person] if person else [])
    who = max(employed.values(), key=lambda one: one.hire_date, default=None)
    if who is None:
        return Group()
    return Group(
        department_id=who.department_id,
        department=who.department,
        department_path=who.department_path,
        function=who.function,
        tenure_band=tenure_band(who.hire_date, clock.today(who.zone)),
        country=who.country,
        sample=who.sample,
    )


def close_due(tx: Tx, programme: Programme) -> int:
    """Close what nobody answered in time; return how many."""
    expire(tx, programme.tables.asked.invited)
    answered = store.end_answered(tx.conn, programme.tables, tx.now)
    tx.record(*(programme.fact(programme.facts.answered, row) for row in answered))
    return len(answered) + _note_closed(
        tx, programme, store.end_overdue(tx.conn, programme.tables, tx.now, reason=EXPIRED)
    )


def stop_inactive(tx: Tx, programme: Programme, person_ids: Collection[UUID], *, gone: str) -> None:
    """Revoke and close what is open for people who left, died or are gone; ``gone`` says why they are."""
    asked = store.open_of(tx.conn, programme.tables, person_ids)
    employed = colleagues(tx, person_ids) if asked else {}
    found = {row.id: employed.get((row.person_id, row.spell_id)) for row in asked}
    reasons = {key: gone if who is None else programme.why_not(who) for key, who in found.items()}
    _close_each(tx, programme, {key: why for key, why in reasons.items() if why})


def stop(tx: Tx, programme: Programme, reasons: Mapping[UUID, str]) -> None:
    """Revoke and close the requests of touchpoints that were cancelled, each with its reason."""
    found = store.open_about(tx.conn, programme.tables, reasons)
    _close_each(tx, programme, {key: reasons[touchpoint_id] for touchpoint_id, key in found.items()})


def follow_employment(tx: Tx, programme: Programme, person_ids: Collection[UUID], *, because: str) -> None:
    """Two records were one person, or are two again: what is over follows its employment, what is open ends."""
    stop_inactive(tx, programme, person_ids, gone=because)
    belonging.rehome(tx.conn, programme.tables, person_ids)


def forget(tx: Tx, programme: Programme, person_ids: Collection[UUID]) -> None:
    """Stop everything for these people, erase their answers, and know them no more."""
    tables = programme.tables
    stop_inactive(tx, programme, person_ids, gone="forgotten")
    subjects = belonging.subjects_of(tx.conn, tables, person_ids)
    wishes.erase(tx, programme, subjects)
    if subjects:
        erase_answers(tx, tables.asked, subjects)
    forget_person(tx, tables.asked.invited, person_ids)
    belonging.erase(tx.conn, tables, person_ids)
    if not belonging.sample_here(tx.conn):
        forget_sample(tx, tables.released)


def note_delivery(tx: Tx, programme: Programme, words: Mapping[UUID, str]) -> None:
    """Note what became of the letters to these people."""
    if words:
        store.note_delivery(tx.conn, programme.tables, words)


def note_invited(
    tx: Tx, programme: Programme, person_ids: Collection[UUID], sent: Mapping[UUID, datetime]
) -> None:
    """Note when the invitations among these letters (id, moment) to these people left."""
    waiting = store.uninvited(tx.conn, programme.tables, person_ids) if sent else []
    ids = {key: letters.invitation_id(programme, key) for key in waiting}
    store.invited(tx.conn, programme.tables, {key: sent[one] for key, one in ids.items() if one in sent})


def _along(
    tx: Tx, programme: Programme, begun: Sequence[tuple[TouchpointDue, Any, Colleague]]
) -> Mapping[UUID, Along]:
    """Let what goes along with the questions begin too; return what letters say of it."""
    return programme.companion.opened(tx, begun) if programme.companion and begun else {}


def _begin(tx: Tx, programme: Programme, fact: TouchpointDue, who: Colleague) -> Request:
    closes_at = closing_instant(fact.closes_on, who.zone)
    policy = programme.policy
    if fact.remind_on is None:
        after = policy.remind_after_working_days
        only = reminder_instant(tx.now, closes_at, who, after=after, window=policy.window)
        reminders = [only] if only else []
    else:
        reminders = reminders_on(fact.remind_on, tx.now, closes_at, who, window=policy.window)
    return Request(
        id=new_id(),
        touchpoint_id=fact.touchpoint_id,
        person_id=who.person_id,
        spell_id=who.spell_id,
        moment=fact.rule,
        opened_at=tx.now,
        remind_at=next(iter(reminders), None),
        remind_later=reminders[1:],
        closes_on=fact.closes_on,
        closes_at=closes_at,
    )


def _ask(request: Request, who: Colleague, questionnaire: Questionnaire) -> Ask:
    return Ask(
        subject_id=request.id,
        person_id=request.person_id,
        questionnaire=questionnaire.key,
        version=questionnaire.version,
        level=questionnaire.level.value,
        language=who.language,
        expires_at=request.closes_at,
    )


def _close_each(tx: Tx, programme: Programme, reasons: Mapping[UUID, str]) -> None:
    revoke(tx, programme.tables.asked.invited, reasons)
    for reason in sorted(set(reasons.values())):
        ids = [key for key, why in reasons.items() if why == reason]
        ended = store.end(tx.conn, programme.tables, ids, state=CLOSED, now=tx.now, reason=reason)
        _note_closed(tx, programme, ended)


def _note_closed(tx: Tx, programme: Programme, ended: Sequence[Any]) -> int:
    tx.record(*(programme.fact(programme.facts.closed, row) for row in ended))
    return len(ended)
