"""Whether a planned touchpoint whose moment has come may leave now."""

from __future__ import annotations

from dataclasses import replace

from services.journey.domain.settle import Terms, closing, local_day, next_moment, settle, spread
from services.journey.domain.touchpoint import (
    CANCELLED,
    DUE,
    NOT_IN_PLAN,
    OUTSIDE_WINDOW,
    PLANNED,
    Spell,
    Touchpoint,
)
from shared.calendar.window import is_open


def release(touchpoint: Touchpoint, spell: Spell | None, terms: Terms) -> Touchpoint:
    """Return ``touchpoint`` due, or as what it has to be instead: moved, skipped or cancelled, with the reason.

    It is looked at afresh: since it was planned, the person may have left, and the house may have stood still.
    """
    rules = {rule.key: rule for rule in terms.plan.rules}
    rule = rules.get((touchpoint.programme, touchpoint.rule))
    if spell is not None and rule is None:
        return replace(touchpoint, state=CANCELLED, reason=NOT_IN_PLAN)
    if spell is None or rule is None:
        return replace(touchpoint, state=CANCELLED, reason=terms.gone)
    fresh = settle(touchpoint, rule, spell, terms)
    if fresh.state != PLANNED or fresh.send_at > terms.now:
        return fresh
    if is_open(terms.now, spell.zone, calendar=spell.calendar, window=terms.window):
        return replace(fresh, state=DUE, released_at=terms.now)
    moment = next_moment(spread(rule, spell, fresh.occurrence), spell, terms)
    closes_on = closing(rule, fresh.due_date, local_day(moment, spell))
    return replace(fresh, send_at=moment, closes_on=closes_on, reason=OUTSIDE_WINDOW)
