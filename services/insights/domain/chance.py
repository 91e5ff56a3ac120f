"""Is it more, or could it be chance? Two counts of leavers over the time that people were there.

Given that in all so many left, the part of them that left in the second stretch is a proportion; Wilson's interval of
it is the interval of how many times as often people left. It holds for small counts too, and asks for no tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from shared.kernel.chance import Z, wilson

# Of fewer leavers in both stretches together nothing is said.
FEWEST = 5
_WRONG = 0.05
MORE, LESS, CHANCE, TOO_FEW = "more", "less", "chance", "too_few"


@dataclass(frozen=True)
class Comparison:
    """How many times as often people left as before: at best guess, at least and at most."""

    verdict: str
    times: float | None = None
    low: float | None = None
    high: float | None = None


def among(many: int) -> float:
    """Return how wide an interval is where ``many`` groups are looked at: of a hundred, five stand out by chance alone.

    Bonferroni: together they are wrong no more often than one would be.
    """
    return NormalDist().inv_cdf(1 - _WRONG / (2 * max(many, 1)))


def compare(
    now: int, person_years: float, before: int, person_years_before: float, *, z: float = Z
) -> Comparison:
    """Compare leavers with those of another stretch, each over the person-years in it."""
    both = now + before
    if both < FEWEST or person_years <= 0 or person_years_before <= 0:
        return Comparison(TOO_FEW)
    share = now / both
    low, high = wilson(now, both, z)
    scale = person_years_before / person_years
    times = None if not before else scale * share / (1 - share)
    at_least = scale * low / (1 - low)
    at_most = None if high >= 1 else scale * high / (1 - high)
    verdict = CHANCE
    if at_least > 1:
        verdict = MORE
    elif at_most is not None and at_most < 1:
        verdict = LESS
    return Comparison(verdict, times, at_least, at_most)
