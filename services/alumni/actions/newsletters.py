"""A newsletter from the first word to the last letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.alumni.actions import contents, trials
from services.alumni.actions.letters import newsletter_test, ring_mail
from services.alumni.domain.monthly import month_letter
from services.alumni.domain.news import (
    DRAFT,
    PAUSED,
    SENDING,
    STOPPED,
    Finding,
    Issue,
    Segment,
    Words,
    counted,
    findings,
    links_in,
)
from services.alumni.domain.trial import Trial
from services.alumni.errors.newsletters import IssueMoved, IssueNotReady, IssueUnknown, SecondHandNeeded
from services.alumni.policy import NEWS_LIVES
from services.alumni.store import issues, segments
from services.alumni.store.segments import Filing
from shared.contracts.alumni import IssueSent, SendingPaused, SendingResumed, SendingStopped
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.letterbox.put import put


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Whom an issue would reach now, and what is not right with it yet."""

    readers: Mapping[str, int]
    findings: list[Finding]

    @property
    def number(self) -> int:
        """How many would get it."""
        return sum(self.readers.values())

    @property
    def ready(self) -> bool:
        """Say whether it may leave."""
        return not any(one.stops for one in self.findings)


def begin(tx: Tx, title: str, *, by: UUID | None) -> UUID:
    """Begin a newsletter, in the language of the organisation."""
    issue_id = new_id()
    values = {"id": issue_id, "title": title, "language": settings().language, "created_at": tx.now,
              "changed_at": tx.now, "changed_by": by}  # fmt: skip
    issues.add(tx.conn, values)
    return issue_id


def load(tx: Tx, issue_id: UUID, *, lock: bool = False) -> Issue:
    """Return an issue."""
    found = issues.find(tx.conn, issue_id, lock=lock)
    if found is None:
        raise IssueUnknown
    return found


def write(tx: Tx, issue_id: UUID, words: Words, *, by: UUID | None, keep: bool) -> None:
    """Keep the words of one language; ``keep`` adds them to the history. Whoever approved, approved other words."""
    issue = _draft(tx, issue_id)
    if issue.texts.get(words.language) != words:
        issues.write(tx.conn, issue_id, words, contents.letter(tx, words))
        issues.change(tx.conn, issue_id, changed_at=tx.now, changed_by=by, approved_by=None)
    if keep:
        issues.keep_version(tx.conn, issue_id, words, at=tx.now, by=by)


def restore(tx: Tx, issue_id: UUID, version_id: int, *, by: UUID | None) -> str:
    """Take a piece of history back; what stood there is history now. Return the language."""
    found = issues.version(tx.conn, issue_id, version_id)
    if found is None:
        raise IssueUnknown
    words = Words(
        language=found.language,
        subject=found.subject,
        preview=found.preview,
        body=found.body,
        subject_b=found.subject_b,
    )
    issue = _draft(tx, issue_id)
    if found.language in issue.texts:
        issues.keep_version(tx.conn, issue_id, issue.texts[found.language], at=tx.now, by=by)
    write(tx, issue_id, words, by=by, keep=True)
    return words.language


def settle(tx: Tx, issue_id: UUID, values: Mapping[str, Any], *, by: UUID | None) -> None:
    """Change for whom it is, in which language first, and who has to approve."""
    _draft(tx, issue_id)
    issues.change(tx.conn, issue_id, **values, changed_at=tx.now, changed_by=by, approved_by=None)


def approve(tx: Tx, issue_id: UUID, *, by: UUID) -> None:
    """A second person says that it may leave like this."""
    issue = _draft(tx, issue_id)
    if issue.changed_by == by:
        raise SecondHandNeeded
    issues.change(tx.conn, issue_id, approved_by=by)


def throw_away(tx: Tx, issue_id: UUID) -> None:
    """Throw a draft away."""
    _draft(tx, issue_id)
    issues.remove(tx.conn, issue_id)


