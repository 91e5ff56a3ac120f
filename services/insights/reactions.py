"""Which fact makes insights do what: all of people's say whom to count afresh."""

from __future__ import annotations

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
    following.look_at(tx, [recorded.fact.person_id for recorded in run if recorded.fact.person_id])


def merged(tx: Tx, run: Run) -> None:
    """Employments follow to the record that stays."""
    following.look_at(
        tx, [one for recorded in run for one in (recorded.fact.person_id, recorded.fact.into_person_id)]
    )


def unmerged(tx: Tx, run: Run) -> None:
    """And back again."""
    following.look_at(
        tx, [one for recorded in run for one in (recorded.fact.person_id, recorded.fact.from_person_id)]
    )


FOLLOWER = Follower(
    "insights",
    {
        PersonHired: counted,
        HireDateCorrected: counted,
        PersonChanged: counted,
        LeavingAnnounced: counted,
        LeavingChanged: counted,
        LeavingWithdrawn: counted,
        PersonLeft: counted,
        PersonNeverStarted: counted,
        PersonStartedAfterAll: counted,
        PersonDied: counted,
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: counted,
    },
)
