"""Circles into the database, and figures out of it. What may be asked is any sum of circles; there is nothing finer."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, delete, text

from shared.db.transaction import Tx
from shared.disclosure.figures import NOBODY, Figure, apart, tallied
from shared.disclosure.model import DEPARTMENT, FLAT_CUTS, Circle
from shared.disclosure.tables import ReleasedTables
from shared.kernel.ids import random_id

QUARTER = "quarter"
BY = (DEPARTMENT, *FLAT_CUTS, QUARTER)
_ORDER = secrets.SystemRandom()
Path = tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """A text at the moment at which it is released: its id, the key of who wrote it, and its circle.

    Which text is whose is known at this moment alone, and written nowhere here.
    """

    words_id: UUID
    key: Any
    circle: Circle[Any]


Groups = tuple[dict[str, Figure], Figure]
"""Figures by the name of the group, and the figure of those who are not told apart."""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What somebody wants to know: of one question or all, of whom, from which quarter to which, told apart by what.

    ``within`` is the path of a department; ``by`` department is by those that lie just below it. ``where`` holds flat
    traits. ``least`` is how many people a group has at least: a smaller circle, of before the setting rose, is told
    apart by nothing.
    """

    questionnaire: str
    question: str | None = None
    by: str | None = None
    within: Sequence[str] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    least: int


def keep(
    tx: Tx,
    tables: ReleasedTables,
    *,
    questionnaire: str,
    question: str,
    circles: Sequence[Circle[Any]],
    said: Mapping[Any, Sequence[str]],
    in_words: bool = False,
) -> list[Placed]:
    """Release: keep ``circles`` and what their people ``said`` (by key), in no order but chance.

    Return where texts were put, for who keeps something beside those that are allowed it.
    """
    rows, parts, placed = [], [], []
    for circle in _ORDER.sample(circles, len(circles)):
        circle_id = random_id()
        rows.append(
            {
                "id": circle_id,
                "questionnaire": questionnaire,
                "question": question,
                "in_words": in_words,
                "people": circle.people,
                "quarter": circle.quarter,
                "path": list(circle.path),
                **{name: circle.flat.get(name) for name in FLAT_CUTS},
                "sample": circle.sample,
            }
        )
        if in_words:
            for one, value in _texts_of(circle, said):
                placed.append(one)
                parts.append({"id": one.words_id, "circle_id": circle_id, "text": value})
        else:
            parts.extend(_tally(circle_id, [value for key in circle.keys for value in said[key]]))
    if rows:
        tx.conn.execute(tables.circle.insert(), rows)
    if parts:
        part = tables.words if in_words else tables.tally
        tx.conn.execute(part.insert(), _ORDER.sample(parts, len(parts)))
    return placed


def figures(conn: Connection, tables: ReleasedTables, cut: Cut) -> Groups:
    """Return of one question the figure of each group by name, and that of those who are not told apart."""
    return figures_of_all(conn, tables, cut).get(cut.question or "", ({}, NOBODY))


def figures_of_all(conn: Connection, tables: ReleasedTables, cut: Cut) -> dict[str, Groups]:
    """Return the same by question, of all that ``cut`` asks for, in one query."""
    query, params = _question(tables.schema, cut)
    rows = conn.execute(query, params)
    found: dict[str, dict[str | None, Figure]] = {}
    told = tallied(((question, group), value, count) for question, group, value, count in rows)
    for (question, group), figure in told.items():
        found.setdefault(question, {})[group] = figure
    return {question: apart(groups) for question, groups in found.items()}


def by_path(conn: Connection, tables: ReleasedTables, cut: Cut) -> dict[str, list[tuple[Path, Figure]]]:
    """Return by question the figure of the circles of each department as far as it is told, without what lies below.

    Circles of fewer than ``cut.least`` people, of before the setting rose, are left out, and so are differences with
    them.
    """
    where, params = _where(cut)
    query = _put(_FIGURES, tables.schema, "c.path", f"{where} AND c.people >= :least")
    rows = conn.execute(query, {**params, "in_words": False, "least": cut.least})
    found: dict[str, list[tuple[Path, Figure]]] = {}
    told = tallied(((question, tuple(path)), value, count) for question, path, value, count in rows)
    for (question, path), figure in told.items():
        found.setdefault(question, []).append((path, figure))
    return found


def words(conn: Connection, tables: ReleasedTables, cut: Cut) -> tuple[int, list[str]]:
    """Return how many people wrote something in their own words, and what, in no order but chance."""
    query, params = _texts(tables.schema, cut)
    found = [row.text for row in conn.execute(query, params)]
    return len(found), _ORDER.sample(found, len(found))


