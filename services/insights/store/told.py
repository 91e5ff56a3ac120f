"""What leavers told, by two things at once: of forms and of past surveys, as sums of circles and of nothing finer."""

# ruff: noqa: S608  the parts of a query are constants of this file

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from services.insights.domain import explorer

# Rank 1 is the one question for the heaviest; whoever is in a circle of it answered it. Past surveys are in our own.
_OF_FORMS = "role = ANY(CAST(:roles AS text[])) AND rank = 1"
_OF_PAST = "c.questionnaire = 'leaving' AND c.question = ANY(CAST(:roles AS text[]))"
_PAST = """c.question, c.people AS out_of, c.path, c.function, c.age_band, c.tenure_band, c.country, c.leave_kind,
           nullif(extract(year FROM c.quarter)::int, 1900)"""
# Who told counts once, however much they named: from circles. What they named, from answers: by their codes, of which
# there are few, and only then by what stands first in a code.
_FOUND = f"""
    SELECT role, {{rows}} AS r, {{columns}} AS c, CAST(NULL AS text) AS value, sum(out_of)::int AS many FROM (
        SELECT role, out_of, path, function, age_band, tenure_band, country, leave_kind, year
        FROM exit.told_v1 WHERE {_OF_FORMS}
        UNION ALL SELECT {_PAST} FROM insights.circle c WHERE {_OF_PAST}
    ) circles WHERE {{where}} GROUP BY 1, 2, 3
    UNION ALL
    SELECT role, r, c, split_part(code, '.', 1), sum(many)::int FROM (
        SELECT role, {{rows}} AS r, {{columns}} AS c, code, sum(people) AS many FROM (
            SELECT role, out_of, path, function, age_band, tenure_band, country, leave_kind, year, code, people
            FROM exit.reason_v1 WHERE source = 'form' AND {_OF_FORMS}
            UNION ALL SELECT {_PAST}, t.value, t.people
            FROM insights.circle c JOIN insights.tally t ON t.circle_id = c.id WHERE {_OF_PAST}
        ) named WHERE {{where}} GROUP BY 1, 2, 3, 4
    ) coded GROUP BY 1, 2, 3, 4"""
# In which department as far as it is told, as a path.
PATH = "path"
_FLAT: Mapping[str, str] = {
    "function": "function",
    "age_band": "age_band",
    "tenure_band": "tenure_band",
    "country": "country",
    explorer.KIND: "leave_kind",
}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """By what circles are told apart, and which.

    ``top`` is the path of a department, ``under`` are departments under which no other lies above, ``below`` is the
    path of where somebody looks; ``years`` are which ones.
    """

    rows: str
    columns: str
    where: Mapping[str, str] = field(default_factory=dict)
    top: Sequence[str] = ()
    under: Sequence[str] = ()
    below: Sequence[str] = ()
    years: Sequence[int] = ()


def crossed(conn: Connection, cut: Cut, *, roles: Sequence[str], least: int) -> list[Any]:
    """Return role, row, column, reason (None: how many people told), and how many."""
    parts = ["true"]
    if cut.years:
        parts.append("year = ANY(CAST(:years AS int[]))")
    if cut.top:
        parts.append("path[1:cardinality(CAST(:top AS text[]))] = CAST(:top AS text[])")
    if cut.under:
        parts.append("path[1] = ANY(CAST(:under AS text[]))")
    parts += [f"{_FLAT[name]} = :at_{name}" for name in cut.where]
    query = _FOUND.format(rows=_expr(cut.rows), columns=_expr(cut.columns), where=" AND ".join(parts))
    given = {
        "roles": list(roles),
        "least": least,
        "years": list(cut.years),
        "top": list(cut.top),
        "under": list(cut.under),
        "below": list(cut.below),
        **{f"at_{name}": value for name, value in cut.where.items()},
    }
    return list(conn.execute(text(query), given))


def paths(conn: Connection) -> list[str]:
    """Return the departments of which anything was told."""
    query = text("""
        SELECT array_to_string(path, ' > ') FROM exit.told_v1 WHERE rank = 1 AND path <> '{}' GROUP BY path
        UNION SELECT array_to_string(path, ' > ') FROM insights.circle WHERE path <> '{}'""")
    return list(conn.execute(query).scalars())


def _expr(dimension: str) -> str:
    """A circle of fewer than are asked for now, of before the setting rose, is told apart by nothing but its path."""
    if dimension == PATH:
        return "path"
    if dimension in {explorer.NONE, explorer.REASON}:
        return "CAST(NULL AS text)"
    if dimension == explorer.YEAR:
        return "year::text"
    if dimension == explorer.DEPARTMENT:
        # Those just below where somebody looks.
        deep = "cardinality(CAST(:below AS text[]))"
        found = f"CASE WHEN cardinality(path) > {deep} THEN array_to_string(path[1:{deep} + 1], ' > ') END"
    else:
        found = _FLAT[dimension]
    return f"CASE WHEN out_of >= :least THEN {found} END"
