"""Departments that more people left than the year before, and what is known of it: sizes and sums, never a cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.insights import policy
from services.insights.actions import reasoning
from services.insights.actions.comparing import Beside
from services.insights.actions.reasoning import Within
from services.insights.actions.together import Theme, expectations, theme
from services.insights.domain import chance
from services.insights.domain.measures import PLANNED, RUNNING, Measure
from services.insights.domain.periods import Period
from services.insights.domain.units import Path
from services.insights.store import departments
from services.insights.store.departments import Department
from services.insights.store.elsewhere import Part
from shared.db.transaction import Tx
from shared.disclosure.figures import NOBODY, Figure
from shared.disclosure.model import path_of, rule_in_force

# More is a list that nobody reads.
MOST = 3
# So many layers lie below a main reason.
_LAYERS = 2


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a department that more people left: plain figures, so that an evaluation can keep them.

    ``early`` of ``left`` had not been here for a year. Of ``told`` who said why in ``years``, ``count`` named
    ``reason`` most; asked on, so many of so many said what stands in ``behind``, layer by layer. ``otherwise`` is what
    newcomers found otherwise more often than elsewhere: about what, how many of how many there, and elsewhere.
    """

    group: str
    left: int
    early: int
    years: Sequence[int]
    told: int = 0
    reason: str | None = None
    count: int = 0
    behind: Sequence[tuple[str, int, int]] = ()
    otherwise: tuple[str, int, int, int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Rise:
    """A department that more people left, what is known of it, and what is being done."""

    department: Department
    row: Beside
    known: Known
    measures: list[Measure]


def rises(
    tx: Tx, rows: Sequence[Beside], period: Period, until: date, measures: Sequence[Measure]
) -> list[Rise]:
    """Return where turnover rose by more than chance; of departments that lie in one another the lowest."""
    risen = [
        row
        for row in rows
        if row.comparison.verdict == chance.MORE
        and row.now.group is not None
        and row.now.mean >= policy.MEANS_SOMETHING
    ]
    lowest = [row for row in risen if not _holds_another(row, risen)][:MOST]
    if not lowest:
        return []
    by_path = {one.path: one for one in departments.all_of_them(tx.conn).values()}
    expected = expectations(tx, until)
    years = range(period.first_day.year, period.end.year + 1)
    told = reasoning.within(tx, [path_of(row.now.group) for row in lowest], first=years[0], last=years[-1])
    found = []
    for row in lowest:
        department = by_path[str(row.now.group)]
        doing = [one for one in measures if one.state in {PLANNED, RUNNING} and _touches(one, department)]
        found.append(
            Rise(
                department=department,
                row=row,
                known=_known(row, path_of(department.path), years, told, expected),
                measures=doing,
            )
        )
    return found


def _holds_another(row: Beside, risen: Sequence[Beside]) -> bool:
    own = path_of(row.now.group)
    paths = [path_of(one.now.group) for one in risen if one is not row]
    return any(path[: len(own)] == own for path in paths)


def _touches(one: Measure, department: Department) -> bool:
    return one.plan.department_id is not None and one.plan.department_id in department.line


def _known(
    row: Beside,
    path: Path,
    years: Sequence[int],
    told: Mapping[Path, Within],
    expected: Mapping[str, Sequence[Part]],
) -> Known:
    causes, behind = (told[path].causes, told[path].behind) if path in told else (NOBODY, {})
    named = next(iter(causes.top(1)), None)
    return Known(
        group=str(row.now.group),
        left=row.now.leavers,
        early=row.now.early,
        years=list(years),
        told=causes.people,
        reason=named[0] if named else None,
        count=named[1] if named else 0,
        behind=_layers(behind, named[0]) if named else (),
        otherwise=_otherwise(path, expected),
    )


def _layers(behind: Mapping[str, Figure], reason: str) -> list[tuple[str, int, int]]:
    """Return what was said most when asked on, and what below that."""
    found: list[tuple[str, int, int]] = []
    at = reason
    for _ in range(_LAYERS):
        figure = behind.get(at)
        if figure is None or not figure.tally:
            break
        [(at, many)] = figure.top(1)
        found.append((at, many, figure.people))
    return found


def _otherwise(
    path: tuple[str, ...], expected: Mapping[str, Sequence[Part]]
) -> tuple[str, int, int, int, int] | None:
    """Return what newcomers found otherwise there more often than elsewhere, where that is more than chance."""
    least, z = rule_in_force().group, chance.among(len(expected))
    pairs: list[tuple[Theme, Theme]] = []
    for question, parts in expected.items():
        here = theme(question, [one for one in parts if one.path[: len(path)] == path])
        # Whom we cannot tell apart from this department is not elsewhere.
        there = theme(question, [one for one in parts if _apart(one.path, path)])
        if min(here.people, there.people) < least:
            continue
        seen = chance.compare(here.many, here.people, there.many, there.people, z=z)
        if seen.verdict == chance.MORE:
            pairs.append((here, there))
    if not pairs:
        return None
    here, there = max(pairs, key=lambda pair: (pair[0].many / pair[0].people, pair[0].question))
    return here.question, here.many, here.people, there.many, there.people


def _apart(one: tuple[str, ...], path: tuple[str, ...]) -> bool:
    shared = min(len(one), len(path))
    return one[:shared] != path[:shared]


def of_department(found: Sequence[Rise], department_id: UUID | None) -> Rise | None:
    """Return what is known of one department, where its turnover rose."""
    return next((one for one in found if one.department.id == department_id), None)
