"""What who left wrote in words of their own, by theme: sums of circles. And the words that may be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights.store.reasons import group_of
from shared.disclosure.figures import Figure, tallied
from shared.questionnaire.model import Text

# What is counted are texts. A theme has the same name in each of the forms; by that it is one.
_FIGURES = """
    SELECT extract(year FROM quarter)::int AS year, {group} AS name, NULL AS theme, sum(circle_texts)::int AS texts
    FROM exit.read_v1 WHERE {asked} GROUP BY 1, 2
    UNION ALL
    SELECT extract(year FROM quarter)::int, name, lower(theme), sum(texts)::int FROM (
        SELECT quarter, {group} AS name, name_nl AS theme, sum(texts) AS texts
        FROM exit.theme_v1 WHERE theme_id IS NOT NULL AND {asked} GROUP BY 1, 2, 3
    ) laid GROUP BY 1, 2, 3"""
_ASKED = "circle_people >= :least AND (CAST(:last AS int) IS NULL OR extract(year FROM quarter) <= :last)"
_NAMES = text("""
    SELECT lower(name_nl) AS key, min(name_nl) AS nl, min(nullif(name_en, '')) AS en, min(nullif(name_fr, '')) AS fr
    FROM exit.theme_name_v1 GROUP BY 1""")
# In the order of ids, which is one of chance.
_QUOTES = text("""
    SELECT id, text, asked_nl, asked_en, asked_fr, quarter, path, themes FROM exit.quote_v1
    WHERE circle_people >= :words AND batch_people >= :group AND readers = ANY (:readers)
      AND (CAST(:first AS int) IS NULL OR extract(year FROM quarter) >= :first)
      AND (CAST(:last AS int) IS NULL OR extract(year FROM quarter) <= :last)
      AND (CAST(:theme AS text) IS NULL OR :theme = ANY (themes))
      AND (CAST(:after AS uuid) IS NULL OR id > :after)
    ORDER BY id LIMIT :limit""")


@dataclass(frozen=True)
class Quote:
    """Words that their writer lets be quoted: at which question, in which department and quarter, on which themes."""

    id: UUID
    words: str
    asked: Text
    quarter: date
    path: tuple[str, ...]
    themes: tuple[str, ...]


def themes(
    conn: Connection, *, by: str | None, last: int | None, least: int
) -> dict[tuple[int, str | None], Figure]:
    """Return how many texts are about which theme, by year and group; None are those who are not told apart."""
    query = _FIGURES.replace("{group}", group_of(by)).replace("{asked}", _ASKED)
    rows = conn.execute(text(query), {"last": last, "least": least})
    return tallied(((row.year, row.name), row.theme, row.texts) for row in rows)


def names(conn: Connection) -> dict[str, Text]:
    """Return what themes are called."""
    return {
        row.key: Text(nl=row.nl, en=row.en or row.nl, fr=row.fr or row.nl) for row in conn.execute(_NAMES)
    }


def quotes(conn: Connection, **asked: Any) -> list[Quote]:
    """Return what may be quoted to ``readers``, of circles of ``words`` people and batches of ``group``."""
    return [
        Quote(
            row.id,
            row.text,
            Text(nl=row.asked_nl, en=row.asked_en, fr=row.asked_fr),
            row.quarter,
            tuple(row.path),
            tuple(row.themes),
        )
        for row in conn.execute(_QUOTES, asked)
    ]
