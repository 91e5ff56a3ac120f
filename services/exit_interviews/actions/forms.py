"""Ask once, whatever the moments of the plan; wait where somebody must be told first; stop where somebody stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from services.exit_interviews.actions import quoting, talking
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.domain import cases as domain
from services.exit_interviews.policy import AFTERCARE, FORM, LATER_FORM
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import forms as store
from services.exit_interviews.tables.forms import TABLES
from shared.asking import actions as asking
from shared.asking import letters
from shared.asking import store as asking_store
from shared.asking.colleagues import colleagues
from shared.asking.model import Colleague, closing_instant
from shared.asking.programme import Along
from shared.contracts.base import read_fact
from shared.contracts.exit import FormReconsidered, FormReminded, MomentPassed
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.invitation.model import Invitation
from shared.invitation.store import lengthen, new_links
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.letterbox.event import Event
from shared.letterbox.put import Letter, put
from shared.questionnaire.store import erase

STOPPED, TOGETHER, TOO_LATE, NOT_WANTED = "stopped", "together", "too_late", "not_wanted"
WANTED = "wanted"
# The last moment at which a form is asked for; its letter says that nothing comes after it.
LAST_MOMENT = "afterwards"


def ask(tx: Tx, due: Sequence[TouchpointDue]) -> None:
    """Moments have come. Who was dismissed and not told yet hears nothing: their moments wait for HR's word."""
    mine = [fact for fact in due if fact.programme in FORMS.codes]
    cases = case_store.of_spells(tx.conn, {fact.spell_id for fact in mine}) if mine else {}
    early = [fact for fact in mine if domain.must_be_told(cases.get(fact.spell_id))]
    store.hold(tx.conn, [_held(tx, fact, cases[fact.spell_id]) for fact in early])
    _ask_once(tx, [fact for fact in mine if fact not in early], cases)


def ask_those_who_waited(tx: Tx, person_ids: Collection[UUID]) -> None:
    """HR has given the word, or it was no dismissal after all: what waited goes on, as far as it is not too late."""
    facts = [_read(row) for row in store.released(tx.conn, person_ids)]
    today = clock.today(settings().zone)
    _pass(tx, {fact: TOO_LATE for fact in facts if fact.closes_on <= today})
    due = [fact for fact in facts if fact.closes_on > today]
    _ask_once(tx, due, case_store.of_spells(tx.conn, {fact.spell_id for fact in due}))


def close_overdue(tx: Tx) -> int:
    """Let go of moments that waited until it was too late; return how many."""
    facts = [_read(row) for row in store.take_overdue(tx.conn, clock.today(settings().zone))]
    _pass(tx, dict.fromkeys(facts, TOO_LATE))
    return len(facts)


def take_back(tx: Tx, invitation: Invitation) -> None:
    """Somebody who would rather not takes part after all."""
    row = store.open_again(tx.conn, invitation.subject_id)
    if row is not None:
        tx.record(FORMS.fact(FormReconsidered, row))


def say_that_it_is_over(tx: Tx, closed: Mapping[UUID, Any], off: Mapping[UUID, talking.Off]) -> None:
    """Somebody stays: what they had said about leaving is erased, and who was asked hears that it is over.

    ``closed`` are the cases that closed because of it, ``off`` what was booked of their conversations, by employment.
    Who had said no and booked nothing hears nothing.
    """
    forms = store.of_spells(tx.conn, closed) if closed else []
    if forms:
        erase(tx, TABLES.asked, [row.id for row in forms])
        quoting.drop(tx, [row.id for row in forms])
    heard = {
        row.spell_id: row
        for row in forms
        if row.spell_id in off or (row.state != "declined" and row.invited_at is not None)
    }
    put(tx, *(_stays(row, *off.get(row.spell_id, ({}, None))) for row in heard.values()))


def _stays(row: Any, params: Mapping[str, Any], event: Event | None) -> Letter:
    """Each time they are asked and stay: the latest form makes it a letter of its own."""
    return Letter(
        key=f"exit:form:{row.id}:stays",
        template="exit/stays",
        person_id=row.person_id,
        params=params,
        event=event,
    )


def _ask_once(tx: Tx, facts: Sequence[TouchpointDue], cases: Mapping[UUID, Any]) -> None:
    forms = store.of_spells(tx.conn, {fact.spell_id for fact in facts}) if facts else []
    fresh: dict[tuple[UUID, str], TouchpointDue] = {}
    passed: dict[TouchpointDue, str] = {}
    joined: dict[TouchpointDue, Any] = {}
    for fact in facts:
        strand = _strand(AFTERCARE if fact.programme == AFTERCARE else fact.ask or "")
        earlier = [
            row for row in forms if row.spell_id == fact.spell_id and _strand(row.questionnaire) == strand
        ]
        known = next((row for row in earlier if row.state == "open"), None)
        why = _why_not(earlier, cases.get(fact.spell_id), strand)
        if why:
            passed[fact] = why
        elif known is not None:
            joined[fact] = known
        elif fresh.setdefault((fact.spell_id, strand), fact) is not fact:
            passed[fact] = TOGETHER
    asking.open_requests(tx, FORMS, list(fresh.values()))
    _remind(tx, joined)
    _pass(tx, passed)


