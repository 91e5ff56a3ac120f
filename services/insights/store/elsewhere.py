"""What other services know of departments: expectations, promises, themes; figures of circles, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from shared.disclosure.model import path_of

_EXPECTED = text("""
    SELECT path, question, sum(circle_people)::int AS people, sum(otherwise)::int AS otherwise
    FROM onboarding.expected_v1 WHERE quarter >= :since GROUP BY 1, 2""")
_KEPT = text("SELECT department_path, people, ended, dropped FROM stay.kept_v1")
# A circle in which a theme was not named counts with none of it.
_THEMES = text("""
    WITH seen AS (SELECT * FROM stay.theme_v1 WHERE quarter >= :since),
    circles AS (SELECT * FROM stay.read_v1 WHERE quarter >= :since),
    named AS (
        SELECT theme_id, name_nl, name_en, name_fr, sum(texts) AS texts FROM seen WHERE side = 'pushes'
        GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1 LIMIT :most)
    SELECT n.theme_id, n.name_nl, n.name_en, n.name_fr, c.path, c.question, sum(c.circle_people)::int AS people,
           sum(c.circle_texts)::int AS texts, coalesce(sum(s.texts), 0)::int AS about
    FROM named n CROSS JOIN circles c
    LEFT JOIN (SELECT circle_id, theme_id, sum(texts) AS texts FROM seen GROUP BY 1, 2) s
        ON s.circle_id = c.circle_id AND s.theme_id = n.theme_id
    GROUP BY 1, 2, 3, 4, 5, 6""")


@dataclass(frozen=True)
class Part:
    """Of ``people`` in a department (a path), ``many`` of ``whole`` answers, promises or texts say it.

    A department has a part for each question that its people were asked.
    """

    path: tuple[str, ...]
    people: int
    many: int
    whole: int


def expected(conn: Connection, since: date) -> dict[str, list[Part]]:
    """Return by question how often newcomers found something else than they had expected."""
    found: dict[str, list[Part]] = {}
    for row in conn.execute(_EXPECTED, {"since": since}):
        part = Part(tuple(row.path), row.people, row.otherwise, row.people)
        found.setdefault(row.question, []).append(part)
    return found


def kept(conn: Connection) -> list[Part]:
    """Return how many promises were dropped."""
    return [
        Part(path_of(row.department_path), row.people, row.dropped, row.ended) for row in conn.execute(_KEPT)
    ]


def themes(conn: Connection, since: date, most: int) -> dict[Any, list[Part]]:
    """Return how often the themes that push people away were named, the most named first, by theme with its names."""
    found: dict[Any, list[Part]] = {}
    for row in conn.execute(_THEMES, {"since": since, "most": most}):
        key = (row.name_nl, row.name_en, row.name_fr)
        found.setdefault(key, []).append(Part(tuple(row.path), row.people, row.about, row.texts))
    return found
