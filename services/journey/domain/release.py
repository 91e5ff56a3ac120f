"""Whether a planned touchpoint whose moment has come may leave now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from services.journey.domain.rule import asks_conversation
from services.journey.domain.settle import Terms, local_day
from services.journey.domain.spell import Spell
from services.journey.domain.touchpoint import (
    AD_HOC,
    DUE,
    NOBODY,
    OUTSIDE_WINDOW,
    PLANNED,
    UNSEEN,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import is_open, next_opening, start_of_day


def release(one: Touchpoint, spell: Spell, terms: Terms, *, unseen: Collection[str] = ()) -> Touchpoint:
    """Return ``one``, which was settled just now, due; or moved, where it may not leave yet.

    ``unseen`` are the programmes of which nothing leaves before HR has looked at what would; what HR sends by hand it
    has looked at. A conversation waits for somebody to hold it.
    """
    if one.state != PLANNED or one.send_at > terms.now:
        return one
    if one.programme in unseen and one.rule != AD_HOC:
        return _tomorrow(one, spell, terms, UNSEEN)
    if one.interviewer is None and is_conversation(one, terms):
        return _tomorrow(one, spell, terms, NOBODY)
    window = terms.window_of(terms.rules.get(one.rule_key))
    if is_open(terms.now, spell.zone, calendar=spell.calendar, window=window):
        return replace(one, state=DUE, released_at=terms.now)
    moment = next_opening(terms.now, spell.zone, key=str(one.id), calendar=spell.calendar, window=window)
    later = (local_day(moment, spell) - local_day(one.send_at, spell)).days
    return replace(
        one,
        send_at=moment,
        closes_on=add_days(one.closes_on, max(later, 0)),
        reason=OUTSIDE_WINDOW,
        interviewer=None if later else one.interviewer,
        sequence=one.sequence + 1,
    )


def is_conversation(one: Touchpoint, terms: Terms) -> bool:
    """Return whether somebody has to hold it."""
    rule = terms.rules.get(one.rule_key)
    return asks_conversation(one.ask) or (rule is not None and rule.is_conversation)


def _tomorrow(one: Touchpoint, spell: Spell, terms: Terms, reason: str) -> Touchpoint:
    """Let it wait from day to day; whoever was to hold it is looked for anew on the day that it leaves."""
    window = terms.window_of(terms.rules.get(one.rule_key))
    tomorrow = start_of_day(add_days(local_day(terms.now, spell), 1), spell.zone)
    moment = next_opening(tomorrow, spell.zone, key=str(one.id), calendar=spell.calendar, window=window)
    return replace(one, send_at=moment, reason=reason, interviewer=None, sequence=one.sequence + 1)
