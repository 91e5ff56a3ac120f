"""Build the figures anew from the first fact, beside those that are read; when they are done, they are read.

The building goes through the log in stretches, each a transaction, so that it can be killed and goes on where it was.
Each person is taken over as people publishes them now: whoever was taken over after the building began needs no second
look for facts from before it. What came in meanwhile is looked at again at the end, under the lock of the follower.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.insights.errors import AlreadyRebuilding
from services.insights.store import editions, employments
from shared.contracts.base import Fact
from shared.contracts.insights import FiguresRebuilt
from shared.contracts.people import PersonMerged, PersonUnmerged
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog

# Facts a transaction; the last stretch, under the lock, is never longer than one.
STRETCH = 20_000
_MERGES = (PersonMerged.label(), PersonUnmerged.label())


@dataclass(frozen=True)
class Progress:
    """How far a building is; ``done`` when its figures are the ones that are read."""

    position: int
    head: int
    done: bool


def begin(tx: Tx) -> None:
    """Begin to build."""
    if editions.building(tx.conn, lock=True):
        raise AlreadyRebuilding
    editions.begin(tx.conn, editions.other(editions.live(tx.conn)), tx.now, eventlog.head(tx.conn))


def go_on(tx: Tx, kinds: list[type[Fact]]) -> Progress | None:
    """Build one stretch further, and swap at the end; None where nothing is being built."""
    found = editions.building(tx.conn, lock=True)
    if found is None:
        return None
    reach = editions.hold_followers(tx.conn) if found.position >= found.head else found.head
    last = min(found.position + STRETCH, max(reach, found.position))
    ids = employments.concerned(
        tx.conn, after=found.position, last=last, labels=[one.label() for one in kinds], merges=_MERGES
    )
    if last <= found.head:
        ids = employments.without_known(tx.conn, found.name, ids)
    employments.refresh(tx.conn, found.name, ids)
    if last > found.head:
        employments.drop_gone(tx.conn, found.name, ids)
    if last < reach:
        editions.move(tx.conn, found.name, last)
        return Progress(last, reach, done=False)
    if found.position < found.head:
        editions.move(tx.conn, found.name, last)
        return Progress(last, found.head, done=False)
    editions.swap(tx.conn, found.name, tx.now)
    tx.record(FiguresRebuilt(until=last, employments=employments.count(tx.conn, found.name)))
    return Progress(last, last, done=True)