def outlook(tx: Tx, issue: Issue, at: datetime | None = None) -> Outlook:
    """Count whom it would reach now, and look it over as it would leave."""
    by_language = segments.count(tx.conn, Segment.read(issue.segment), today())
    readers: dict[str, int] = {}
    for code, number in by_language.items():
        language = code or issue.language
        readers[language] = readers.get(language, 0) + number
    return Outlook(
        readers=readers, findings=findings(issue, readers, contents.known(tx, issue, at or tx.now))
    )


def send(tx: Tx, issue_id: UUID, *, at: datetime | None, by: UUID | None) -> int:
    """Put a letter into the box for everybody in the segment, in one statement; return how many."""
    issue = _draft(tx, issue_id)
    if issue.second_hand and issue.approved_by is None:
        raise SecondHandNeeded
    segment, leaves = Segment.read(issue.segment), max(at or tx.now, tx.now)
    if not outlook(tx, issue, leaves).ready:
        raise IssueNotReady
    _count_links(tx, issue)
    filing = Filing(
        issue_id=issue_id, written=issue.written, first=issue.language, not_before=leaves,
        expires_at=leaves + NEWS_LIVES, now=tx.now,
    )  # fmt: skip
    trial = Trial.read(issue.trial)
    number = (
        trials.begin(tx, issue, trial, filing) if trial else segments.file(tx.conn, segment, today(), filing)
    )
    due_at = month_letter(leaves, settings().zone)
    segments.note_missed(tx.conn, segment, today(), issue_id=issue_id, due_at=due_at)
    issues.change(tx.conn, issue_id, state=SENDING, filed_at=tx.now, send_at=leaves, filed=number, sent_by=by)
    tx.record(IssueSent(issue_id=issue_id, letters=number))
    tx.after_commit(ring_mail)
    return number


def pause(tx: Tx, issue_id: UUID) -> None:
    """Let what has not left wait: mail looks here before each letter leaves."""
    _moved(tx, issue_id, SENDING, PAUSED)
    tx.record(SendingPaused(issue_id=issue_id))


def resume(tx: Tx, issue_id: UUID) -> None:
    """Let it go on."""
    _moved(tx, issue_id, PAUSED, SENDING)
    tx.record(SendingResumed(issue_id=issue_id))


def stop(tx: Tx, issue_id: UUID) -> None:
    """What has not left never leaves."""
    issue = load(tx, issue_id, lock=True)
    if issue.state not in {SENDING, PAUSED}:
        raise IssueMoved
    issues.change(tx.conn, issue_id, state=STOPPED)
    tx.record(SendingStopped(issue_id=issue_id))


def try_out(tx: Tx, issue_id: UUID, *, email: str, language: str) -> None:
    """Send one to oneself; the desk does so again and again."""
    issue = load(tx, issue_id, lock=True)
    if language not in issue.written:
        raise IssueNotReady
    if issue.state == DRAFT:
        contents.refill(tx, issue)
    put(tx, newsletter_test(issue_id, email, language))


def today() -> date:
    """Return the organisation's day."""
    return clock.today(settings().zone)


def _draft(tx: Tx, issue_id: UUID) -> Issue:
    issue = load(tx, issue_id, lock=True)
    if issue.state != DRAFT:
        raise IssueMoved
    return issue


def _moved(tx: Tx, issue_id: UUID, before: str, after: str) -> None:
    issue = load(tx, issue_id, lock=True)
    if issue.state != before:
        raise IssueMoved
    issues.change(tx.conn, issue_id, state=after)


def _count_links(tx: Tx, issue: Issue) -> None:
    letters = contents.refill(tx, issue)
    urls: dict[str, int] = {}
    for letter in letters.values():
        for url in links_in(letter):
            urls.setdefault(url, len(urls) + 1)
    issues.add_links(tx.conn, issue.id, urls)
    go = f"{settings().base_url}/alumni/go/{issue.id}"
    here = {url: f"{go}/{number}" for url, number in urls.items()}
    there = {url: f"{go}/b{number}" for url, number in urls.items()} if issue.trial else None
    for code, letter in letters.items():
        issues.set_letter(
            tx.conn, issue.id, code, counted(letter, here), None if there is None else counted(letter, there)
        )
