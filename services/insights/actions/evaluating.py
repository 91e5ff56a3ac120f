"""Each measure before and after, beside everybody else in the same two stretches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.insights import policy
from services.insights.actions import acting, measuring
from services.insights.actions.measuring import Question
from services.insights.domain import effect
from services.insights.domain.costs import Range
from services.insights.domain.effect import Effect, Stretch
from services.insights.domain.figures import Figures
from services.insights.domain.measures import Measure
from services.insights.domain.periods import Period
from shared.db.transaction import Tx

# A measure is looked at over two years at most: what comes later has other causes.
_LONGEST = timedelta(days=730)
# Nobody is beside a measure for everybody: it is held to its own year before, as if all else had stayed as it was.
_STEADY = Stretch(1_000_000, 1_000_000.0)
_NOBODY_BESIDE = (_STEADY, _STEADY)
# At best guess, at least, at most.
Fewer = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A group before and after, the others beside it, the verdict, and what it was worth, from low to high."""

    before: Period
    after: Period
    own: tuple[Stretch, Stretch]
    others: tuple[Stretch, Stretch]
    effect: Effect
    worth: Range | None

    @property
    def fewer(self) -> Fewer | None:
        """How many leavings fewer there were in a year, less than none is more; None where that cannot be told."""
        found = (self.effect.avoided, self.effect.avoided_low, self.effect.avoided_high)
        if None in found or self.after.years <= 0:
            return None
        guess, low, high = ((one or 0.0) / self.after.years for one in found)
        return guess, low, high


def evaluate(tx: Tx, one: Measure, until: date) -> Evaluation | None:
    """Return what became of a measure; None while it has not begun."""
    begun = one.plan.starts_on - timedelta(days=1)
    last = min(until, begun + _LONGEST)
    if last <= begun:
        return None
    before = Period("before", begun - timedelta(days=365), begun)
    after = Period("after", begun, last)
    inside = acting.within(tx, one.plan)
    own = _both(measuring.measure(tx, Question(within=inside), [before, after]), before, after)
    others = _NOBODY_BESIDE
    if inside is not None:
        everybody = _both(measuring.measure(tx, Question(), [before, after]), before, after)
        others = _less(everybody[0], own[0]), _less(everybody[1], own[1])
    found = effect.effect(*own, *others, (last - begun).days)
    return Evaluation(
        before=before, after=after, own=own, others=others, effect=found, worth=_worth(one, found)
    )


def _both(found: list[Figures], before: Period, after: Period) -> tuple[Stretch, Stretch]:
    by_period = {one.period: one for one in found if one.group == policy.ALL}
    return _stretch(by_period.get("before"), before), _stretch(by_period.get("after"), after)


def _stretch(found: Figures | None, period: Period) -> Stretch:
    if found is None:
        return Stretch(0, 0.0)
    return Stretch(found.leavers, float(found.mean) * period.years)


def _less(whole: Stretch, part: Stretch) -> Stretch:
    return Stretch(whole.leavers - part.leavers, max(whole.person_years - part.person_years, 0.0))


def _worth(one: Measure, found: Effect) -> Range | None:
    """What the leavings that did not happen would have cost, at what one cost on the day it was thought of."""
    low, high = one.figures.get("one_low"), one.figures.get("one_high")
    if found.avoided_low is None or found.avoided_high is None or low is None or high is None:
        return None
    fewest, most = Decimal(str(max(found.avoided_low, 0.0))), Decimal(str(max(found.avoided_high, 0.0)))
    return Range(fewest * Decimal(low), most * Decimal(high))
