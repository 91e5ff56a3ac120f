"""Whether a planned touchpoint whose moment has come may leave now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from services.journey.domain.settle import Terms, local_day
from services.journey.domain.spell import Spell
from services.journey.domain.touchpoint import DUE, OUTSIDE_WINDOW, PLANNED, SEEN, UNSEEN, Touchpoint
from shared.calendar.months import add_days
from shared.calendar.window import is_open, next_opening, start_of_day


def release(one: Touchpoint, spell: Spell, terms: Terms, *, unseen: Collection[str] = ()) -> Touchpoint:
    """Return ``one``, which was settled just now, due; or moved, where the window is shut or HR has not seen it.

    ``unseen`` are the programmes of which nothing leaves before HR has looked at what would.
    """
    if one.state != PLANNED or one.send_at > terms.now:
        return one
    window = terms.window_of(terms.rules.get(one.rule_key))
    key = str(one.id)
    if one.programme in unseen:
        tomorrow = start_of_day(add_days(local_day(terms.now, spell), 1), spell.zone)
        moment = next_opening(tomorrow, spell.zone, key=key, calendar=spell.calendar, window=window)
        return replace(one, send_at=moment, reason=UNSEEN)
    if is_open(terms.now, spell.zone, calendar=spell.calendar, window=window):
        return replace(
            one, state=DUE, released_at=terms.now, reason=SEEN if one.reason == UNSEEN else one.reason
        )
    moment = next_opening(terms.now, spell.zone, key=key, calendar=spell.calendar, window=window)
    later = (local_day(moment, spell) - local_day(one.send_at, spell)).days
    return replace(
        one, send_at=moment, closes_on=add_days(one.closes_on, max(later, 0)), reason=OUTSIDE_WINDOW
    )
