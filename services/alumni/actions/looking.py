"""Looking whether the links of a newsletter lead anywhere: asked for at the desk, done by a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.alumni.actions.contents import outside
from services.alumni.domain.news import Issue
from services.alumni.gateway.links import Look
from services.alumni.store import looks
from shared.db.transaction import Tx
from shared.queue.bell import ring

NAME = "services.alumni.jobs.look_at_links"
# Who took some and did not come back by then was killed.
LEASE = timedelta(minutes=5)
AT_ONCE = 8


def ask(tx: Tx, issue: Issue) -> int:
    """Let all addresses of an issue be looked at, pages of ours aside; return how many."""
    urls = outside(issue)
    looks.ask(tx.conn, issue.id, urls)
    if urls:
        tx.after_commit(lambda: ring("alumni", NAME))
    return len(urls)


def take(tx: Tx) -> list[tuple[UUID, str]]:
    """Take as many as are looked at together."""
    return [(row.issue_id, row.url) for row in looks.take(tx.conn, tx.now, lease=LEASE, limit=AT_ONCE)]


def note(tx: Tx, taken: tuple[UUID, str], found: Look) -> None:
    """Write what came of one."""
    issue_id, url = taken
    looks.note(tx.conn, issue_id, url, state=found.state, reason=found.reason, now=tx.now)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How far looking at the links of an issue is."""

    asked: int
    waiting: int
    looked_at: datetime | None


def seen(tx: Tx, issue: Issue) -> Seen:
    """Return how far it is; ``looked_at`` only where all of them were looked at."""
    urls = outside(issue)
    rows = looks.of_issue(tx.conn, issue.id)
    waiting = sum(1 for url in urls if url in rows and rows[url].state == looks.WAITING)
    instants = [rows[url].looked_at for url in urls if url in rows]
    whole = len(instants) == len(urls) and all(instants)
    return Seen(asked=len(urls), waiting=waiting, looked_at=max(instants) if urls and whole else None)
