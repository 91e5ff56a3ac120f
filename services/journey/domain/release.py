"""What may leave now of what is planned: everything whose moment has come, when it was looked at just now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.journey.domain.rule import asks_conversation
from services.journey.domain.settle import Outcome, settle_all
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import DUE, PLANNED, SEEN, UNSEEN, Touchpoint


def release_all(spells: Iterable[Spell], known: Sequence[Touchpoint], terms: Terms) -> Outcome:
    """Return what has to change for all whose moment has come to leave, each looked at with all else of its person.

    Settling has moved what cannot leave now: the window is shut, HR has not seen it, there is no room. What is planned
    for now after that, leaves.
    """
    settled = settle_all(spells, known, terms)
    after = {change.after.id: change.after for change in settled.changed}
    # What nobody had planned yet is looked at with the next batch, like all else.
    outcome = Outcome(settled.added, [])
    for before in known:
        outcome.note(before, _released(after.get(before.id, before), terms))
    return outcome


def _released(one: Touchpoint, terms: Terms) -> Touchpoint:
    if one.state != PLANNED or one.send_at > terms.now:
        return one
    reason = SEEN if one.reason == UNSEEN else one.reason
    return one._replace(state=DUE, released_at=terms.now, reason=reason)


def is_conversation(one: Touchpoint, terms: Terms) -> bool:
    """Return whether somebody has to hold it."""
    rule = terms.rules.get(one.rule_key)
    return asks_conversation(one.ask) or (rule is not None and rule.is_conversation)
