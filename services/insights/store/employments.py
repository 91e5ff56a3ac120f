"""Employments as people publishes them, taken over person by person: how things are, whatever fact said to look."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, text

from services.insights.tables import leaver_mark

# A contract that is renewed within so many days is no leaving and no new beginning, as for journey: the employment is
# that of the first, with what is so of the last.
TOUCHING = 7
_REST = "leave_kind, department_id, function, manager_id, hours, place, country, birth_month"
_CHAINED = f"""
    SELECT DISTINCT ON (person_id, stretch)
           first_value(spell_id) OVER (PARTITION BY person_id, stretch ORDER BY hire_date) AS spell_id, person_id,
           min(hire_date) OVER (PARTITION BY person_id, stretch) AS hire_date, last_day, {_REST}
    FROM (
        SELECT parted.*, sum(fresh) OVER (PARTITION BY person_id ORDER BY hire_date) AS stretch
        FROM (
            SELECT w.*, CASE WHEN w.hire_date - lag(w.last_day) OVER (PARTITION BY w.person_id ORDER BY w.hire_date)
                                  <= {TOUCHING} THEN 0 ELSE 1 END AS fresh
            FROM people.workforce_v1 w WHERE w.person_id = ANY(:ids)
        ) parted
    ) numbered ORDER BY person_id, stretch, numbered.hire_date DESC"""
_GONE = f"""
    DELETE FROM insights.employment_{{name}} e
    WHERE e.person_id = ANY(:ids) AND e.spell_id NOT IN (SELECT c.spell_id FROM ({_CHAINED}) c)
    RETURNING e.spell_id"""
_TAKE_OVER = f"""
    INSERT INTO insights.employment_{{name}} AS e (spell_id, person_id, hire_date, last_day, {_REST}, several)
    SELECT spell_id, person_id, hire_date, last_day, {_REST}, count(*) OVER (PARTITION BY person_id) > 1
    FROM ({_CHAINED}) c
    ON CONFLICT (spell_id) DO UPDATE SET
        person_id = excluded.person_id, hire_date = excluded.hire_date, last_day = excluded.last_day,
        leave_kind = excluded.leave_kind, department_id = excluded.department_id, function = excluded.function,
        manager_id = excluded.manager_id, hours = excluded.hours, place = excluded.place, country = excluded.country,
        birth_month = excluded.birth_month, several = excluded.several
    WHERE (e.*) IS DISTINCT FROM (excluded.*)
    RETURNING e.person_id"""
# Whom a stretch of the log is about. A merge is about two people.
_CONCERNED = text("""
    SELECT DISTINCT person_id FROM (
        SELECT f.person_id FROM eventlog.fact f
        WHERE f.position > :after AND f.position <= :last AND f.type = ANY(:labels)
        UNION ALL
        SELECT coalesce(f.body ->> 'into_person_id', f.body ->> 'from_person_id')::uuid FROM eventlog.fact f
        WHERE f.position > :after AND f.position <= :last AND f.type = ANY(:merges)
    ) concerned WHERE person_id IS NOT NULL""")


def refresh(conn: Connection, name: str, person_ids: Sequence[UUID]) -> set[UUID]:
    """Let the employments of these people be in edition ``name`` as they are now; return of whom one is otherwise."""
    if not person_ids:
        return set()
    return set(conn.execute(text(_TAKE_OVER.format(name=name)), {"ids": list(person_ids)}).scalars())


def drop_gone(conn: Connection, name: str, person_ids: Sequence[UUID]) -> None:
    """Let go of employments of these people that are no more: taken away, never begun, or part of another by now."""
    gone = list(conn.execute(text(_GONE.format(name=name)), {"ids": list(person_ids)}).scalars())
    if gone:
        conn.execute(delete(leaver_mark).where(leaver_mark.c.spell_id.in_(gone)))


def concerned(
    conn: Connection, *, after: int, last: int, labels: Sequence[str], merges: Sequence[str]
) -> list[UUID]:
    """Return whom the facts behind ``after`` up to ``last`` are about."""
    given = {"after": after, "last": last, "labels": list(labels), "merges": list(merges)}
    return list(conn.execute(_CONCERNED, given).scalars())


def without_known(conn: Connection, name: str, person_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of these people of whom edition ``name`` has nothing yet."""
    query = text(f"""
        SELECT i.id FROM unnest(CAST(:ids AS uuid[])) AS i(id)
        WHERE NOT EXISTS (SELECT FROM insights.employment_{name} e WHERE e.person_id = i.id)""")
    return list(conn.execute(query, {"ids": list(person_ids)}).scalars())


def count(conn: Connection, name: str) -> int:
    """Return how many employments edition ``name`` holds."""
    many: int = conn.execute(text(f"SELECT count(*) FROM insights.employment_{name}")).scalar_one()
    return many
