"""The last twelve months beside the twelve before them; and cohorts beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.insights import policy
from services.insights.actions import measuring
from services.insights.actions.measuring import Question
from services.insights.domain import chance, periods, survival
from services.insights.domain.chance import Comparison
from services.insights.domain.figures import Figures
from services.insights.domain.periods import Period
from services.insights.domain.survival import Span, Step
from services.insights.store import cohorts, editions
from shared.db.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A group in a period, the same group in the one before, and what may be said of the difference."""

    now: Figures
    before: Figures | None
    comparison: Comparison


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Who began in a year: how many, the curve, and at each milestone the step and on how many it rests."""

    year: int
    began: int
    steps: list[Step]
    at: list[tuple[Step | None, int]]


def beside(tx: Tx, asked: Question, period: Period) -> list[Beside]:
    """Return each group in ``period`` beside the stretch of a year before it, the most leavers first."""
    return with_whole(tx, asked, period)[1]


def with_whole(tx: Tx, asked: Question, period: Period) -> tuple[list[Beside], list[Beside]]:
    """Return everybody together, and each group, in ``period`` and in the stretch of a year before it."""
    whole, groups = measuring.with_whole(tx, asked, [periods.before(period), period])
    return laid(whole, period), laid(groups, period)


def laid(found: Sequence[Figures], period: Period) -> list[Beside]:
    """Lay figures of ``period`` beside those of the stretch of a year before it, the most leavers first.

    The more groups are laid beside one another, the stricter it is what is called more or less.
    """
    earlier = periods.before(period)
    before = {one.group: one for one in found if one.period == earlier.name}
    here = [one for one in found if one.period == period.name]
    z = chance.among(sum(one.group in before for one in here))
    rows = [
        Beside(
            now=one,
            before=before.get(one.group),
            comparison=_compared(one, before.get(one.group), (period, earlier), z),
        )
        for one in here
    ]
    rows.sort(key=lambda row: (-(row.now.rate or 0), row.now.group or ""))
    return rows


def period_of(asked: str, until: date) -> Period:
    """Return the period that was asked for: a year, or else the last twelve months."""
    if asked.isdecimal() and policy.FIRST_YEAR <= int(asked) <= until.year:
        return periods.year(int(asked), until)
    return periods.twelve_months(until)


def by_year_of_hire(tx: Tx, asked: Question, until: date) -> list[Cohort]:
    """Return the last cohorts, the newest first."""
    found = cohorts.spans(
        tx.conn,
        editions.live(tx.conn),
        first=until.year - policy.COHORTS + 1,
        last=until.year,
        until=until,
        within=asked.within,
    )
    return [_cohort(year, spans) for year, spans in sorted(found.items(), reverse=True)]


def _cohort(year: int, spans: list[Span]) -> Cohort:
    steps = survival.curve(spans)
    at = []
    for days in policy.MILESTONES:
        many = survival.at_risk_after(spans, days)
        step = survival.share_after(steps, days)
        everybody = Step(0, sum(one.many for one in spans), 0, 1.0, 1.0, 1.0)
        at.append(((step or everybody) if many else None, many))
    return Cohort(year=year, began=sum(one.many for one in spans), steps=steps, at=at)


def _compared(now: Figures, before: Figures | None, stretches: tuple[Period, Period], z: float) -> Comparison:
    if before is None:
        return Comparison(chance.TOO_FEW)
    years = [float(one.mean) * period.years for one, period in zip((now, before), stretches, strict=True)]
    return chance.compare(now.leavers, years[0], before.leavers, years[1], z=z)
