"""Why a moment makes no sense for an employment (any more): death, a leaving, a return, or it is for others."""

from __future__ import annotations

from services.journey.domain.occurrences import Occurrence
from services.journey.domain.rule import EVERYBODY, Rule
from services.journey.domain.spell import ACTIVE, EXPECTED, NEVER_STARTED, Spell
from services.journey.domain.touchpoint import BACK, BEGUN, DIED, GONE, LEAVING, NOT_FOR, STARTED_NOT


def why_ended(rule: Rule, spell: Spell, found: Occurrence | None = None) -> str | None:
    """Return why a moment makes no sense for an employment (any more), or None.

    Without an occurrence only the employment is looked at: who was asked as a member of one department and moves to
    another may still answer.
    """
    if spell.deceased:
        return DIED
    if spell.state not in rule.live_while and not _will_be_at_work(rule, spell, found):
        after = {NEVER_STARTED: STARTED_NOT, "leaving": LEAVING, "left": LEAVING}
        return after.get(spell.state, BEGUN if EXPECTED in rule.live_while else GONE)
    # Only what one asks of who left ends by a return; all else had ended before, and keeps why.
    if spell.followed:
        return BACK
    if found is None or rule.audience is EVERYBODY:
        return None
    return NOT_FOR if rule.audience.unmet(spell, found.due, found.absence) else None


def is_over(rule: Rule, spell: Spell) -> bool:
    """Return whether no moment of a rule makes sense for an employment, whenever it is."""
    return spell.state != EXPECTED and why_ended(rule, spell) is not None


def why_hand_ended(spell: Spell) -> str | None:
    """Return why what HR sends by hand goes to nobody (any more), or None."""
    if spell.deceased:
        return DIED
    return STARTED_NOT if spell.state == NEVER_STARTED else None


def _will_be_at_work(rule: Rule, spell: Spell, found: Occurrence | None) -> bool:
    """Return whether somebody who is expected will have begun by then."""
    return (
        spell.state == EXPECTED
        and ACTIVE in rule.live_while
        and found is not None
        and found.due >= spell.hire_date
    )
