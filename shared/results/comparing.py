"""Is it more or less than before, or could that be chance? Of figures that may be shown, and nothing else. Pure."""

from __future__ import annotations

from shared.disclosure.figures import Figure
from shared.kernel.chance import means_differ, sample_of, shares_differ
from shared.results.model import SCALE, Result

MORE, LESS, CHANCE = "more", "less", "chance"


def verdict(result: Result, now: Figure | None, before: Figure | None) -> str | None:
    """Return whether the measure of a group moved by more than chance explains; None where there is no before."""
    measured, was = result.measure(now), result.measure(before)
    if now is None or before is None or measured is None or was is None:
        return None
    if result.family == SCALE:
        real = means_differ(*(sample_of(_numbers(one)) for one in (now, before)))
    else:
        top = result.top or ""
        real = shares_differ(now.tally.get(top, 0), now.people, before.tally.get(top, 0), before.people)
    return direction(measured, was, real=real)


def direction(now: float, before: float, *, real: bool) -> str:
    """Return which way a measure went, where that is real."""
    if not real:
        return CHANCE
    return MORE if now > before else LESS


def _numbers(figure: Figure) -> dict[int, int]:
    return {int(value): count for value, count in figure.tally.items() if value.lstrip("-").isdecimal()}
