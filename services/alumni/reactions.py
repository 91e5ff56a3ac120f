"""Which fact makes the network do what. Facts only say *whom* to look at; how things are stands in people's views."""

from __future__ import annotations

from uuid import UUID

from services.alumni.actions import directory, forgetting, former, joining, membership, returning
from services.alumni.domain.members import FILE, Application
from services.alumni.store import applications
from services.alumni.store import returning as coming
from shared.contracts.exit import NetworkChosen
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.contracts.people import (
    CallerKnown,
    CallerRefused,
    HireDateCorrected,
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
from shared.eventlog.follow import Follower, Run, people_of

PROGRAMME = "alumni"
# What decides in which segment somebody is, and whether they are among the living.
_CONCERNS = frozenset({"deceased", "department", "function", "place", "language"})


def due(tx: Tx, run: Run) -> None:
    """The moment has come to ask somebody once."""
    joining.invite(tx, [recorded.fact for recorded in run if recorded.fact.programme == PROGRAMME])


def cancelled(tx: Tx, run: Run) -> None:
    """A moment was cancelled after its letter left."""
    asked = applications.by_touchpoint(tx.conn, [recorded.fact.touchpoint_id for recorded in run])
    joining.stop(tx, asked, "cancelled")


def farewell(tx: Tx, run: Run) -> None:
    """Somebody who leaves wants to stay in touch, and who was asked so by a moment meanwhile has answered."""
    for recorded in run:
        joining.at_farewell(tx, recorded.fact, recorded.occurred_at)
    joining.stop(tx, _invited(tx, people_of(run)), "already_member")


def known(tx: Tx, run: Run) -> None:
    """It is known who confirmed."""
    for recorded in run:
        fact = recorded.fact
        if fact.person_id is not None and not former.known(tx, fact.caller_id, fact.person_id):
            joining.admit(tx, fact.caller_id, fact.person_id)


def refused(tx: Tx, run: Run) -> None:
    """HR knows nobody of that name."""
    for recorded in run:
        if not former.refused(tx, recorded.fact.caller_id):
            joining.refuse(tx, recorded.fact.caller_id)


def look_again(tx: Tx, run: Run) -> None:
    """Somebody came, went or came back: sleep, wake or stop."""
    membership.settle(tx, people_of(run))


def back(tx: Tx, run: Run) -> None:
    """Who works here again is not asked whether to stay in touch; that they came back is told."""
    former_ones = coming.coming_back(tx.conn, people_of(run))
    membership.settle(tx, people_of(run))
    returning.came_back(tx, [recorded.fact for recorded in run], former_ones)
    joining.stop(tx, _invited(tx, people_of(run)), "back")


def died(tx: Tx, run: Run) -> None:
    """Everything stops."""
    membership.settle(tx, people_of(run))
    directory.stopped(tx, people_of(run))
    joining.stop(tx, applications.open_of(tx.conn, people_of(run)), "died")


def changed(tx: Tx, run: Run) -> None:
    """Only what moves a membership is a reason to look."""
    membership.settle(tx, people_of([one for one in run if _CONCERNS & set(one.fact.fields)]))


def merged(tx: Tx, run: Run) -> None:
    """Two records turned out to be one person."""
    for recorded in run:
        if recorded.fact.person_id is not None:
            membership.merge(tx, recorded.fact.person_id, recorded.fact.into_person_id)


def unmerged(tx: Tx, run: Run) -> None:
    """And two again."""
    for recorded in run:
        if recorded.fact.person_id is not None:
            membership.unmerge(tx, recorded.fact.person_id)
    membership.settle(tx, [recorded.fact.from_person_id for recorded in run])


def forgotten(tx: Tx, run: Run) -> None:
    """Erase."""
    joining.stop(tx, applications.open_of(tx.conn, people_of(run)), "forgotten")
    forgetting.erase(tx, people_of(run))


def _invited(tx: Tx, person_ids: list[UUID]) -> list[Application]:
    found = applications.open_of(tx.conn, person_ids)
    return [one for one in found if one.touchpoint_id is not None or one.source == FILE]


FOLLOWER = Follower(
    "alumni",
    {
        TouchpointDue: due,
        TouchpointCancelled: cancelled,
        NetworkChosen: farewell,
        CallerKnown: known,
        CallerRefused: refused,
        PersonHired: back,
        HireDateCorrected: look_again,
        LeavingWithdrawn: look_again,
        PersonLeft: look_again,
        PersonNeverStarted: look_again,
        PersonStartedAfterAll: look_again,
        PersonChanged: changed,
        PersonDied: died,
        PersonMerged: merged,
        PersonUnmerged: unmerged,
        PersonForgotten: forgotten,
    },
)
