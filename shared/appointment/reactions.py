"""Which fact makes a service with conversations do what, beside what it does already."""

from __future__ import annotations

from collections.abc import Mapping

from shared.appointment import ending
from shared.appointment.programme import Talks
from shared.contracts.base import Fact
from shared.contracts.journey import TouchpointCancelled
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    PersonDied,
    PersonForgotten,
    PersonLeft,
    PersonMerged,
    PersonNeverStarted,
    PersonUnmerged,
)
from shared.db.transaction import Tx
from shared.eventlog.follow import Reaction, Run, people_of

# Who stays talks with us until they say that they go; who leaves talks with us because they go.
WHILE_HERE = (LeavingAnnounced, LeavingChanged, PersonLeft)


def reactions_of(talks: Talks, *, while_here: bool) -> dict[type[Fact], Reaction]:
    """Return what conversations do about facts: stop, follow, forget. ``while_here``: they end when somebody leaves."""
    found: dict[type[Fact], Reaction] = {
        PersonDied: lambda tx, run: ending.stop_inactive(tx, talks, people_of(run), gone="died"),
        PersonNeverStarted: lambda tx, run: ending.stop_inactive(
            tx, talks, people_of(run), gone="never_started"
        ),
        PersonMerged: lambda tx, run: _merged(tx, talks, run, "into_person_id", "merged"),
        PersonUnmerged: lambda tx, run: _merged(tx, talks, run, "from_person_id", "unmerged"),
        TouchpointCancelled: lambda tx, run: ending.stop_moments(
            tx, talks, {one.fact.touchpoint_id: one.fact.reason for one in run}
        ),
        PersonForgotten: lambda tx, run: ending.forget(tx, talks, people_of(run)),
    }
    if while_here:
        gone: Reaction = lambda tx, run: ending.stop_inactive(tx, talks, people_of(run), gone="gone")  # noqa: E731
        found |= dict.fromkeys(WHILE_HERE, gone)
    return found


def together(*those: Mapping[type[Fact], Reaction]) -> dict[type[Fact], Reaction]:
    """Return what several rooms do about the same facts, one after the other."""
    kinds = {kind for one in those for kind in one}
    return {kind: _all([one[kind] for one in those if kind in one]) for kind in sorted(kinds, key=str)}


def _all(reactions: list[Reaction]) -> Reaction:
    def react(tx: Tx, run: Run) -> None:
        for one in reactions:
            one(tx, run)

    return react


def _merged(tx: Tx, talks: Talks, run: Run, other: str, because: str) -> None:
    for recorded in run:
        pair = [recorded.fact.person_id, getattr(recorded.fact, other)]
        ending.follow_employment(tx, talks, pair, because=because)
