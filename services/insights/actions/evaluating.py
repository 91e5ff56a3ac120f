"""Each measure before and after, beside everybody else in the same two stretches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.insights.actions import acting
from services.insights.domain import effect
from services.insights.domain.costs import Range
from services.insights.domain.effect import Effect, Stretch
from services.insights.domain.measures import Measure
from services.insights.domain.periods import Period
from services.insights.store import departments, editions, history
from services.insights.store.history import Course
from shared.db.transaction import Tx

# A measure is looked at over two years at most: what comes later has other causes.
_LONGEST = timedelta(days=730)
# Nobody is beside a measure for everybody: it is held to its own year before, as if all else had stayed as it was.
_STEADY = Stretch(1_000_000, 1_000_000.0)
_NOBODY_BESIDE = (_STEADY, _STEADY)
# At best guess, at least, at most.
Fewer = tuple[float, float, float]
Both = tuple[Stretch, Stretch]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A group before and after, the others beside it, the verdict, and what it was worth, from low to high."""

    before: Period
    after: Period
    own: Both
    others: Both
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
    return evaluate_all(tx, [one], until).get(one.id)


def evaluate_all(tx: Tx, measures: Sequence[Measure], until: date) -> dict[UUID, Evaluation]:
    """Return what became of each measure that has begun, out of one look at all departments."""
    spans = {one.id: span for one in measures if (span := _span(one, until))}
    if not spans:
        return {}
    days = sorted({day for span in spans.values() for period in span for day in (period.start, period.end)})
    found = history.of_departments(tx.conn, editions.live(tx.conn), days)
    tree, at = departments.all_of_them(tx.conn), {day: number for number, day in enumerate(days)}

    def both(units: Collection[UUID | None], one: Measure) -> Both:
        courses = [found[unit] for unit in units if unit in found]
        before, after = (_stretch(courses, at, period) for period in spans[one.id])
        return before, after

    evaluated = {}
    for one in measures:
        if one.id in spans:
            inside = acting.inside(tree, one.plan)
            own, everybody = both(found if inside is None else inside, one), both(found, one)
            evaluated[one.id] = _evaluated(one, spans[one.id], own, None if inside is None else everybody)
    return evaluated


def _span(one: Measure, until: date) -> tuple[Period, Period] | None:
    begun = one.plan.starts_on - timedelta(days=1)
    last = min(until, begun + _LONGEST)
    if last <= begun:
        return None
    return Period("before", begun - timedelta(days=365), begun), Period("after", begun, last)


def _stretch(courses: Sequence[Course], at: Mapping[date, int], period: Period) -> Stretch:
    first, last = at[period.start], at[period.end]
    there = sum(one.there[first] + one.there[last] for one in courses)
    return Stretch(sum(one.left[last] - one.left[first] for one in courses), there / 2 * period.years)


def _evaluated(one: Measure, span: tuple[Period, Period], own: Both, everybody: Both | None) -> Evaluation:
    before, after = span
    others = _NOBODY_BESIDE
    if everybody is not None:
        others = _less(everybody[0], own[0]), _less(everybody[1], own[1])
    found = effect.effect(*own, *others, (after.end - after.start).days)
    return Evaluation(
        before=before, after=after, own=own, others=others, effect=found, worth=_worth(one, found)
    )


def _less(whole: Stretch, part: Stretch) -> Stretch:
    return Stretch(whole.leavers - part.leavers, max(whole.person_years - part.person_years, 0.0))


def _worth(one: Measure, found: Effect) -> Range | None:
    """What the leavings that did not happen would have cost, at what one cost on the day it was thought of."""
    low, high = one.figures.get("one_low"), one.figures.get("one_high")
    if found.avoided_low is None or found.avoided_high is None or low is None or high is None:
        return None
    fewest, most = Decimal(str(max(found.avoided_low, 0.0))), Decimal(str(max(found.avoided_high, 0.0)))
    return Range(fewest * Decimal(low), most * Decimal(high))
