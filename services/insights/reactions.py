"""Which fact makes insights do what: all of people's say whom to count afresh."""

from __future__ import annotations

from uuid import UUID

from services.insights.actions import following
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
    PersonNeverStarted,
    PersonStartedAfterAll,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run


def counted(tx: Tx, run: Run) -> None:
    """Count these people as they are now."""
    following.look_at(tx, _people(run), some_gone=False)


def gone(tx: Tx, run: Run) -> None:
    """Count these people as they are now; an employment of theirs may be no more, or have become part of another."""
    following.look_at(tx, _people(run), some_gone=True)


def merged(tx: Tx, run: Run) -> None:
    """Employments follow to the record that stays."""
    others = [recorded.fact.into_person_id for recorded in run]
    following.look_at(tx, [*_people(run), *others], some_gone=True)


def unmerged(tx: Tx, run: Run) -> None:
    """And back again."""
    others = [recorded.fact.from_person_id for recorded in run]
    following.look_at(tx, [*_people(run), *others], some_gone=True)


def _people(run: Run) -> list[UUID]:
    return [recorded.fact.person_id for recorded in run if recorded.fact.person_id]


FOLLOWER = Follower(
    "insights",
    {
        PersonHired: counted,
        HireDateCorrected: gone,
        PersonChanged: counted,
        LeavingAnnounced: gone,
        LeavingChanged: gone,
        LeavingWithdrawn: gone,
        PersonLeft: counted,
        PersonNeverStarted: gone,
        PersonStartedAfterAll: gone,
        PersonDied: counted,
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: gone,
    },
)
