"""Two subjects tried out: a part of the readers gets one or the other, the rest the one that did better."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services.alumni.actions.letters import ring_mail
from services.alumni.domain.news import SENDING, Issue, Segment
from services.alumni.domain.trial import BY_CLICKS, BY_HAND, A, B, Trial, better
from services.alumni.errors.newsletters import IssueMoved, IssueUnknown
from services.alumni.policy import NEWS_LIVES
from services.alumni.store import issues, segments
from services.alumni.store.segments import Filing
from shared.contracts.alumni import IssueSent
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings


def begin(tx: Tx, issue: Issue, trial: Trial, filing: Filing) -> int:
    """File the letters of the part that tries the subjects out; return how many."""
    middle, end = trial.slices
    segment, today = Segment.read(issue.segment), clock.today(settings().zone)
    filed = {
        A: segments.file(tx.conn, segment, today, filing.part(A, 0, middle)),
        B: segments.file(tx.conn, segment, today, filing.part(B, middle, end)),
    }
    until = filing.not_before + timedelta(hours=trial.hours)
    issues.change(tx.conn, issue.id, trial=trial.begun(until, filed).plain())
    return sum(filed.values())


def choose(tx: Tx, issue_id: UUID, winner: str) -> int:
    """HR chooses the subject for the rest before the time is over; return to how many it goes."""
    issue = issues.find(tx.conn, issue_id, lock=True)
    if issue is None:
        raise IssueUnknown
    trial = Trial.read(issue.trial)
    if trial is None or not trial.open or issue.state != SENDING:
        raise IssueMoved
    return _end(tx, issue, trial.won(winner, BY_HAND))


def decide_due(tx: Tx) -> int:
    """Let the clicks choose where the time is over; return how many newsletters that were."""
    due = issues.on_trial(tx.conn, tx.now)
    for issue in due:
        trial = Trial.read(issue.trial)
        if trial is not None and trial.filed is not None:
            clicks = issues.clicks(tx.conn, issue.id)
            _end(tx, issue, trial.won(better(trial.filed, clicks), BY_CLICKS))
    return len(due)


def next_due(tx: Tx) -> datetime | None:
    """Return when the next trial ends."""
    return issues.next_trial(tx.conn)


def _end(tx: Tx, issue: Issue, trial: Trial) -> int:
    """File the letters of all others, with the subject that won; who had one has it, and gets no second."""
    # Chosen by hand before the newsletter leaves, it leaves with it.
    leaves = max(issue.send_at or tx.now, tx.now)
    filing = Filing(
        issue_id=issue.id, written=issue.written, first=issue.language, not_before=leaves,
        expires_at=leaves + NEWS_LIVES, now=tx.now, variant=str(trial.winner),
    )  # fmt: skip
    number = segments.file(tx.conn, Segment.read(issue.segment), clock.today(settings().zone), filing)
    issues.change(tx.conn, issue.id, trial=trial.plain(), filed=(issue.filed or 0) + number)
    tx.record(IssueSent(issue_id=issue.id, letters=number))
    tx.after_commit(ring_mail)
    return number