def quarters(conn: Connection, tables: ReleasedTables, questionnaires: Collection[str]) -> list[date]:
    """Return the quarters of which something of ``questionnaires`` has been released, the latest first."""
    query = text(
        f"SELECT DISTINCT quarter FROM {tables.schema}.circle"  # noqa: S608  the schema is ours
        " WHERE questionnaire = ANY (:questionnaires) ORDER BY quarter DESC"
    )
    return list(conn.execute(query, {"questionnaires": list(questionnaires)}).scalars())


def departments(conn: Connection, tables: ReleasedTables, questionnaire: str) -> list[tuple[str, ...]]:
    """Return the departments (paths) of which something has been released under their own name or one below."""
    query = text(
        f"SELECT DISTINCT path FROM {tables.schema}.circle WHERE questionnaire = :questionnaire"  # noqa: S608
    )
    paths = {tuple(path) for path in conn.execute(query, {"questionnaire": questionnaire}).scalars()}
    return sorted({path[:depth] for path in paths for depth in range(1, len(path) + 1)})


def forget_sample(tx: Tx, tables: ReleasedTables) -> None:
    """Take out what invented people said; theirs are circles of their own."""
    tx.conn.execute(delete(tables.circle).where(tables.circle.c.sample))


def _texts_of(circle: Circle[Any], said: Mapping[Any, Sequence[str]]) -> list[tuple[Placed, str]]:
    return [(Placed(random_id(), key, circle), value) for key in circle.keys for value in said[key]]


def _tally(circle_id: UUID, values: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"circle_id": circle_id, "value": value, "people": count} for value, count in Counter(values).items()
    ]


_PICKED = """
    SELECT c.id, c.question, c.people, {group} AS name
    FROM {schema}.circle c
    WHERE c.questionnaire = :questionnaire AND c.in_words = :in_words{where}
"""
_FIGURES = """
    WITH picked AS ({picked})
    SELECT question, name, NULL AS value, sum(people) FROM picked GROUP BY question, name
    UNION ALL
    SELECT p.question, p.name, t.value, sum(t.people)
    FROM picked p JOIN {schema}.tally t ON t.circle_id = p.id GROUP BY p.question, p.name, t.value
"""
_TEXTS = "SELECT w.text FROM ({picked}) AS p JOIN {schema}.words w ON w.circle_id = p.id"


def _question(schema: str, cut: Cut) -> tuple[TextClause, dict[str, Any]]:
    where, params = _where(cut)
    query = _put(_FIGURES, schema, _group(cut), where)
    return query, {**params, "in_words": False, "least": cut.least}


def _texts(schema: str, cut: Cut) -> tuple[TextClause, dict[str, Any]]:
    where, params = _where(cut)
    return _put(_TEXTS, schema, "NULL", where), {**params, "in_words": True}


@cache
def _put(query: str, schema: str, group: str, where: str) -> TextClause:
    whole = query.replace("{picked}", _PICKED)
    for name, value in {"{schema}": schema, "{group}": group, "{where}": where}.items():
        whole = whole.replace(name, value)
    return text(whole)


def _group(cut: Cut) -> str:
    if cut.by is None:
        return "CAST(NULL AS text)"
    if cut.by not in BY:
        raise ValueError(cut.by)
    names = {DEPARTMENT: f"c.path[{len(cut.within) + 1}]", QUARTER: "c.quarter::text"}
    return f"CASE WHEN c.people >= :least THEN {names.get(cut.by, f'c.{cut.by}')} END"


def _where(cut: Cut) -> tuple[str, dict[str, Any]]:
    if unknown := set(cut.where) - set(FLAT_CUTS):
        raise ValueError(unknown)
    params: dict[str, Any] = {"questionnaire": cut.questionnaire}
    parts = [f"c.{name} = :at_{name}" for name in sorted(cut.where)]
    if cut.question is not None:
        parts.append("c.question = :question")
        params["question"] = cut.question
    params |= {f"at_{name}": value for name, value in cut.where.items()}
    if cut.within:
        parts.append(f"c.path[1:{len(cut.within)}] = :within")
        params["within"] = list(cut.within)
    for name, sign, day in (("since", ">=", cut.since), ("until", "<=", cut.until)):
        if day is not None:
            parts.append(f"c.quarter {sign} :{name}")
            params[name] = day
    return "".join(f" AND {part}" for part in parts), params
