"""Which fact makes journey do what. Facts only say *whom* to look at; how things are stands in people's views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.journey import actions
from services.journey.domain.touchpoint import MERGED, UNMERGED
from shared.contracts.mail import LetterUndeliverable
from shared.contracts.onboarding import CheckinAnswered, CheckinClosed, CheckinDeclined
from shared.contracts.people import (
    HireDateCorrected,
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PersonChanged,
    PersonDied,
    PersonForgotten,
    PersonHired,
    PersonLeft,
    PersonMerged,
    PersonUnmerged,
)
from shared.contracts.stay import InterviewAnswered, InterviewClosed, InterviewDeclined
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Reaction, Run

# Fields of a person that say where and when somebody works; the others move no letter.
WHERE_AND_WHEN = frozenset(
    {"country", "region", "time_zone", "part_time_days", "hire_date", "last_day", "state"}
)


def look_again(because: str) -> Reaction:
    """Return the reaction that makes the touchpoints of these people right again."""

    def react(tx: Tx, run: Run) -> None:
        actions.reconcile(tx, _people(run), because=because)

    return react


def changed(tx: Tx, run: Run) -> None:
    """Only what moves a letter is a reason to look."""
    concerned = [recorded for recorded in run if WHERE_AND_WHEN.intersection(recorded.fact.fields)]
    actions.reconcile(tx, _people(concerned), because="changed")


def merged(tx: Tx, run: Run) -> None:
    """Touchpoints follow their employments to the record that stays."""
    for recorded in run:
        actions.move_to(tx, recorded.fact.person_id, recorded.fact.into_person_id, because=MERGED)


def unmerged(tx: Tx, run: Run) -> None:
    """And back again."""
    for recorded in run:
        actions.move_to(tx, recorded.fact.from_person_id, recorded.fact.person_id, because=UNMERGED)


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    actions.forget(tx, _people(run))


def heard_of(note: Callable[[Tx, list[UUID]], None]) -> Reaction:
    """Return the reaction that notes what became of the touchpoints of those who were asked."""

    def react(tx: Tx, run: Run) -> None:
        note(tx, [recorded.fact.touchpoint_id for recorded in run])

    return react


def undeliverable(tx: Tx, run: Run) -> None:
    """Somebody has no address that we may write to."""
    actions.note_undelivered(
        tx, {recorded.fact.person_id: recorded.fact.reason for recorded in run if recorded.fact.person_id}
    )


def _people(run: Any) -> list[UUID]:
    return sorted({recorded.fact.person_id for recorded in run if recorded.fact.person_id})


FOLLOWER = Follower(
    "journey",
    {
        PersonHired: look_again("hired"),
        HireDateCorrected: look_again("hire_corrected"),
        PersonChanged: changed,
        LeavingAnnounced: look_again("leaving"),
        LeavingChanged: look_again("leaving"),
        LeavingWithdrawn: look_again("leaving_withdrawn"),
        PersonLeft: look_again("leaving"),
        PersonDied: look_again("died"),
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
        CheckinAnswered: heard_of(actions.note_answered),
        CheckinDeclined: heard_of(actions.note_declined),
        CheckinClosed: heard_of(actions.note_closed),
        InterviewAnswered: heard_of(actions.note_answered),
        InterviewDeclined: heard_of(actions.note_declined),
        InterviewClosed: heard_of(actions.note_closed),
        LetterUndeliverable: undeliverable,
    },
)