def _strand(questionnaire: str) -> str:
    """What goes together: one form while somebody leaves, aftercare, and the one of half a year on."""
    return questionnaire if questionnaire in {AFTERCARE, LATER_FORM} else FORM


def _why_not(earlier: Sequence[Any], case: Any, strand: str) -> str | None:
    """Why nothing is asked (again). Aftercare is asked each time, until one word; later only of who said yes."""
    if strand == LATER_FORM and (case is None or case.later != WANTED):
        return NOT_WANTED
    states = {row.state for row in earlier}
    if "declined" in states:
        return "declined"
    if strand == AFTERCARE:
        return STOPPED if case is not None and case.aftercare == STOPPED else None
    return "answered" if "answered" in states else None


def _remind(tx: Tx, joined: Mapping[TouchpointDue, Any]) -> None:
    """A form is open: it stays so until the later day, and a letter says that it is there."""
    if not joined:
        return
    people = {row.person_id for row in joined.values()}
    employed = colleagues(tx, people)
    rows = {row.id: (fact, row) for fact, row in joined.items()}
    closings = {}
    for key, (fact, row) in rows.items():
        who = employed.get((row.person_id, row.spell_id))
        zone = who.zone if who else settings().zone
        on = max(row.closes_on, fact.closes_on)
        closings[key] = (on, closing_instant(on, zone))
    lengthen(tx, TABLES.asked.invited, {key: at for key, (_, at) in closings.items()})
    store.lengthen(tx.conn, closings)
    links = new_links(tx, TABLES.asked.invited, list(rows))
    talking.offer_beside(tx, _looking_back(joined, employed))
    talks = talking.along(tx, {row.spell_id for row in joined.values()})
    put(
        tx,
        *(_reminder(*rows[one.subject_id], closings[one.subject_id], employed, one, talks) for one in links),
    )
    asking_store.reminded(tx.conn, TABLES, [link.subject_id for link in links], tx.now)
    tx.record(*(FORMS.fact(FormReminded, rows[link.subject_id][1]) for link in links))
    _pass(tx, dict.fromkeys(joined, TOGETHER))


def _looking_back(
    joined: Mapping[TouchpointDue, Any], employed: Mapping[Any, Colleague]
) -> dict[UUID, tuple[Any, Colleague]]:
    """Return the forms, by employment, beside which a conversation belongs that waited or has not been yet."""
    return {
        row.spell_id: (row, employed[row.person_id, row.spell_id])
        for fact, row in joined.items()
        if fact.programme != AFTERCARE and (row.person_id, row.spell_id) in employed
    }


def _reminder(
    fact: TouchpointDue,
    row: Any,
    closing: Any,
    employed: Mapping[Any, Any],
    link: Any,
    talks: Mapping[UUID, Along],
) -> Letter:
    closes_on, closes_at = closing
    seen = SimpleNamespace(
        **{
            **row._mapping,  # noqa: SLF001  SQLAlchemy's public name for it
            "moment": fact.rule,
            "closes_on": closes_on,
            "closes_at": closes_at,
            "remind_later": [] if fact.rule == LAST_MOMENT else [closes_at],
            "reminders": row.reminders or (1 if fact.rule == LAST_MOMENT else 0),
        }
    )
    questionnaire = FORMS.catalogue().find(row.questionnaire, row.version)
    letter = letters.reminder(FORMS, seen, employed.get((row.person_id, row.spell_id)), questionnaire, link)
    along = talks.get(row.spell_id) if fact.programme != AFTERCARE else None
    return letter if along is None else letters.with_along(FORMS, letter, link, along)


def _pass(tx: Tx, reasons: Mapping[TouchpointDue, str]) -> None:
    tx.record(
        *(
            MomentPassed(
                person_id=fact.person_id, touchpoint_id=fact.touchpoint_id, moment=fact.rule, reason=why
            )
            for fact, why in reasons.items()
        )
    )


def _held(tx: Tx, fact: TouchpointDue, case: Any) -> dict[str, Any]:
    return {
        "touchpoint_id": fact.touchpoint_id,
        "leaving_id": case.id,
        "person_id": fact.person_id,
        "body": fact.body(),
        "closes_on": fact.closes_on,
        "came_at": tx.now,
    }


def _read(row: Any) -> TouchpointDue:
    fact = read_fact(TouchpointDue.label(), row.person_id, row.body)
    assert isinstance(fact, TouchpointDue)
    return fact
