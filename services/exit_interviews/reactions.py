"""Which fact makes exit interviews do what. Facts only say *whom* to look at; how things are stands in views."""

from __future__ import annotations

from uuid import UUID

from services.exit_interviews.actions import cases
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PersonDied,
    PersonForgotten,
    PersonLeft,
    PersonMerged,
    PersonNeverStarted,
    PersonStartedAfterAll,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Follower, Run


def look_at_people(tx: Tx, run: Run) -> None:
    """Something about the leaving of these people is different."""
    cases.settle(tx, _people(run))


def merged(tx: Tx, run: Run) -> None:
    """Two records turned out to be one person."""
    cases.settle(tx, {one for each in run for one in (each.fact.person_id, each.fact.into_person_id)})


def unmerged(tx: Tx, run: Run) -> None:
    """And two again."""
    cases.settle(tx, {one for each in run for one in (each.fact.person_id, each.fact.from_person_id)})


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    cases.forget(tx, _people(run))


def _people(run: Run) -> list[UUID]:
    return sorted({recorded.fact.person_id for recorded in run if recorded.fact.person_id})


FOLLOWER = Follower(
    "exit",
    {
        LeavingAnnounced: look_at_people,
        LeavingChanged: look_at_people,
        LeavingWithdrawn: look_at_people,
        PersonLeft: look_at_people,
        PersonDied: look_at_people,
        PersonNeverStarted: look_at_people,
        PersonStartedAfterAll: look_at_people,
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
    },
)
