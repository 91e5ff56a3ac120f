"""Which fact makes journey do what. Facts only say *whom* to look at; how things are stands in people's views."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from services.journey.actions import hearing, settling
from services.journey.domain.touchpoint import MERGED, UNMERGED
from shared.contracts.alumni import InvitationAnswered, InvitationClosed, InvitationDeclined
from shared.contracts.exit import FormAnswered, FormClosed, FormDeclined, FormReconsidered, MomentPassed
from shared.contracts.mail import LetterUndeliverable
from shared.contracts.onboarding import CheckinAnswered, CheckinClosed, CheckinDeclined
from shared.contracts.people import (
    AbsenceChanged,
    AbsenceNoted,
    AbsenceWithdrawn,
    HireDateCorrected,
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PersonBegan,
    PersonChanged,
    PersonDied,
    PersonForgotten,
    PersonHired,
    PersonLeft,
    PersonMerged,
    PersonNeverStarted,
    PersonStartedAfterAll,
    PersonUnmerged,
)
from shared.contracts.stay import InterviewAnswered, InterviewClosed, InterviewDeclined, TalkBooked
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Reaction, Run, people_of

# Fields that say where, when and as what somebody works; the others move no letter.
WHERE_AND_WHEN = frozenset({
    "country", "region", "time_zone", "place", "part_time_days", "hire_date", "last_day", "notice_date", "state",
    "department", "function", "hours", "contract", "contract_end", "probation_end", "leave_kind", "deceased",
})  # fmt: skip


def look_again(because: str) -> Reaction:
    """Return the reaction that makes the touchpoints of these people right again."""

    def react(tx: Tx, run: Run) -> None:
        settling.reconcile(tx, people_of(run), because=because)

    return react


def changed(tx: Tx, run: Run) -> None:
    """Only what moves a letter is a reason to look."""
    concerned = [recorded for recorded in run if WHERE_AND_WHEN.intersection(recorded.fact.fields)]
    settling.reconcile(tx, people_of(concerned), because="changed")


def merged(tx: Tx, run: Run) -> None:
    """Touchpoints follow their employments to the record that stays."""
    for recorded in run:
        settling.move_to(tx, recorded.fact.person_id, recorded.fact.into_person_id, because=MERGED)


def unmerged(tx: Tx, run: Run) -> None:
    """And back again."""
    for recorded in run:
        settling.move_to(tx, recorded.fact.from_person_id, recorded.fact.person_id, because=UNMERGED)


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    settling.forget(tx, people_of(run))


def heard_of(note: Callable[[Tx, list[UUID]], None]) -> Reaction:
    """Return the reaction that notes what became of the touchpoints of those who were asked."""

    def react(tx: Tx, run: Run) -> None:
        # A conversation need not come from a moment of the plan.
        note(tx, [recorded.fact.touchpoint_id for recorded in run if recorded.fact.touchpoint_id])

    return react


def undeliverable(tx: Tx, run: Run) -> None:
    """Somebody has no address that we may write to."""
    hearing.note_undelivered(
        tx, {recorded.fact.person_id: recorded.fact.reason for recorded in run if recorded.fact.person_id}
    )


FOLLOWER = Follower(
    "journey",
    {
        PersonHired: look_again("hired"),
        HireDateCorrected: look_again("hire_corrected"),
        PersonBegan: look_again("began"),
        PersonChanged: changed,
        LeavingAnnounced: look_again("leaving"),
        LeavingChanged: look_again("leaving"),
        LeavingWithdrawn: look_again("leaving_withdrawn"),
        PersonLeft: look_again("leaving"),
        PersonNeverStarted: look_again("never_started"),
        PersonStartedAfterAll: look_again("started_after_all"),
        AbsenceNoted: look_again("absence"),
        AbsenceChanged: look_again("absence"),
        AbsenceWithdrawn: look_again("absence"),
        PersonDied: look_again("died"),
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
        CheckinAnswered: heard_of(hearing.note_answered),
        CheckinDeclined: heard_of(hearing.note_declined),
        CheckinClosed: heard_of(hearing.note_closed),
        InterviewAnswered: heard_of(hearing.note_answered),
        InterviewDeclined: heard_of(hearing.note_declined),
        InterviewClosed: heard_of(hearing.note_closed),
        InvitationAnswered: heard_of(hearing.note_answered),
        InvitationDeclined: heard_of(hearing.note_declined),
        InvitationClosed: heard_of(hearing.note_closed),
        FormAnswered: heard_of(hearing.note_answered),
        FormDeclined: heard_of(hearing.note_declined),
        FormReconsidered: heard_of(hearing.note_reconsidered),
        FormClosed: heard_of(hearing.note_closed),
        MomentPassed: heard_of(hearing.note_passed),
        TalkBooked: heard_of(hearing.note_answered),
        LetterUndeliverable: undeliverable,
    },
)
