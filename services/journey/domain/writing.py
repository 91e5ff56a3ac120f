"""A plan written down again, as people and programs write it."""

from __future__ import annotations

from typing import Any

from services.journey.domain.reading import LISTS, RANGES
from services.journey.domain.rule import STATES, Audience, Rule
from shared.calendar.window import Window


def as_plain(rule: Rule) -> dict[str, Any]:
    """Return a rule as it is written: what asks nothing is left out."""
    written: dict[str, Any] = {
        "programme": rule.programme,
        "rule": rule.name,
        "title": dict(rule.title),
        "anchor": rule.anchor,
        "on": f"{rule.on[0]:02d}-{rule.on[1]:02d}" if rule.on else None,
        "after": {rule.after.unit: rule.after.number},
        "every": {rule.every.unit: rule.every.number} if rule.every else None,
        "times": rule.times,
        "ask": rule.ask,
        "closes_after": {rule.closes_after.unit: rule.closes_after.number},
        "remind_after": list(rule.remind_after) if rule.remind_after is not None else None,
        "while": [state for state in STATES if state in rule.live_while],
        "for": _plain_audience(rule.audience),
        "tolerance_days": rule.tolerance,
        "merges_with": sorted(rule.merges_with),
        "window": _plain_window(rule.window) if rule.window else None,
        "despite_absence": rule.despite_absence or None,
        "beside_budget": rule.beside_budget or None,
        "since": rule.since.isoformat() if rule.since else None,
    }
    kept = {"remind_after", "tolerance_days"}
    return {key: value for key, value in written.items() if value or (key in kept and value is not None)}


def _plain_audience(audience: Audience) -> dict[str, Any]:
    written: dict[str, Any] = {name: sorted(str(one) for one in getattr(audience, name)) for name in LISTS}
    for name in RANGES:
        chosen = getattr(audience, name)
        written[name] = {
            key: value for key, value in (("from", chosen.least), ("to", chosen.most)) if value is not None
        }
    found = {key: value for key, value in written.items() if value}
    return found if audience.returned is None else {**found, "returned": audience.returned}


def _plain_window(window: Window) -> dict[str, Any]:
    hours = {"opens": f"{window.opens:%H:%M}", "closes": f"{window.closes:%H:%M}"}
    return hours if window.weekdays is None else {**hours, "days": sorted(window.weekdays)}
