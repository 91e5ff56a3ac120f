"""Deleting: what a person asks for, and what a sample leaves behind."""

# ruff: noqa: S608  what is put together here are constants of this file

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, or_, select, text, update

from services.people.store import absences, earlier
from services.people.tables.imports import import_change, import_run, rejected_row, staged_row
from services.people.tables.persons import merge_proposal, person, salary, spell

# A text that means somebody: the number or an address, the whole name, or first and last name in any order.
_MEANS = """(lower(btrim({text})) = ANY(:keys) OR lower(btrim({text})) = :whole
    OR (:given <> '' AND :family <> '' AND lower({text}) ~ :given_word AND lower({text}) ~ :family_word))"""
_OWN_NOTICES = text("""
    DELETE FROM people.import_notice n USING people.import_change c
    WHERE c.person_id = :id AND n.import_id = c.import_id AND n.row = c.row""")
_REFUSED_ROWS = text(f"""
    DELETE FROM people.rejected_row r
    WHERE EXISTS (SELECT 1 FROM jsonb_each_text(r.cells) c WHERE {_MEANS.format(text="c.value")})
       OR (:given <> '' AND :family <> ''
           AND EXISTS (SELECT 1 FROM jsonb_each_text(r.cells) c WHERE lower(btrim(c.value)) = :given)
           AND EXISTS (SELECT 1 FROM jsonb_each_text(r.cells) c WHERE lower(btrim(c.value)) = :family))""")
_NOTICES_ABOUT = text(f"""
    DELETE FROM people.import_notice n WHERE {_MEANS.format(text="(n.problem ->> 'value')")}""")
_CHANGES_UNDER = text(f"""
    UPDATE people.import_change i SET fields = fields - 'manager'
    WHERE EXISTS (SELECT 1 FROM jsonb_array_elements_text(i.fields -> 'manager') c(value)
                  WHERE {_MEANS.format(text="c.value")})""")

_NAMED_ABOVE = text(f"""
    UPDATE people.spell s SET manager_name = NULL
    WHERE s.manager_name IS NOT NULL AND {_MEANS.format(text="s.manager_name")}""")


def family(conn: Connection, person_id: UUID) -> list[Row[Any]]:
    """Return a person and whoever was merged into it."""
    query = select(person).where(or_(person.c.id == person_id, person.c.merged_into == person_id))
    return list(conn.execute(query.order_by(person.c.id)))


def erase(conn: Connection, who: Row[Any], now: datetime) -> None:
    """Take the name, the addresses, the number, the birth date, the salary, every leave and what was before away."""
    spells = select(spell.c.id).where(spell.c.person_id == who.id)
    conn.execute(delete(salary).where(salary.c.spell_id.in_(spells)))
    absences.forget(conn, who.id)
    earlier.forget(conn, who.id)
    _erase_traces(conn, who)
    conn.execute(
        update(person)
        .where(person.c.id == who.id)
        .values(
            employee_number=None, given_name="", infix="", family_name="", name_key="", email=None, private_email=None,
            language=None, time_zone=None, region=None, birth_date=None, forgotten_at=now, changed_at=now,
            version=person.c.version + 1,
        )
    )  # fmt: skip


def _erase_traces(conn: Connection, who: Row[Any]) -> None:
    """What imports kept of this person: changes, refused and staged rows, and the name under other people."""
    conn.execute(_OWN_NOTICES, {"id": who.id})
    conn.execute(delete(import_change).where(import_change.c.person_id == who.id))
    conn.execute(
        delete(merge_proposal).where(
            or_(merge_proposal.c.first_id == who.id, merge_proposal.c.second_id == who.id)
        )
    )
    keys = [one for one in (who.employee_number, who.email, who.private_email) if one]
    lowered = [one.lower() for one in keys]
    for table in (rejected_row, staged_row):
        conn.execute(delete(table).where(or_(table.c.key.in_(keys), func.lower(table.c.key).in_(lowered))))
    named = {
        "given": who.given_name.lower(),
        "family": who.family_name.lower(),
        "whole": " ".join(part for part in (who.given_name, who.infix, who.family_name) if part).lower(),
        "given_word": _word(who.given_name),
        "family_word": _word(who.family_name),
        "keys": lowered,
    }
    for statement in (_REFUSED_ROWS, _NOTICES_ABOUT, _CHANGES_UNDER, _NAMED_ABOVE):
        conn.execute(statement, named)


def _word(name: str) -> str:
    """Return a pattern for a name as a word of its own: who is called An is not found in Anna."""
    return f"(?<![[:alnum:]]){re.escape(name.lower())}(?![[:alnum:]])"


def sample_ids(conn: Connection, *, limit: int) -> list[UUID]:
    """Return some of the invented people."""
    return list(
        conn.execute(select(person.c.id).where(person.c.sample).order_by(person.c.id).limit(limit)).scalars()
    )


def remove(conn: Connection, ids: list[UUID]) -> None:
    """Take people away altogether."""
    if not ids:
        return
    conn.execute(
        update(spell)
        .where(spell.c.manager_id.in_(ids), spell.c.person_id.not_in(ids))
        .values(manager_id=None)
    )
    spells = select(spell.c.id).where(spell.c.person_id.in_(ids))
    conn.execute(delete(salary).where(salary.c.spell_id.in_(spells)))
    conn.execute(delete(spell).where(spell.c.person_id.in_(ids)))
    conn.execute(update(person).where(person.c.merged_into.in_(ids)).values(merged_into=None))
    conn.execute(delete(person).where(person.c.id.in_(ids)))


def remove_sample_runs(conn: Connection) -> None:
    """Take the imports of the sample away, and departments and places in which nobody ever worked."""
    conn.execute(delete(import_run).where(import_run.c.sample))
    empty = text("""
        DELETE FROM people.department d
        WHERE NOT EXISTS (SELECT 1 FROM people.spell s WHERE s.department_id = d.id)
          AND NOT EXISTS (SELECT 1 FROM people.department below WHERE below.parent_id = d.id)""")
    while conn.execute(empty).rowcount:
        continue
    conn.execute(
        text(
            "DELETE FROM people.place l WHERE NOT EXISTS (SELECT 1 FROM people.spell s WHERE s.place_id = l.id)"
        )
    )
