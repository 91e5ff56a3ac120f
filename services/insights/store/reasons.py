"""Reasons for leaving as exit publishes them: of forms in circles, of past surveys as rows that wait for company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, text

from services.insights.domain.units import Path
from services.insights.tables import taken
from shared.disclosure.figures import NOBODY, Figure, apart, tallied
from shared.disclosure.model import DEPARTMENT, FLAT_CUTS, Traits, path_of, quarter_of
from shared.questionnaire.model import Text

_FRESH = text("""
    SELECT p.past_id, p.year, p.month, p.department, p.leave_kind, p.function, p.tenure_band, p.age_band,
           NULL AS country, coalesce(w.causes, '{}') AS causes, coalesce(w.drops, '{}') AS drops
    FROM exit.past_v1 p
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT main) FILTER (WHERE role IN ('cause', 'main')) AS causes,
               array_agg(DISTINCT main) FILTER (WHERE role = 'drop') AS drops
        FROM exit.past_reason_v1 v WHERE v.past_id = p.past_id
    ) w ON true
    WHERE NOT EXISTS (SELECT FROM insights.taken t WHERE t.past_id = p.past_id)""")
# Rank 1 is the one question for the heaviest; whoever is in a circle of it answered it.
_FORMS = """
    SELECT {group} AS name, NULL AS value, sum(out_of) AS people FROM exit.told_v1 WHERE {asked} GROUP BY 1
    UNION ALL
    SELECT name, split_part(code, '.', 1), sum(people) FROM (
        SELECT {group} AS name, code, sum(people) AS people
        FROM exit.reason_v1 WHERE source = 'form' AND {asked} GROUP BY 1, 2
    ) coded GROUP BY 1, 2"""
_ASKED = """role = :role AND rank = 1 AND (CAST(:first AS int) IS NULL OR year >= :first)
    AND (CAST(:last AS int) IS NULL OR year <= :last)"""
# What somebody who named a reason said when asked on: layer by layer, each asked by a question of its own.
_DEEPER = """
    SELECT {path} AS path, question, NULL AS code, sum(out_of)::int AS people
    FROM exit.told_v1 WHERE {asked_on} GROUP BY 1, 2
    UNION ALL
    SELECT {path}, question, code, sum(people)::int
    FROM exit.reason_v1 WHERE source = 'form' AND {asked_on} GROUP BY 1, 2, 3"""
_ASKED_ON = """role = 'cause' AND rank IS NULL
    AND (CAST(:first AS int) IS NULL OR year >= :first) AND (CAST(:last AS int) IS NULL OR year <= :last)"""
_UNDER = " AND path[1] = ANY(CAST(:under AS text[]))"
# Of whom we know no year the figures count only where no years are asked for.
NO_YEAR = date(1900, 1, 1)


@dataclass(frozen=True)
class Told:
    """What one row of a past survey told: in which group, in which quarter, and why, cause apart from the last drop."""

    past_id: UUID
    traits: Traits
    quarter: date
    causes: tuple[str, ...]
    drops: tuple[str, ...]


def fresh(conn: Connection) -> list[Told]:
    """Return what has not become a figure yet."""
    return [_told(row) for row in conn.execute(_FRESH)]


def take(conn: Connection, past_ids: Sequence[UUID]) -> None:
    """Note of which rows the reasons have left."""
    if past_ids:
        conn.execute(insert(taken), [{"past_id": one} for one in sorted(past_ids)])


def deeper(
    conn: Connection, *, first: int | None, last: int | None, under: Sequence[str] | None = None
) -> dict[Path, dict[str, Figure]]:
    """Return by reason what those who named it said when they were asked on.

    ``under`` are departments under which no other lies above: of these, by department as far as it is told.
    """
    asked_on = _ASKED_ON if under is None else _ASKED_ON + _UNDER
    path = "CAST('{}' AS text[])" if under is None else "path"
    query = _DEEPER.replace("{path}", path).replace("{asked_on}", asked_on)
    given = {"first": first, "last": last, "under": list(under or ())}
    found: dict[Path, dict[str, Figure]] = {}
    rows = conn.execute(text(query), given)
    told = tallied(((tuple(path), question), code, people) for path, question, code, people in rows)
    for (place, _), figure in told.items():
        said: dict[str, dict[str, int]] = {}
        for code, many in figure.tally.items():
            # A code ends in what was said, behind the reason of which was asked.
            said.setdefault(code.rpartition(".")[0], {})[code] = many
        said.pop("", None)
        reasons = found.setdefault(place, {})
        for above, tally in said.items():
            reasons[above] = reasons.get(above, NOBODY) + Figure(people=figure.people, tally=tally)
    return found


def names(conn: Connection) -> dict[str, Text]:
    """Return what reasons are called: ours in every layer, and HR's own, which have the last word."""
    found = conn.execute(
        text("SELECT * FROM exit.reason_word_v1 UNION ALL SELECT code, nl, en, fr FROM exit.reason_name_v1")
    )
    return {row.code: Text(nl=row.nl, en=row.en, fr=row.fr) for row in found}


def of_forms(
    conn: Connection, *, by: str | None, role: str, first: int | None, last: int | None
) -> tuple[Mapping[str, Figure], Figure]:
    """Return what was told in forms: the figure of each group by name, and of those who are not told apart."""
    group = group_of(by)
    given = {"role": role, "first": first, "last": last}
    query = _FORMS.replace("{group}", group).replace("{asked}", _ASKED)
    found: dict[str | None, Figure] = tallied(conn.execute(text(query), given))
    return apart(found)


def group_of(by: str | None) -> str:
    """Return what tells circles of leavers apart, in SQL."""
    if by is None:
        return "CAST(NULL AS text)"
    if by == DEPARTMENT:
        return "path[1]"
    if by not in FLAT_CUTS:
        raise ValueError(by)
    return by


def _told(row: Any) -> Told:
    flat = {name: value for name in FLAT_CUTS if (value := getattr(row, name))}
    when = row.month or (date(row.year, 1, 1) if row.year else NO_YEAR)
    traits = Traits(path=path_of(row.department), flat=flat)
    return Told(row.past_id, traits, quarter_of(when), tuple(row.causes), tuple(row.drops))
