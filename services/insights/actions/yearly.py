"""The yearly evaluation: the five steps of a year, gathered in one step and kept as they were."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.insights import policy
from services.insights.actions import comparing, costing, evaluating, measuring, reasoning, rising
from services.insights.actions.comparing import Beside
from services.insights.actions.measuring import Question
from services.insights.domain import chance, periods
from services.insights.domain.figures import Figures
from services.insights.domain.periods import Period
from services.insights.errors import AlreadyReleased, EvaluationUnknown, YearNotOver
from services.insights.store import counts, departments, editions, evaluations, listening
from services.insights.store import measures as measure_store
from services.insights.store.evaluations import Evaluation
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings

# By then the last leavers of December are in the books.
MADE_ON = (1, 12)
MADE_AT = clock_time(6, 0)
YEARS_SHOWN = 6
# Reasons that are named more, or less, than in the years before, by more than chance.
SLID = (chance.MORE, chance.LESS)
DEPARTMENTS_SHOWN = 10


def make(tx: Tx, year: int, by: UUID | None) -> None:
    """Gather a year, new or once more; one that was released stays as it was."""
    until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
    if not policy.FIRST_YEAR <= year <= until.year or periods.year(year, until).end != date(year, 12, 31):
        raise YearNotOver
    found = evaluations.find(tx.conn, year, lock=True)
    if found and found.released_at:
        raise AlreadyReleased
    evaluations.keep(tx.conn, year, gathered(tx, periods.year(year, until), until), now=tx.now, by=by)


def make_due(tx: Tx) -> int:
    """Gather last year once January is some days old, where nobody has; return how many were made."""
    if next_making(tx) > tx.now:
        return 0
    make(tx, clock.today(settings().zone).year - 1, None)
    return 1


def next_making(tx: Tx) -> datetime:
    """Return the instant at which a year is gathered by itself; behind us where last year's is still missing."""
    zone = ZoneInfo(settings().zone)
    today = clock.today(settings().zone)
    here = datetime.combine(date(today.year, *MADE_ON), MADE_AT, zone)
    if tx.now < here or _missing(tx, today.year - 1):
        return here
    return datetime.combine(date(today.year + 1, *MADE_ON), MADE_AT, zone)


def _missing(tx: Tx, year: int) -> bool:
    """Whether there is something to gather of a year, all of it is counted, and nobody gathered it."""
    end = date(year, 12, 31)
    until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
    began = counts.first_hire(tx.conn, editions.live(tx.conn))
    return began is not None and began <= end <= until and evaluations.find(tx.conn, year) is None


def find(tx: Tx, year: int, *, released_only: bool) -> Evaluation:
    """Return the evaluation of a year."""
    found = evaluations.find(tx.conn, year) if 0 < year < policy.LAST_YEAR else None
    if found is None or (released_only and found.released_at is None):
        raise EvaluationUnknown
    return found


def propose(tx: Tx, year: int, words: str) -> None:
    """Keep what HR proposes to the board."""
    found = evaluations.find(tx.conn, year, lock=True)
    if found is None:
        raise EvaluationUnknown
    if found.released_at:
        raise AlreadyReleased
    evaluations.propose(tx.conn, year, words)


def release(tx: Tx, year: int, by: UUID) -> None:
    """Let the board read it; twice is once."""
    found = evaluations.find(tx.conn, year, lock=True)
    if found is None:
        raise EvaluationUnknown
    if found.released_at is None:
        evaluations.release(tx.conn, year, now=tx.now, by=by)


