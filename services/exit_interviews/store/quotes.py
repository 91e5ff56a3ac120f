"""Words that may be quoted: which, in which batch, and who may read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from services.exit_interviews.tables.forms import TABLES
from services.exit_interviews.tables.words import quotable
from shared.questionnaire.sealing import Content, opened, sealed

waiting, form = TABLES.asked.waiting, TABLES.request

# Of circles and batches as large as is asked now; in the order of ids, which is one of chance.
_LISTED = text("""
    SELECT q.words_id, w.text, q.readers, q.asked_nl, q.asked_en, q.asked_fr,
           ARRAY(SELECT coalesce(nullif(CASE :language WHEN 'en' THEN t.name_en WHEN 'fr' THEN t.name_fr END, ''),
                                 t.name_nl)
                 FROM exit.text_coding k JOIN exit.text_coding_theme g ON g.coding_id = k.id AND g.taken
                 JOIN exit.theme t ON t.id = g.theme_id WHERE k.words_id = q.words_id AND k.stands ORDER BY 1) AS themes
    FROM exit.quotable q JOIN exit.words w ON w.id = q.words_id JOIN exit.circle c ON c.id = w.circle_id
    WHERE c.people >= :words AND q.people >= :group
      AND (CAST(:shown AS boolean) IS NULL OR (q.readers IS NOT NULL) = :shown)
      AND (CAST(:only AS uuid) IS NULL OR q.words_id = :only)
      AND (CAST(:after AS uuid) IS NULL OR q.words_id > :after)
    ORDER BY q.words_id LIMIT :limit
""")
# Everybody whose name might stand in a text; whether it does, a word of its own, is looked at with care elsewhere.
_NAMES = text("""
    SELECT DISTINCT given_name, family_name FROM people.contact_v1
    WHERE position(lower(given_name) IN lower(:words)) > 0 OR position(lower(family_name) IN lower(:words)) > 0
""")
_QUESTIONS = text("""
    SELECT DISTINCT c.question FROM exit.quotable q
    JOIN exit.words w ON w.id = q.words_id JOIN exit.circle c ON c.id = w.circle_id
""")
_OF_MARKS = text("""
    SELECT w.text, q.readers FROM exit.quotable q JOIN exit.words w ON w.id = q.words_id
    WHERE q.mark = ANY (:marks) ORDER BY q.words_id
""")


def allow(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note which words may be quoted."""
    if rows:
        conn.execute(insert(quotable), list(rows))


def listed(
    conn: Connection,
    *,
    words: int,
    group: int,
    limit: int,
    language: str = "nl",
    shown: bool | None = None,
    after: UUID | None = None,
    only: UUID | None = None,
) -> list[Any]:
    """Return words that may be quoted, of enough people; those that are shown, those that are not, or one."""
    given = {
        "words": words, "group": group, "shown": shown, "after": after, "only": only, "limit": limit,
        "language": language,
    }  # fmt: skip
    return list(conn.execute(_LISTED, given))


def show(conn: Connection, words_id: UUID, readers: str | None, *, by: UUID, now: datetime) -> bool:
    """Let a quote be read by some, or by nobody; return whether it is there (still)."""
    query = update(quotable).where(quotable.c.words_id == words_id)
    return bool(conn.execute(query.values(readers=readers, picked_by=by, picked_at=now)).rowcount)


def names_in(conn: Connection, words: str) -> list[tuple[str, str]]:
    """Return the given and family names of people of which one might stand in ``words``."""
    rows = conn.execute(_NAMES, {"words": words})
    return [(row.given_name or "", row.family_name or "") for row in rows]


def questions(conn: Connection) -> list[str]:
    """Return the questions of which something may be quoted."""
    return list(conn.execute(_QUESTIONS).scalars())


def of_marks(conn: Connection, marks: Collection[bytes]) -> list[Any]:
    """Return the words that these marks stand beside, and who may read them."""
    return list(conn.execute(_OF_MARKS, {"marks": list(marks)})) if marks else []


def drop(conn: Connection, marks: Collection[bytes]) -> None:
    """Let nothing be quoted of the batches in which these marks are."""
    theirs = select(quotable.c.batch_id).where(quotable.c.mark == func.any(list(marks)))
    conn.execute(delete(quotable).where(quotable.c.batch_id.in_(theirs)))


def forget_before(conn: Connection, quarter: date) -> int:
    """Let nothing be quoted of before ``quarter`` any more; return how much it was."""
    return conn.execute(delete(quotable).where(quotable.c.quarter < quarter)).rowcount


def forms_of(conn: Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Return the forms of these people."""
    return list(
        conn.execute(select(form.c.id).where(form.c.person_id == func.any(list(person_ids)))).scalars()
    )


def sheets(conn: Connection, seals: Collection[bytes], *, lock: bool = False) -> list[tuple[Any, Content]]:
    """Return what waits under these seals: its row (id, questionnaire, version), and what is in it."""
    query = select(waiting).where(waiting.c.seal == func.any(list(seals))).order_by(waiting.c.id)
    rows = conn.execute(query.with_for_update() if lock else query)
    return [(row, opened(row.content)) for row in rows]


def seal_anew(conn: Connection, contents: Mapping[UUID, Content]) -> None:
    """Put what waits under seal again, with less in it."""
    if contents:
        conn.execute(
            update(waiting).where(waiting.c.id == bindparam("row_id")).values(content=bindparam("less")),
            [{"row_id": key, "less": sealed(one)} for key, one in contents.items()],
        )
