"""Why people left: released in circles by night, and read as sums of circles only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.insights import policy
from services.insights.domain import chance, explorer
from services.insights.domain.units import Path
from services.insights.store import reasons as store
from services.insights.store import told as told_store
from services.insights.store.reasons import Told
from services.insights.store.told import Cut as TopCut
from services.insights.tables import released
from shared.db.transaction import Tx
from shared.disclosure import store as circle_store
from shared.disclosure.circles import circles
from shared.disclosure.figures import NOBODY, Figure, Table, table, tallied
from shared.disclosure.model import DEPARTMENT, Waiting, rule_in_force
from shared.disclosure.store import Cut

QUESTIONNAIRE = "leaving"
CAUSE, DROP = "cause", "drop"
Years = Mapping[int | None, Figure]
KIND = "leave_kind"
# By what reasons can be asked, and what that is called in a circle.
BY: Mapping[str, str | None] = {
    policy.NONE: None,
    policy.DEPARTMENT: DEPARTMENT,
    policy.FUNCTION: "function",
    policy.AGE: "age_band",
    policy.TENURE: "tenure_band",
    policy.COUNTRY: "country",
    policy.KIND: KIND,
}
# A panel slides over so many years.
YEARS = 6


@dataclass(frozen=True, kw_only=True)
class Question:
    """By what, and from which year to which."""

    by: str = policy.NONE
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Panel:
    """A reason over the years: how many named it, of how many, and whether it rises by more than chance."""

    reason: str
    years: list[tuple[int, int, int]]
    verdict: str
    new: bool


@dataclass(frozen=True)
class Within:
    """What was told in one department: which causes, and by reason what was said when asked on."""

    causes: Figure
    behind: Mapping[str, Figure]


def release(tx: Tx) -> int:
    """Let rows of past surveys become figures together with enough others; return of how many people."""
    least = rule_in_force().group
    gone: set[UUID] = set()
    for part in _by_kind(store.fresh(tx.conn), least):
        made = circles([_waiting(one, least) for one in part], least=least)
        for question in (CAUSE, DROP):
            said = {one.past_id: one.causes if question == CAUSE else one.drops for one in part}
            circle_store.keep(
                tx, released, questionnaire=QUESTIONNAIRE, question=question, circles=made, said=said
            )
        gone |= {key for circle in made for key in circle.keys}
    store.take(tx.conn, list(gone))
    return len(gone)


def asked(tx: Tx, question: Question, what: str = CAUSE) -> Table[str]:
    """Return how often each reason was given, by group: only groups that are large enough, and why others are not.

    Whatever is asked is a sum of circles, of forms and of past surveys, so that nothing can be told from a difference.
    """
    by = BY[question.by]
    past, past_rest = circle_store.figures(tx.conn, released, _cut(question, what))
    forms, forms_rest = store.of_forms(tx.conn, by=by, role=what, first=question.first, last=question.last)
    groups = {name: past.get(name, NOBODY) + forms.get(name, NOBODY) for name in {*past, *forms}}
    rest = past_rest + forms_rest
    if by is None:
        groups, rest = ({policy.ALL: rest} if rest.people else {}), NOBODY
    return table(groups, rest, least=rule_in_force().group)


def peeled(tx: Tx, question: Question) -> dict[str, Figure]:
    """Return by reason what was said when asked on, of enough people; of forms alone, where somebody was asked on."""
    return _enough(store.deeper(tx.conn, first=question.first, last=question.last).values())


def within(tx: Tx, paths: Collection[Path], *, first: int, last: int) -> dict[Path, Within]:
    """Return what was told by who worked in each of these departments or below it; not where too few told."""
    under, least = sorted({path[0] for path in paths}), rule_in_force().group
    cut = TopCut(rows=told_store.PATH, columns=explorer.NONE, under=under, years=range(first, last + 1))
    rows = told_store.crossed(tx.conn, cut, roles=[CAUSE], least=least)
    told = tallied((tuple(row.r), row.value, row.many) for row in rows)
    deeper = store.deeper(tx.conn, first=first, last=last, under=under)
    found = {}
    for path in paths:
        causes = sum((one for place, one in told.items() if place[: len(path)] == path), NOBODY)
        if causes.people >= least:
            behind = (one for place, one in deeper.items() if place[: len(path)] == path)
            found[path] = Within(causes, _enough(behind))
    return found


def _enough(parts: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    """Add up, and leave out what too few were asked on about."""
    sums: dict[str, Figure] = {}
    for part in parts:
        for above, one in part.items():
            sums[above] = sums.get(above, NOBODY) + one
    return {above: one for above, one in sums.items() if one.people >= rule_in_force().group}


def by_year(tx: Tx, *roles: str, years: Sequence[int] = ()) -> list[Years]:
    """Return of each role what was told in each year, of however few; under None, of whom no year is known.

    ``years`` are those that are asked for, all where none are given.
    """
    cut, least = TopCut(rows=explorer.YEAR, columns=explorer.NONE, years=years), rule_in_force().group
    found: dict[str, list[tuple[int | None, str | None, int]]] = {role: [] for role in roles}
    for row in told_store.crossed(tx.conn, cut, roles=roles, least=least):
        found[row.role].append((None if row.r is None else int(row.r), row.value, row.many))
    return [tallied(rows) for rows in found.values()]


def whole(years: Years, first: int | None = None, last: int | None = None) -> Figure | None:
    """Return what was told in these years, in all where none are asked for; None where too few told."""
    asked_for = [
        figure
        for year, figure in years.items()
        if (first is None and last is None)
        or (year is not None and (first is None or year >= first) and (last is None or year <= last))
    ]
    figure = sum(asked_for, NOBODY)
    return figure if figure.people >= rule_in_force().group else None


def panels(years: Years, last: int) -> list[Panel]:
    """Return each reason over the last years, the one named most first."""
    return slide({year: whole(years, year, year) or NOBODY for year in years_to(last)})


def years_to(last: int) -> range:
    """Return the years over which a panel slides."""
    return range(last - YEARS + 1, last + 1)


def slide(found: Mapping[int, Figure]) -> list[Panel]:
    """Return each thing that was named over these years, the one named most first."""
    reasons = {value for one in found.values() for value in one.tally}
    made = [_panel(reason, found) for reason in reasons]
    return sorted(made, key=lambda one: (-sum(year[1] for year in one.years), one.reason))


def last_year(years: Years, until: int) -> int:
    """Return the last year of which anything was told; of what lies ahead nothing was."""
    return min(max((year for year in years if year is not None), default=until), until)


def _panel(reason: str, found: Mapping[int, Figure]) -> Panel:
    years = [(year, one.tally.get(reason, 0), one.people) for year, one in sorted(found.items())]
    told = [one for one in years if one[2]]
    if len(told) < 2:
        return Panel(reason, years, chance.TOO_FEW, new=False)
    now, before = told[-1], told[:-1]
    earlier = sum(one[1] for one in before)
    seen = chance.compare(now[1], float(now[2]), earlier, float(sum(one[2] for one in before)))
    return Panel(reason, years, seen.verdict, new=earlier == 0 and now[1] > 0)


def _cut(question: Question, what: str) -> Cut:
    return Cut(
        questionnaire=QUESTIONNAIRE,
        question=what,
        by=BY[question.by],
        since=None if question.first is None else date(question.first, 1, 1),
        until=None if question.last is None else date(question.last, 12, 31),
        least=rule_in_force().group,
    )


def _by_kind(told: Sequence[Told], least: int) -> list[list[Told]]:
    """Part by kind of leaving first: retiring and resigning are two stories. Kinds that are too rare stay together."""
    parts: dict[str | None, list[Told]] = {}
    for one in told:
        parts.setdefault(one.traits.flat.get(KIND), []).append(one)
    large = {kind: part for kind, part in parts.items() if kind is not None and len(part) >= least}
    rest = [one for kind, part in parts.items() if kind not in large for one in part]
    while rest and large and len(rest) < least:
        smallest = min(large, key=lambda kind: (len(large[kind]), str(kind)))
        rest += large.pop(smallest)
    return [part for part in (*large.values(), rest) if part]


def _waiting(one: Told, least: int) -> Waiting[UUID]:
    return Waiting(key=one.past_id, traits=one.traits, quarter=one.quarter, promised=least)
