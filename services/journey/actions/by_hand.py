"""What HR does by hand: stop everything, pause somebody, skip a moment and take that back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from services.journey.actions import handling
from services.journey.actions.settling import reconcile
from services.journey.domain.hand import DAY_PASSED, FARTHEST_DAYS, NOT_WAITING
from services.journey.domain.intent import MOVE, SEND, SKIP, TAKE_BACK, Intent, Selection
from services.journey.domain.touchpoint import BY_HAND, PAUSED
from services.journey.errors import LeftOut, NotWaiting, PersonUnknown, TouchpointUnknown
from services.journey.store import choices, hands, lists, pauses, stop
from services.journey.store import touchpoints as store
from services.journey.store.hands import Hand
from shared.contracts.journey import LettersResumed, LettersStopped, PersonPaused, PersonResumed
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked

PASSED = marked("Deze dag is voorbij. Kies vandaag of een dag die nog komt.")
TOO_FAR = marked("Kies een dag binnen twee jaar.")
NO_DAY = marked("Kies een dag.")
NO_PROGRAMME = marked("Kies een programma dat vragen stelt.")
NO_ASK = marked("Kies een vragenlijst of gesprek van dit programma.")
NO_REASON = marked("Kies een reden uit de lijst.")


def stop_all(tx: Tx, by: UUID) -> None:
    """Let no letter leave until somebody lifts it: nothing is released, and mail holds what was asked for already."""
    if stop.stand(tx.conn, by, tx.now):
        tx.record(LettersStopped(account_id=by))


def go_on(tx: Tx, by: UUID) -> None:
    """Lift the stop. What is late by now leaves in the next window, or is skipped where it came too late."""
    if stop.lift(tx.conn, by, tx.now):
        tx.record(LettersResumed(account_id=by))


def pause(tx: Tx, person_id: UUID, by: UUID) -> None:
    """Send this person nothing until somebody lifts it; what comes due meanwhile is skipped, with the reason."""
    if lists.name_of(tx.conn, person_id) is None:
        raise PersonUnknown
    if pauses.begin(tx.conn, person_id, by, tx.now):
        reconcile(tx, [person_id], because=PAUSED)
        tx.record(PersonPaused(person_id=person_id, account_id=by))


def resume(tx: Tx, person_id: UUID, by: UUID) -> None:
    """Lift a pause. What was skipped by it and is not too late leaves in the next window after all."""
    if pauses.end(tx.conn, person_id):
        reconcile(tx, [person_id], because="resumed")
        tx.record(PersonResumed(person_id=person_id, account_id=by))


def skip(tx: Tx, touchpoint_id: UUID, reason: str, by: UUID) -> UUID:
    """Let one touchpoint not come, for one of the reasons BY_HAND; return whose it is. Twice is once."""
    return _do(tx, Intent(kind=SKIP, who=Selection(), reason=reason), touchpoint_id, by)


def take_back(tx: Tx, touchpoint_id: UUID, by: UUID) -> UUID:
    """Let a touchpoint that was skipped by hand come after all, if it is not too late; return whose it is."""
    return _do(tx, Intent(kind=TAKE_BACK, who=Selection()), touchpoint_id, by)


def move(tx: Tx, touchpoint_id: UUID, day: date | None, by: UUID) -> UUID:
    """Let a touchpoint that waits come on another day, or on the plan's again (None); return whose it is."""
    if day is not None:
        check_day(tx, day)
    return _do(tx, Intent(kind=MOVE, who=Selection(), day=day), touchpoint_id, by)


def send(tx: Tx, person_id: UUID, intent: Intent, hand_id: UUID, by: UUID) -> Hand:
    """Ask somebody something outside the plan, on a day that HR chose; a second click finds the first."""
    if lists.name_of(tx.conn, person_id) is None:
        raise PersonUnknown
    check(tx, intent)
    done = hands.one(tx.conn, hand_id) or handling.do_one(tx, intent, person_id, None, hand_id, by)
    if isinstance(done, str):
        raise _in_the_past("day") if done == DAY_PASSED else LeftOut
    return done


def check(tx: Tx, intent: Intent) -> None:
    """Raise Invalid that names the field where an action cannot be done as it is asked."""
    if intent.kind == SEND:
        programme = BY_CODE.get(intent.programme or "")
        if programme is None:
            raise Invalid({"programme": [NO_PROGRAMME]})
        if intent.ask not in {*programme.asks, *choices.own_asks(tx.conn).get(programme.code, ())}:
            raise Invalid({"ask": [NO_ASK]})
        if intent.day is None:
            raise Invalid({"day": [NO_DAY]})
    if intent.kind == SKIP and intent.reason not in BY_HAND:
        raise Invalid({"reason": [NO_REASON]})
    if intent.day is not None:
        check_day(tx, intent.day)


def check_day(tx: Tx, day: date) -> None:
    """Raise Invalid where a day has passed, or is farther away than anybody plans by hand."""
    # Where it is still yesterday, yesterday is no day of the past: each person's own day is looked at later.
    today = (tx.now - timedelta(hours=12)).date()
    if day < today:
        raise _in_the_past("day")
    if day > today + timedelta(days=FARTHEST_DAYS):
        raise Invalid({"day": [TOO_FAR]})


def _do(tx: Tx, intent: Intent, touchpoint_id: UUID, by: UUID) -> UUID:
    one = store.one(tx.conn, touchpoint_id)
    if one is None:
        raise TouchpointUnknown
    done = handling.do_one(tx, intent, one.person_id, one.id, new_id(), by)
    if done == NOT_WAITING:
        raise NotWaiting
    if done == DAY_PASSED:
        raise _in_the_past("day")
    return one.person_id


def _in_the_past(field: str) -> Invalid:
    return Invalid({field: [PASSED]})
