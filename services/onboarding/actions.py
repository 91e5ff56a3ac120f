"""What onboarding does, one function an intention; each runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from services.onboarding.domain import (
    ANSWERED,
    CLOSED,
    DECLINED,
    EXPIRED,
    Checkin,
    Colleague,
    closing_instant,
    reminder_instant,
    tenure_band,
)
from services.onboarding.errors import MomentUnknown
from services.onboarding.policy import MOMENTS, POLICY, catalogue
from services.onboarding.store import checkins as store
from services.onboarding.tables import ASKED
from shared.calendar.window import is_open, next_opening
from shared.contracts.journey import TouchpointDue
from shared.contracts.onboarding import (
    CheckinAnswered,
    CheckinClosed,
    CheckinDeclined,
    CheckinOpened,
    CheckinReminded,
)
from shared.db.transaction import Tx
from shared.invitation.link import address
from shared.invitation.model import Ask, Invitation, Invited
from shared.invitation.store import expire, forget_person, invite, new_links, revoke
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put
from shared.questionnaire.model import Questionnaire
from shared.questionnaire.privacy import Group
from shared.questionnaire.store import erase as erase_answers

REMIND_BATCH = 1_000


def open_checkins(tx: Tx, due: Sequence[TouchpointDue]) -> None:
    """Begin a check-in for each moment that is due: the check-in, its invitation and the letter in one commit.

    Somebody who left or died since gets none; a moment that has a check-in already keeps it.
    """
    mine = [fact for fact in due if fact.programme == "onboarding"]
    for fact in mine:
        if fact.rule not in MOMENTS:
            raise MomentUnknown(f"onboarding has no questions for the moment {fact.rule!r}")
    employed = _colleagues(tx, {fact.person_id for fact in mine if fact.person_id})
    begun = {}
    for fact in mine:
        who = employed.get((fact.person_id, fact.spell_id)) if fact.person_id else None
        if who is not None and who.why_not is None:
            checkin = _begin(tx, fact, who)
            begun[checkin.id] = (checkin, who)
    fresh = store.add(tx.conn, [checkin for checkin, _ in begun.values()])
    new = {key: begun[key] for key in fresh}
    links = invite(tx, ASKED.invited, [_ask(checkin, who) for checkin, who in new.values()])
    put(tx, *(_letter("invitation", *new[one.subject_id], one) for one in links))
    tx.record(*(CheckinOpened(**_about(checkin)) for checkin, _ in new.values()))


def submitted(tx: Tx, invitation: Invitation) -> None:
    """The answers are in: the check-in is answered."""
    for row in store.end(tx.conn, [invitation.subject_id], ANSWERED, tx.now):
        tx.record(CheckinAnswered(**_about(row)))


def declined(tx: Tx, invitation: Invitation) -> None:
    """The person would rather not."""
    for row in store.end(tx.conn, [invitation.subject_id], DECLINED, tx.now):
        tx.record(CheckinDeclined(**_about(row)))


def group_of(tx: Tx, invitation: Invitation) -> Group:
    """Return where the person belongs now, as coarse as results need it."""
    person = invitation.person_id
    employed = _colleagues(tx, [person] if person else [])
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
    )


def remind_batch(tx: Tx, limit: int = REMIND_BATCH) -> int:
    """Send the one reminder to those who have not answered; return how many check-ins were looked at."""
    claimed = store.claim_reminders(tx.conn, tx.now, limit)
    if not claimed:
        return 0
    employed = _colleagues(tx, {row.person_id for row in claimed if row.person_id})
    whom = {row.id: (row, employed.get((row.person_id, row.spell_id))) for row in claimed}
    later = {key: _when_to_remind(tx, row, who) for key, (row, who) in whom.items()}
    now = [key for key, moment in later.items() if moment == tx.now]
    links = new_links(tx, ASKED.invited, now)
    put(tx, *(_letter("reminder", *whom[one.subject_id], one) for one in links))
    reminded = {one.subject_id for one in links}
    store.reminded(tx.conn, reminded, tx.now)
    store.remind_later(
        tx.conn,
        {key: None if moment == tx.now else moment for key, moment in later.items() if key not in reminded},
    )
    tx.record(*(CheckinReminded(**_about(whom[key][0])) for key in sorted(reminded)))
    return len(claimed)


def close_due(tx: Tx) -> int:
    """Close what nobody answered in time; return how many."""
    # The invitation before the check-in, here as everywhere: who sends answers at this moment holds them in that order.
    expire(tx, ASKED.invited)
    return _note_closed(tx, store.end_overdue(tx.conn, tx.now, EXPIRED))


def stop_inactive(tx: Tx, person_ids: Collection[UUID], *, gone: str) -> None:
    """Revoke and close what is open for people who left, died or are gone; ``gone`` says why they are."""
    asked = store.open_of(tx.conn, person_ids)
    employed = _colleagues(tx, person_ids) if asked else {}
    reasons: dict[str, list[UUID]] = {}
    for row in asked:
        who = employed.get((row.person_id, row.spell_id))
        why = gone if who is None else who.why_not
        if why:
            reasons.setdefault(why, []).append(row.id)
    for why, ids in reasons.items():
        _close(tx, ids, why)


def stop(tx: Tx, reasons: Mapping[UUID, str]) -> None:
    """Revoke and close the check-ins of touchpoints that were cancelled, each with its reason."""
    for touchpoint_id, checkin_id in store.open_about(tx.conn, reasons).items():
        _close(tx, [checkin_id], reasons[touchpoint_id])


def follow_employment(tx: Tx, person_ids: Collection[UUID], *, because: str) -> None:
    """Two records were one person, or are two again: what is over follows its employment, what is open ends."""
    stop_inactive(tx, person_ids, gone=because)
    store.rehome(tx.conn, person_ids)


def forget(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Stop everything for these people, erase their answers, and know them no more."""
    stop_inactive(tx, person_ids, gone="forgotten")
    subjects = store.subjects_of(tx.conn, person_ids)
    if subjects:
        erase_answers(tx, ASKED, subjects)
    forget_person(tx, ASKED.invited, person_ids)
    store.erase(tx.conn, person_ids)


