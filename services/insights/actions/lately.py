"""What changed in the last whole month beside the year before it, and what is worth looking at: never mere chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.insights import policy
from services.insights.actions import noting, reasoning
from services.insights.domain import chance, periods
from services.insights.domain.chance import Comparison
from services.insights.domain.figures import Figures
from services.insights.domain.measures import DONE, RUNNING, Measure
from services.insights.domain.periods import Period
from services.insights.store.noted import Change
from shared.db.transaction import Tx

_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Month:
    """A group in the last month and in the twelve before it, and what may be said of who left and who came."""

    now: Figures
    before: Figures
    left: Comparison
    came: Comparison


@dataclass(frozen=True, kw_only=True)
class Lately:
    """The last month: everybody, departments that stand out, rising reasons, measures that began, years that moved."""

    period: Period
    whole: Month | None
    departments: list[Month]
    reasons: list[str]
    begun: list[Measure]
    ended: list[Measure]
    moved: list[Change]


def stretches(until: date) -> list[Period]:
    """Return the last whole month, behind the twelve months before it."""
    end = periods.twelve_months(until).end
    start = periods.month_end(end, -1)
    return [Period("year", periods.month_end(start, -_MONTHS), start), Period("month", start, end)]


def years(until: date) -> Sequence[int]:
    """Return of which years why people left is asked: of this one and the last, and of the others of a panel."""
    return range(until.year - reasoning.YEARS, until.year + 1)


def since_last_month(
    tx: Tx,
    until: date,
    counted: tuple[Sequence[Figures], Sequence[Figures]],
    measures: Sequence[Measure],
    told: reasoning.Years,
) -> Lately:
    """Return what changed.

    ``counted`` are the figures of everybody and of each department in ``stretches``, whatever else is among them;
    ``told`` is why people left, by year, of ``years`` at least.
    """
    year, month = stretches(until)
    whole, departments = counted
    return Lately(
        period=month,
        whole=next(iter(_months(whole, year, month, least=0)), None),
        departments=[
            one for one in _months(departments, year, month, least=policy.MEANS_SOMETHING) if _stands_out(one)
        ],
        reasons=_rising(told, until),
        begun=[
            one for one in measures if one.state == RUNNING and month.start < one.plan.starts_on <= month.end
        ],
        ended=[
            one
            for one in measures
            if one.state == DONE
            and one.plan.ends_on is not None
            and month.start < one.plan.ends_on <= month.end
        ],
        moved=noting.moved(tx, list(range(until.year - 1, until.year - 3, -1))),
    )


def _months(found: Sequence[Figures], year: Period, month: Period, *, least: int) -> list[Month]:
    """Return each group of at least so many for a month to mean something; the more are looked at, the stricter."""
    before = {one.group: one for one in found if one.period == year.name}
    pairs = [
        (one, before[one.group])
        for one in found
        if one.period == month.name
        and one.group in before
        and one.group is not None
        and min(one.mean, before[one.group].mean) >= least
    ]
    z = chance.among(len(pairs))
    return [
        Month(
            now=now,
            before=then,
            left=_compared(now.leavers, then.leavers, now, then, (month, year), z),
            came=_compared(now.joiners, then.joiners, now, then, (month, year), z),
        )
        for now, then in pairs
    ]


def _compared(
    many: int, before: int, now: Figures, then: Figures, stretches: tuple[Period, Period], z: float
) -> Comparison:
    years = [float(one.mean) * period.years for one, period in zip((now, then), stretches, strict=True)]
    return chance.compare(many, years[0], before, years[1], z=z)


def _stands_out(one: Month) -> bool:
    return bool({one.left.verdict, one.came.verdict} & {chance.MORE, chance.LESS})


def _rising(told: reasoning.Years, until: date) -> list[str]:
    """Return reasons that are new, or named more than in the years before; none where nothing was told lately."""
    if reasoning.whole(told, until.year - 1, until.year) is None:
        return []
    panels = reasoning.panels(told, reasoning.last_year(told, until.year))
    return [one.reason for one in panels if one.new or one.verdict == chance.MORE]
