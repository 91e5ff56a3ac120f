"""Letters that ask somebody something and were claimed outside their hours: they wait for the next."""

from collections.abc import Sequence

from services.mail.domain.hours import DAYTIME
from services.mail.domain.letters import OUTSIDE_HOURS, Letter
from services.mail.store import hours as hours_store
from services.mail.store.letters import Note
from shared.db.transaction import Tx


def notes(tx: Tx, letters: Sequence[Letter]) -> list[Note]:
    """Return what is written back about those of these letters that may not leave now; it costs them no attempt.

    A letter is looked at once a night, however many wait: what is written back says when its turn comes.
    """
    asking = [letter for letter in letters if letter.kind in DAYTIME]
    if not asking:
        return []
    persons = {letter.person_id for letter in asking if letter.person_id}
    known = hours_store.hours(tx.conn, persons)
    found = []
    for letter in asking:
        again_at = known[letter.person_id].under(letter.hours).wait(tx.now, letter.queued_at)
        if again_at is not None:
            found.append(
                Note(
                    letter_id=letter.id,
                    attempts=letter.attempts,
                    state="queued",
                    reason=OUTSIDE_HOURS,
                    free=True,
                    again_at=again_at,
                )
            )
    return found