def note_delivery(tx: Tx, words: Mapping[UUID, str]) -> None:
    """Note what became of the letters to these people."""
    if words:
        store.note_delivery(tx.conn, words)


def _begin(tx: Tx, fact: TouchpointDue, who: Colleague) -> Checkin:
    closes_at = closing_instant(fact.closes_on, who.zone)
    return Checkin(
        id=new_id(),
        touchpoint_id=fact.touchpoint_id,
        person_id=who.person_id,
        spell_id=who.spell_id,
        moment=fact.rule,
        opened_at=tx.now,
        remind_at=reminder_instant(
            tx.now, closes_at, who, after=POLICY.remind_after_working_days, window=POLICY.window
        ),
        closes_on=fact.closes_on,
        closes_at=closes_at,
    )


def _ask(checkin: Checkin, who: Colleague) -> Ask:
    questionnaire = _questionnaire(checkin.moment)
    return Ask(
        subject_id=checkin.id,
        person_id=checkin.person_id,
        questionnaire=questionnaire.key,
        version=questionnaire.version,
        level=questionnaire.level.value,
        language=who.language,
        expires_at=checkin.closes_at,
    )


def _letter(name: str, checkin: Any, who: Colleague | None, invited: Invited) -> Letter:
    questionnaire = _questionnaire(checkin.moment)
    return Letter(
        key=f"onboarding:checkin:{checkin.id}:{name}",
        template=f"onboarding/{name}",
        kind={"invitation": "request", "reminder": "reminder"}[name],
        person_id=checkin.person_id,
        language=who.language if who else None,
        params={
            "moment": checkin.moment,
            "closes_on": checkin.closes_on.isoformat(),
            "minutes": questionnaire.minutes,
            "level": questionnaire.level.value,
        },
        secrets={
            "link": address("onboarding", invited.token),
            "decline_link": address("onboarding", invited.token, "decline"),
        },
        expires_at=checkin.closes_at,
    )


def _when_to_remind(tx: Tx, row: Any, who: Colleague | None) -> Any:
    """Return now, a later moment (the sweep came late, and the window is shut), or None: no reminder any more."""
    if who is None or who.why_not is not None or row.closes_at <= tx.now:
        return None
    if is_open(tx.now, who.zone, calendar=who.calendar, window=POLICY.window):
        return tx.now
    opening = next_opening(
        tx.now, who.zone, key=str(who.spell_id), calendar=who.calendar, window=POLICY.window
    )
    return opening if opening < row.closes_at else None


def _close(tx: Tx, ids: Collection[UUID], reason: str) -> None:
    revoke(tx, ASKED.invited, ids)
    _note_closed(tx, store.end(tx.conn, ids, CLOSED, tx.now, reason))


def _note_closed(tx: Tx, ended: Sequence[Any]) -> int:
    tx.record(*(CheckinClosed(**_about(row)) for row in ended))
    return len(ended)


def _colleagues(tx: Tx, person_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Colleague]:
    if not person_ids:
        return {}
    return store.colleagues(tx.conn, person_ids, zone=settings().zone, language=settings().language)


def _questionnaire(moment: str) -> Questionnaire:
    return catalogue().latest(moment)


def _about(checkin: Any) -> dict[str, Any]:
    return {
        "person_id": checkin.person_id,
        "checkin_id": checkin.id,
        "touchpoint_id": checkin.touchpoint_id,
        "moment": checkin.moment,
    }
