"""The texts that may be read, and what was decided about them.

Only what is released, only out of circles of as many people as is asked now, and nothing about the circle but how many
texts it has. Each who reads gets them in an order of their own, so that two who read at once seldom meet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from shared.themes.model import Coding, Progress, Text
from shared.themes.tables import ThemeTables

_OPEN = "NOT EXISTS (SELECT FROM {schema}.{coding} k WHERE k.words_id = w.id AND k.stands)"
# One pile is finished before the next is begun. The first of all is looked for at once: walking from pile to pile would
# go through all that are finished.
_NEXT = f"""
    WITH pile AS (
        SELECT min(c.id::text)::uuid AS id
        FROM {{schema}}.circle c JOIN {{schema}}.words w ON w.circle_id = c.id
        WHERE c.in_words AND c.people >= :least AND c.questionnaire = :questionnaire
          AND (cast(:question AS text) IS NULL OR c.question = :question) AND {_OPEN}
    ), turns AS (
        SELECT w.id, md5(w.id::text || cast(:reader AS text)) AS turn
        FROM pile JOIN {{schema}}.words w ON w.circle_id = pile.id WHERE {_OPEN}
    )
    SELECT id FROM turns
    ORDER BY turn <= coalesce(md5(cast(:after AS text) || cast(:reader AS text)), ''), turn LIMIT 1
"""  # noqa: S608  the parts above
_ONE = """
    SELECT w.id, c.questionnaire, c.question, w.text, pile.many, pile.done,
           k.id AS coding_id, k.decided_by, k.decided_at
    FROM {schema}.words w
    JOIN {schema}.circle c ON c.id = w.circle_id AND c.in_words AND c.people >= :least
    LEFT JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands,
    LATERAL (SELECT count(*) AS many, count(o.id) AS done FROM {schema}.words x
             LEFT JOIN {schema}.{coding} o ON o.words_id = x.id AND o.stands WHERE x.circle_id = c.id) pile
    WHERE w.id = :words
"""
_PROGRESS = """
    SELECT c.questionnaire, count(w.id) AS texts, count(k.id) AS read,
           CASE WHEN count(w.id) = count(k.id) THEN count(w.id) ELSE 0 END AS counted
    FROM {schema}.circle c JOIN {schema}.words w ON w.circle_id = c.id
    LEFT JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands
    WHERE c.in_words AND c.people >= :least AND c.questionnaire = ANY (:questionnaires)
    GROUP BY c.id
"""
_READ = """
    SELECT k.id, k.decided_by, k.decided_at, w.id AS words_id, w.text
    FROM {schema}.{coding} k
    JOIN {schema}.words w ON w.id = k.words_id
    JOIN {schema}.circle c ON c.id = w.circle_id AND c.people >= :least AND c.questionnaire = :questionnaire
    WHERE k.stands
      AND (cast(:theme AS uuid) IS NULL
           OR EXISTS (SELECT FROM {schema}.{coding}_theme g
                      WHERE g.coding_id = k.id AND g.theme_id = :theme AND g.taken))
      AND (cast(:before_at AS timestamptz) IS NULL OR (k.decided_at, k.id) < (:before_at, :before_id))
    ORDER BY k.decided_at DESC, k.id DESC LIMIT :limit
"""
_THEMES = "SELECT coding_id, theme_id, taken FROM {schema}.{coding}_theme WHERE coding_id = ANY (:ids)"


def next_one(
    conn: Connection,
    tables: ThemeTables,
    *,
    questionnaire: str,
    question: str | None,
    reader: UUID,
    after: UUID | None,
    least: int,
) -> UUID | None:
    """Return the text that somebody reads next, after another one of the pile; None where all have been read."""
    params = {
        "questionnaire": questionnaire,
        "question": question,
        "reader": str(reader),
        "after": str(after) if after else None,
        "least": least,
    }
    found: UUID | None = run(conn, tables, _NEXT, params).scalar()
    return found


def one(conn: Connection, tables: ThemeTables, words_id: UUID, *, least: int) -> Text | None:
    """Return a text with what stands about it."""
    row = run(conn, tables, _ONE, {"words": words_id, "least": least}).one_or_none()
    if row is None:
        return None
    coding = None
    if row.coding_id is not None:
        taken, refused = themes_of(conn, tables, [row.coding_id]).get(row.coding_id, _NONE)
        coding = Coding(id=row.coding_id, by=row.decided_by, at=row.decided_at, taken=taken, refused=refused)
    return Text(
        id=row.id,
        questionnaire=row.questionnaire,
        question=row.question,
        words=row.text,
        pile=row.many,
        pile_done=row.done,
        coding=coding,
    )


def progress(
    conn: Connection, tables: ThemeTables, questionnaires: Collection[str], *, least: int
) -> Mapping[str, Progress]:
    """Return how far the reading of questionnaires is."""
    found: dict[str, Progress] = {}
    params = {"questionnaires": list(questionnaires), "least": least}
    for row in run(conn, tables, _PROGRESS, params):
        before = found.get(row.questionnaire, Progress())
        found[row.questionnaire] = Progress(
            texts=before.texts + row.texts,
            read=before.read + row.read,
            counted=before.counted + row.counted,
        )
    return found


def read(
    conn: Connection,
    tables: ThemeTables,
    *,
    questionnaire: str,
    theme: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    least: int,
) -> list[Any]:
    """Return what was decided last, the latest first."""
    before_at, before_id = after or (None, None)
    params = {
        "questionnaire": questionnaire,
        "theme": theme,
        "before_at": before_at,
        "before_id": before_id,
        "limit": limit,
        "least": least,
    }
    return list(run(conn, tables, _READ, params))


_NONE: tuple[frozenset[UUID], frozenset[UUID]] = (frozenset(), frozenset())


def themes_of(
    conn: Connection, tables: ThemeTables, codings: Collection[UUID]
) -> Mapping[UUID, tuple[frozenset[UUID], frozenset[UUID]]]:
    """Return the themes that decisions took, and those that they refused."""
    taken: dict[UUID, set[UUID]] = {}
    refused: dict[UUID, set[UUID]] = {}
    for row in run(conn, tables, _THEMES, {"ids": list(codings)}) if codings else ():
        (taken if row.taken else refused).setdefault(row.coding_id, set()).add(row.theme_id)
    return {key: (frozenset(taken.get(key, ())), frozenset(refused.get(key, ()))) for key in taken | refused}


def run(conn: Connection, tables: ThemeTables, query: str, params: Mapping[str, Any]) -> Any:
    """Ask ``query``, with the schema of the service and what its table of decisions is called there."""
    ours = query.replace("{schema}", tables.schema).replace("{coding}", tables.coding.name)
    return conn.execute(text(ours), dict(params))
