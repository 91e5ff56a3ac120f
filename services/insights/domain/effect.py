"""Did it help? Before and after, beside the same two stretches of everybody else.

What left per person-year after a measure, over that of before, and the same of the others: the ratio of both is what
the measure may have done, if nothing else happened to this group alone. Its logarithm spreads as one over each count of
leavers (half a leaver is added to each, so that nobody leaving is no infinity). It is no proof: groups are not drawn by
lot, and the words say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from shared.kernel.chance import Z

HELPED, DID_NOT, NO_DIFFERENCE, CANNOT_TELL, TOO_EARLY = (
    "helped",
    "did_not",
    "no_difference",
    "cannot_tell",
    "too_early",
)
# Nobody can tell before so many days have passed.
SOONEST = 90
# Whatever lies wholly within these is as good as no difference.
_NARROW = (0.8, 1.25)
_HALF = 0.5


@dataclass(frozen=True)
class Stretch:
    """So many left out of so many person-years."""

    leavers: int
    person_years: float


@dataclass(frozen=True)
class Effect:
    """How many times as often as without the measure people left; how many leavings that is fewer, from low to high.

    ``times`` and ``avoided`` are the best guess.
    """

    verdict: str
    times: float | None = None
    low: float | None = None
    high: float | None = None
    avoided: float | None = None
    avoided_low: float | None = None
    avoided_high: float | None = None


def effect(
    before: Stretch, after: Stretch, others_before: Stretch, others_after: Stretch, days: int
) -> Effect:
    """Say what a measure did, ``days`` after it began."""
    four = (before, after, others_before, others_after)
    if days < SOONEST:
        return Effect(TOO_EARLY)
    if any(one.person_years <= 0 for one in four) or before.leavers + after.leavers == 0:
        return Effect(CANNOT_TELL)
    own = _rate(after) / _rate(before)
    others = _rate(others_after) / _rate(others_before)
    middle = log(own / others)
    spread = Z * sqrt(sum(1 / (one.leavers + _HALF) for one in four))
    low, high = exp(middle - spread), exp(middle + spread)
    # What would have left without it is what did leave, over how many times as often.
    # Nobody who left is half a leaver here too, or nothing would have been avoided where everybody stayed.
    left = after.leavers or _HALF
    fewest, guess, most = (left / one - after.leavers for one in (high, exp(middle), low))
    return Effect(_verdict(low, high), exp(middle), low, high, guess, fewest, most)


def _rate(one: Stretch) -> float:
    return (one.leavers + _HALF) / one.person_years


def _verdict(low: float, high: float) -> str:
    if high < 1:
        return HELPED
    if low > 1:
        return DID_NOT
    if low >= _NARROW[0] and high <= _NARROW[1]:
        return NO_DIFFERENCE
    return CANNOT_TELL
