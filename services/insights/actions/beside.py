"""What interviewers heard, beside what people said themselves: the difference is a result of its own."""

from __future__ import annotations

from dataclasses import dataclass

from services.insights.actions.reasoning import Question
from services.insights.store import heard as store
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure
from shared.disclosure.model import rule_in_force


@dataclass(frozen=True)
class Heard:
    """The heaviest cause as interviewers heard it, and how often the person named the same; None where too few."""

    first: Figure | None
    agrees: Figure | None


def heard(tx: Tx, question: Question) -> Heard:
    """Return what interviewers heard in these years."""
    found = store.figures(tx.conn, first=question.first, last=question.last)
    least = rule_in_force().group
    first, agrees = (
        found[name] if found[name].people >= least else None for name in (store.FIRST, store.AGREES)
    )
    return Heard(first, agrees)
