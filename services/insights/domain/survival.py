"""How many of those who began together are still there: Kaplan and Meier's curve, with numbers at risk.

Twenty lines of arithmetic; the libraries that have it bring pandas and scipy along. Tests hold it to a published
example.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from shared.kernel.chance import Z


@dataclass(frozen=True)
class Span:
    """So many were there for ``days``, and then left, or are there still."""

    days: int
    left: bool
    many: int


@dataclass(frozen=True)
class Step:
    """After ``days``: of ``at_risk`` people ``left`` left; the share that is there still, at least and at most."""

    days: int
    at_risk: int
    left: int
    share: float
    low: float
    high: float


def curve(spans: Iterable[Span]) -> list[Step]:
    """Return the curve: a step for each day on which somebody left."""
    left: dict[int, int] = {}
    gone: dict[int, int] = {}
    for span in spans:
        gone[span.days] = gone.get(span.days, 0) + span.many
        if span.left:
            left[span.days] = left.get(span.days, 0) + span.many
    at_risk = sum(gone.values())
    share, spread = 1.0, 0.0
    steps = []
    for days in sorted(gone):
        if days in left:
            share *= 1 - left[days] / at_risk
            spread += left[days] / (at_risk * (at_risk - left[days])) if at_risk > left[days] else 0.0
            steps.append(Step(days, at_risk, left[days], share, *_interval(share, spread)))
        at_risk -= gone[days]
    return steps


def share_after(steps: Sequence[Step], days: int) -> Step | None:
    """Return the last step up to and including ``days``; None before the first."""
    found = None
    for step in steps:
        if step.days > days:
            break
        found = step
    return found


def at_risk_after(spans: Iterable[Span], days: int) -> int:
    """Return how many were there for ``days`` at least: on how many a share that late rests."""
    return sum(span.many for span in spans if span.days >= days)


def _interval(share: float, spread: float) -> tuple[float, float]:
    """Greenwood's spread on the scale of log minus log, so that the interval stays between 0 and 1."""
    if not 0 < share < 1:
        return (0.0, 0.0) if share <= 0 else (1.0, 1.0)
    width = Z * sqrt(spread) / log(share)
    middle = log(-log(share))
    return exp(-exp(middle - width)), exp(-exp(middle + width))