def gathered(tx: Tx, period: Period, until: date) -> dict[str, Any]:
    """Return the five steps of a year as plain figures; words come where it is shown."""
    zone = ZoneInfo(settings().zone)
    since = datetime.combine(period.first_day, clock_time(), zone)
    after = datetime.combine(period.end + timedelta(days=1), clock_time(), zone)
    whole, units = comparing.with_whole(tx, Question(by=policy.DEPARTMENT), period)
    year = period.end.year
    over = measuring.turnover(tx, Question(first=year - YEARS_SHOWN + 1, last=year), until).figures
    return {
        "until": until.isoformat(),
        "whole": _beside(whole[0]) if whole else None,
        "years": [_plain(one) for one in over],
        "departments": [_beside(row) for row in units if _large(row)][:DEPARTMENTS_SHOWN],
        "risen": [asdict(one.known) for one in rising.rises(tx, units, period, period.end, [])],
        "costs": _costs(tx, period),
        "reasons": _reasons(tx, year),
        "listened": [
            {
                "programme": one.programme,
                "asked": one.asked,
                "answered": one.answered,
                "declined": one.declined,
            }
            for one in listening.responses(tx.conn, since=since, until=after)
        ],
        "measures": _measures(tx, period, until),
    }


def _reasons(tx: Tx, year: int) -> dict[str, Any] | None:
    """What leavers of that year named most; nothing where too few told."""
    [told] = reasoning.by_year(tx, reasoning.CAUSE, years=reasoning.years_to(year))
    found = reasoning.whole(told, year, year)
    if found is None:
        return None
    panels = reasoning.panels(told, year)
    slid = {
        verdict: [one.reason for one in panels if one.verdict == verdict and not one.new] for verdict in SLID
    }
    new = [one.reason for one in panels if one.new]
    return {"people": found.people, "tally": dict(found.tally), "new": new, **slid}


def _large(row: Beside) -> bool:
    return row.now.group is not None and min(row.now.heads) >= policy.MEANS_SOMETHING


def _plain(one: Figures) -> dict[str, Any]:
    return {
        "group": one.group,
        "period": one.period,
        "start": one.start,
        "end": one.end,
        "mean": str(round(one.mean, 1)),
        "joiners": one.joiners,
        "leavers": one.leavers,
        "rate": None if one.rate is None else str(one.rate),
        "early": one.early,
        "regretted": one.regretted,
        "marked": one.leavers - one.unmarked,
        **{name: one.of_class(name) for name in policy.CLASSES},
    }


def _beside(row: Beside) -> dict[str, Any]:
    return {
        **_plain(row.now),
        "before": None if row.before is None or row.before.rate is None else str(row.before.rate),
        "verdict": row.comparison.verdict,
        "low": row.comparison.low,
        "high": row.comparison.high,
    }


def _costs(tx: Tx, period: Period) -> dict[str, Any] | None:
    found = costing.of_period(tx, period).whole
    if not found.leavers:
        return None
    return {
        "leavers": found.leavers,
        "unknown": found.unknown,
        "low": str(found.cost.low),
        "high": str(found.cost.high),
    }


def _measures(tx: Tx, period: Period, until: date) -> list[dict[str, Any]]:
    tree = departments.all_of_them(tx.conn)
    found = []
    of_year = [
        one
        for one in measure_store.listed(tx.conn)
        if one.plan.starts_on <= period.end and (one.plan.ends_on or period.end) >= period.first_day
    ]
    evaluated = evaluating.evaluate_all(tx, of_year, until)
    for one in of_year:
        judged = evaluated.get(one.id)
        unit = tree.get(one.plan.department_id) if one.plan.department_id else None
        found.append({
            "title": one.plan.title,
            "department": unit.path if unit else None,
            "state": one.state,
            "cost": None if one.plan.cost is None else str(one.plan.cost),
            "avoided": one.plan.avoided,
            "verdict": judged.effect.verdict if judged else None,
            "spent": None if one.plan.spent is None else str(one.plan.spent),
            "fewer": judged.fewer if judged else None,
            "low": judged.effect.low if judged else None,
            "high": judged.effect.high if judged else None,
            "worth_low": str(round(judged.worth.low, 2)) if judged and judged.worth else None,
            "worth_high": str(round(judged.worth.high, 2)) if judged and judged.worth else None,
        })  # fmt: skip
    return found
