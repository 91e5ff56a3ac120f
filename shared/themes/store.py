"""The themes of a questionnaire, in and out of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.themes.model import Theme
from shared.themes.tables import ThemeTables
from shared.themes.texts import run

_ACCOUNTS = text("SELECT account_id, name FROM console.account_name_v1 WHERE account_id = ANY (:ids)")


def themes(conn: Connection, tables: ThemeTables, questionnaire: str) -> list[Theme]:
    """Return the themes of a questionnaire by name, those that have ended last."""
    theme = tables.theme
    query = select(theme).where(theme.c.questionnaire == questionnaire)
    order = (theme.c.ended_at.is_not(None), func.lower(theme.c.name_nl), theme.c.id)
    return [_theme(row) for row in conn.execute(query.order_by(*order))]


def many(conn: Connection, tables: ThemeTables) -> Mapping[str, int]:
    """Return how many themes each questionnaire has."""
    questionnaire = tables.theme.c.questionnaire
    query = select(questionnaire, func.count().label("many")).group_by(questionnaire)
    return {row.questionnaire: row.many for row in conn.execute(query)}


def one(conn: Connection, tables: ThemeTables, theme_id: UUID) -> Theme | None:
    """Return a theme, locked."""
    query = select(tables.theme).where(tables.theme.c.id == theme_id).with_for_update()
    row = conn.execute(query).one_or_none()
    return _theme(row) if row else None


def add(conn: Connection, tables: ThemeTables, rows: Sequence[Mapping[str, Any]]) -> int:
    """Add themes of which there is none of that name yet; return how many."""
    if not rows:
        return 0
    query = upsert(tables.theme).on_conflict_do_nothing().returning(tables.theme.c.id)
    return len(conn.execute(query.values([dict(row) for row in rows])).all())


def change(conn: Connection, tables: ThemeTables, theme_id: UUID, **values: Any) -> None:
    """Set columns of a theme."""
    conn.execute(update(tables.theme).where(tables.theme.c.id == theme_id).values(**values))


def named(conn: Connection, tables: ThemeTables, questionnaire: str, name: str) -> UUID | None:
    """Return which theme of a questionnaire has this name in Dutch, capitals aside."""
    theme = tables.theme
    query = select(theme.c.id).where(
        theme.c.questionnaire == questionnaire, func.lower(theme.c.name_nl) == func.lower(name)
    )
    found: UUID | None = conn.execute(query).scalar()
    return found


def uses(conn: Connection, tables: ThemeTables, questionnaire: str) -> Mapping[UUID, int]:
    """Return under which themes lies how many a text."""
    query = text(f"""
        SELECT g.theme_id, count(*) AS many
        FROM {tables.schema}.theme t
        JOIN {tables.schema}.{tables.coding_theme.name} g ON g.theme_id = t.id AND g.taken
        JOIN {tables.schema}.{tables.coding.name} k ON k.id = g.coding_id AND k.stands
        WHERE t.questionnaire = :questionnaire GROUP BY g.theme_id
    """)  # noqa: S608  the schema is ours
    return {row.theme_id: row.many for row in conn.execute(query, {"questionnaire": questionnaire})}


def remove(conn: Connection, tables: ThemeTables, theme_id: UUID) -> bool:
    """Take a theme out about which nobody ever decided; return whether it was that."""
    used = select(tables.coding_theme.c.theme_id).where(tables.coding_theme.c.theme_id == theme_id)
    query = delete(tables.theme).where(tables.theme.c.id == theme_id, ~used.exists())
    return bool(conn.execute(query).rowcount)


def accounts(conn: Connection, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the names of accounts."""
    rows = conn.execute(_ACCOUNTS, {"ids": list(set(ids))}) if ids else ()
    return {row.account_id: row.name for row in rows}


def insert_coding(
    conn: Connection, tables: ThemeTables, row: Mapping[str, Any], themes_of: Sequence[Mapping[str, Any]]
) -> bool:
    """Let a decision about a text stand; return False where another one stands."""
    query = upsert(tables.coding).on_conflict_do_nothing().returning(tables.coding.c.id)
    if conn.execute(query.values(**row)).one_or_none() is None:
        return False
    if themes_of:
        conn.execute(insert(tables.coding_theme), [dict(one) for one in themes_of])
    return True


def set_aside(conn: Connection, tables: ThemeTables, coding_id: UUID) -> Any | None:
    """Let a decision stand no more; return it, or None where it did not."""
    coding = tables.coding
    query = update(coding).where(coding.c.id == coding_id, coding.c.stands).values(stands=False)
    return conn.execute(query.returning(coding)).one_or_none()


def let_stand(conn: Connection, tables: ThemeTables, coding_id: UUID) -> None:
    """Let an earlier decision stand again."""
    conn.execute(update(tables.coding).where(tables.coding.c.id == coding_id).values(stands=True))


def circle_of(conn: Connection, tables: ThemeTables, words_id: UUID) -> UUID:
    """Return the circle of a text, in turn: two who decide about one circle are counted one after the other."""
    query = "SELECT circle_id FROM {schema}.words WHERE id = :words"
    found: UUID = run(conn, tables, query, {"words": words_id}).scalar_one()
    # What is released may be locked by nobody: it stays as it is.
    conn.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))"), {"turn": f"themes:{found}"}
    )
    return found


def count(conn: Connection, tables: ThemeTables, circles: Collection[UUID]) -> None:
    """Count circles again: each as a whole, and only while every text of it has been read."""
    read = tables.circle_read
    conn.execute(delete(read).where(read.c.circle_id.in_(circles)))
    for query in (_READ, _LAID):
        run(conn, tables, query, {"circles": list(circles)})


_READ = """
    INSERT INTO {schema}.circle_read (circle_id, texts)
    SELECT w.circle_id, count(*)
    FROM {schema}.words w LEFT JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands
    WHERE w.circle_id = ANY (:circles) GROUP BY w.circle_id HAVING count(k.id) = count(*)
"""
_LAID = """
    INSERT INTO {schema}.theme_tally (circle_id, theme_id, texts)
    SELECT r.circle_id, g.theme_id, count(*)
    FROM {schema}.circle_read r
    JOIN {schema}.words w ON w.circle_id = r.circle_id
    JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands
    JOIN {schema}.{coding}_theme g ON g.coding_id = k.id AND g.taken
    WHERE r.circle_id = ANY (:circles) GROUP BY r.circle_id, g.theme_id
"""


def _theme(row: Any) -> Theme:
    return Theme(
        id=row.id,
        questionnaire=row.questionnaire,
        names={"nl": row.name_nl, "en": row.name_en, "fr": row.name_fr},
        side=row.side,
        words=tuple(row.words),
        ended=row.ended_at is not None,
    )
