"""Letters that somebody chose to get: for each batch we ask again whether they are wanted still, and may go."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.mail.domain.letters import Letter
from services.mail.store import issues, pace
from services.mail.store.letters import Note
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.queue.bell import ring

Words = Mapping[tuple[UUID, str], Row[Any]]


def issue_of(letter: Letter) -> UUID | None:
    """The newsletter that a letter is a copy of."""
    known = letter.params.get("issue")
    return _uuid(str(known)) if known else None


# A batch is of one newsletter, or of few.
_uuid = lru_cache(maxsize=64)(UUID)


def words_of(tx: Tx, letters: Sequence[Letter]) -> Words:
    """The words of the newsletters in a batch, by issue and language."""
    found = issues.words(tx.conn, sorted({issue for letter in letters if (issue := issue_of(letter))}))
    return {(row.issue_id, row.language): row for row in found}


def notes(tx: Tx, letters: Sequence[Letter], words: Words) -> list[Note]:
    """What is written back about letters that wait, or are not wanted any more; it costs them no attempt."""
    asked = [
        (one.person_id, str(one.params["about"]))
        for one in letters
        if one.person_id and one.params.get("about")
    ]
    wanted = issues.wanted(tx.conn, asked, clock.today(settings().zone))
    states = {issue: row.state for (issue, _), row in words.items()}
    found = []
    for letter in letters:
        about, issue = letter.params.get("about"), issue_of(letter)
        state = states.get(issue) if issue and about else None
        if about and (letter.person_id, about) not in wanted:
            found.append(_cancelled(letter, issues.UNWANTED))
        elif state == "stopped":
            found.append(_cancelled(letter, issues.STOPPED))
        elif state == "paused":
            found.append(
                Note(letter_id=letter.id, attempts=letter.attempts, state="queued", reason=issues.PAUSED,
                     free=True, again_at=issues.LATER)
            )  # fmt: skip
    return found


def resume(tx: Tx, issue: UUID) -> None:
    """A newsletter goes on."""
    if issues.resume(tx.conn, issue, tx.now):
        tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def stop(tx: Tx, issue: UUID) -> None:
    """What has not left of a newsletter never leaves."""
    if issues.stop(tx.conn, issue):
        # Their turns are free again.
        pace.forget_turns(tx.conn)
        tx.after_commit(lambda: ring("mail", "services.mail.jobs.deliver"))


def _cancelled(letter: Letter, reason: str) -> Note:
    return Note(letter_id=letter.id, attempts=letter.attempts, state="cancelled", reason=reason)
