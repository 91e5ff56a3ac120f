"""How often is which theme: sums of circles, never anything finer.

What is counted are texts. A circle counts when all its texts have been read, and only where it has as many people as is
asked now; so each group that is told apart, each rest and each difference is made of whole circles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from shared.disclosure.figures import NOBODY, Figure, table
from shared.disclosure.figures import Table as FigureTable
from shared.disclosure.model import DEPARTMENT, FLAT_CUTS
from shared.disclosure.store import QUARTER, Groups
from shared.results.periods import Period
from shared.results.reading import View, departments_below, with_hidden
from shared.themes.tables import ThemeTables


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What came of a questionnaire: of all, in the period before, and of groups. ``people`` of a figure are texts."""

    total: Figure | None
    before: Figure | None = None
    groups: FigureTable[str] | None = None
    groups_before: Mapping[str, Figure] | None = None


def counted(
    conn: Connection, tables: ThemeTables, view: View, *, question: str | None, least: int
) -> Counted:
    """Return how many texts are about which theme, of all questions or of one."""
    now = figures(conn, tables, view, question=question, least=least)
    before: Groups = ({}, NOBODY)
    if view.period:
        earlier = replace(view, period=view.period.before)
        before = figures(conn, tables, earlier, question=question, least=least)
    made = table(*now, least=least)
    shown = made
    if view.by == DEPARTMENT:
        shown = with_hidden(made, departments_below(conn, view.within))
    return Counted(
        total=made.total,
        before=table(*before, least=least).total if view.period else None,
        groups=shown if view.by else None,
        groups_before=table(*before, least=least).shown,
    )


def figures(conn: Connection, tables: ThemeTables, view: View, *, question: str | None, least: int) -> Groups:
    """Return the figure of each group by name, and that of those who are not told apart."""
    query = _query(tables.schema, view.by, len(view.within), _where(view, question))
    texts: dict[str | None, int] = {}
    themes: dict[str | None, dict[str, int]] = {}
    for name, theme, many in conn.execute(query, _params(view, question, least)):
        if theme is None:
            texts[name] = many
        else:
            themes.setdefault(name, {})[str(theme)] = many
    found = {name: Figure(people=many, tally=themes.get(name, {})) for name, many in texts.items()}
    rest = found.pop(None, NOBODY)
    return {str(name): figure for name, figure in sorted(found.items(), key=str)}, rest


_FIGURES = """
    SELECT {group} AS name, NULL AS theme, sum(circle_texts)::bigint FROM {schema}.read_v1 c WHERE {where} GROUP BY 1
    UNION ALL
    SELECT {group}, theme_id::text, sum(texts)::bigint
    FROM {schema}.theme_v1 c WHERE theme_id IS NOT NULL AND {where} GROUP BY 1, 2
"""


@cache
def _query(schema: str, by: str | None, depth: int, where: str) -> TextClause:
    names = {None: "CAST(NULL AS text)", DEPARTMENT: f"c.path[{depth + 1}]", QUARTER: "c.quarter::text"}
    group = names[by] if by in names else f"c.{FLAT_CUTS[FLAT_CUTS.index(str(by))]}"
    return text(_FIGURES.format(schema=schema, group=group, where=where))


def _where(view: View, question: str | None) -> str:
    parts = {
        "c.question = :question": question is not None,
        f"c.path[1:{len(view.within)}] = :within": bool(view.within),
        "c.quarter BETWEEN :since AND :until": view.period is not None,
    }
    always = ("c.questionnaire = :questionnaire", "c.circle_people >= :least")
    return " AND ".join([*always, *(part for part, asked in parts.items() if asked)])


def _params(view: View, question: str | None, least: int) -> dict[str, Any]:
    params: dict[str, Any] = {"questionnaire": view.questionnaire, "least": least}
    if question is not None:
        params["question"] = question
    if view.within:
        params["within"] = list(view.within)
    if view.period:
        params |= _days(view.period)
    return params


def _days(period: Period) -> dict[str, Any]:
    return {"since": period.since, "until": period.until}
