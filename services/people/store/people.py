"""Persons and spells: rows to dataclasses and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from services.people.domain import NEVER_STARTED, Person, Spell
from services.people.errors import NumberTaken
from services.people.policy import PATH_SEPARATOR
from services.people.tables.persons import department, person, place, salary, spell

_PERSON = (
    "id", "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date", "sample", "deceased", "merged_into", "forgotten_at", "version",
)  # fmt: skip
_SPELL = (
    "id", "no", "latest", "state", "hire_date", "notice_date", "last_day", "leave_kind", "leave_by", "department_id",
    "function", "manager_id", "manager_name", "hours", "part_time_days", "contract", "contract_end", "probation_end",
    "known_leaving_on", "place_id",
)  # fmt: skip
_boss = person.alias("boss")


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a list of people is narrowed by."""

    words: str = ""
    department_path: str | None = None
    state: str | None = None
    after: tuple[str, UUID] | None = None
    limit: int = 50


def find(conn: Connection, person_id: UUID, *, lock: bool = False) -> Person | None:
    """Return a person with all spells; ``lock`` keeps others from changing it meanwhile."""
    query = select(*(person.c[name] for name in _PERSON)).where(person.c.id == person_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    return _person(row, _spells(conn, [person_id]).get(person_id, ()))


def these(conn: Connection, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return these people with all spells, by id, in the order that is asked for."""
    query = select(*(person.c[name] for name in _PERSON)).where(person.c.id.in_(list(person_ids)))
    rows = {row.id: row for row in conn.execute(query)} if person_ids else {}
    spells = _spells(conn, list(rows))
    return {one: _person(rows[one], spells.get(one, ())) for one in person_ids if one in rows}


def by_number(conn: Connection, number: str) -> UUID | None:
    """Return who has the employee number; where two were merged, the one that goes on."""
    query = select(func.coalesce(person.c.merged_into, person.c.id)).where(person.c.employee_number == number)
    return conn.execute(query).scalar_one_or_none()


def listed(conn: Connection, wanted: Search) -> list[tuple[str, Person]]:
    """Return people in the order of their names, each with the key that the list goes on from."""
    columns = [person.c[name] for name in _PERSON]
    query = (
        select(person.c.sort_key, *columns)
        .where(person.c.forgotten_at.is_(None), person.c.merged_into.is_(None))
        .order_by(person.c.sort_key, person.c.id)
        .limit(wanted.limit)
    )
    query = _narrowed(query, wanted)
    if wanted.after is not None:
        query = query.where(tuple_(person.c.sort_key, person.c.id) > tuple_(*wanted.after))
    rows = list(conn.execute(query))
    spells = _spells(conn, [row.id for row in rows])
    return [(row.sort_key, _person(row, spells.get(row.id, ()))) for row in rows]


def names(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the display names of people."""
    wanted = list(ids)
    if not wanted:
        return {}
    display = func.concat_ws(
        " ", *(func.nullif(person.c[part], "") for part in ("given_name", "infix", "family_name"))
    )
    rows = conn.execute(select(person.c.id, display.label("name")).where(person.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def add_person(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new person."""
    with _number_taken(values):
        conn.execute(insert(person).values(**values))


def change_person(conn: Connection, person_id: UUID, values: Mapping[str, Any]) -> None:
    """Write what is different about a person."""
    with _number_taken(values):
        conn.execute(update(person).where(person.c.id == person_id).values(**values))


def note_alive(conn: Connection, person_id: UUID) -> None:
    """Somebody lives after all, in every record that is one with theirs."""
    theirs = or_(person.c.id == person_id, person.c.merged_into == person_id)
    conn.execute(update(person).where(theirs, person.c.deceased).values(deceased=False))


@contextmanager
def _number_taken(values: Mapping[str, Any]) -> Iterator[None]:
    # Two that come in at the same instant both find the number free; the key of the table lets in one.
    try:
        yield
    except IntegrityError as refusal:
        if "uq_person_employee_number" not in str(refusal.orig):
            raise
        raise NumberTaken(number=values["employee_number"]) from refusal


def touch(conn: Connection, person_id: UUID, now: datetime) -> None:
    """Count the version on: whoever holds an older one has to look again."""
    values = {"version": person.c.version + 1, "changed_at": now}
    conn.execute(update(person).where(person.c.id == person_id).values(values))


def add_spell(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new spell."""
    conn.execute(insert(spell).values(**values))


def change_spell(conn: Connection, spell_id: UUID, values: Mapping[str, Any]) -> None:
    """Write what is different about a spell."""
    conn.execute(update(spell).where(spell.c.id == spell_id).values(**values))


def renumber(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Number the spells of people by hire date, and mark the latest: one that never began only where none did."""
    ids = list(person_ids)
    if not ids:
        return
    conn.execute(text("SET CONSTRAINTS people.uq_spell_person_id_no DEFERRED"))
    conn.execute(update(spell).where(spell.c.person_id.in_(ids), spell.c.latest).values(latest=False))
    never = spell.c.state == NEVER_STARTED
    onwards, backwards = (spell.c.hire_date, spell.c.id), (never, spell.c.hire_date.desc(), spell.c.id.desc())
    order = (
        select(
            spell.c.id,
            func.row_number().over(partition_by=spell.c.person_id, order_by=onwards).label("no"),
            func.row_number().over(partition_by=spell.c.person_id, order_by=backwards).label("back"),
        )
        .where(spell.c.person_id.in_(ids))
        .subquery()
    )
    conn.execute(
        update(spell).where(spell.c.id == order.c.id).values(no=order.c.no, latest=order.c.back == 1)
    )


def set_salary(conn: Connection, spell_id: UUID, amount: Decimal | None) -> bool:
    """Keep a salary, or take it away; True where it was different."""
    if amount is None:
        return conn.execute(delete(salary).where(salary.c.spell_id == spell_id)).rowcount > 0
    statement = upsert(salary).values(spell_id=spell_id, amount=amount)
    statement = statement.on_conflict_do_update(
        index_elements=["spell_id"],
        set_={"amount": statement.excluded.amount},
        where=salary.c.amount.is_distinct_from(statement.excluded.amount),
    )
    return conn.execute(statement.returning(salary.c.spell_id)).first() is not None


def is_above(conn: Connection, candidate: UUID, person_id: UUID) -> bool:
    """Say whether ``candidate`` stands above ``person_id`` in the line (or is the same person)."""
    found = conn.execute(
        text("""
            WITH RECURSIVE line (id, depth) AS (
                SELECT cast(:person_id AS uuid), 0
                UNION
                SELECT s.manager_id, line.depth + 1 FROM line JOIN people.spell s ON s.person_id = line.id AND s.latest
                WHERE s.manager_id IS NOT NULL AND line.depth < 100)
            SELECT 1 FROM line WHERE id = :candidate LIMIT 1"""),
        {"person_id": person_id, "candidate": candidate},
    )
    return found.scalar() is not None


def due(conn: Connection, today: date) -> list[Row[Any]]:
    """Return spells whose state is behind on ``today``, locked: begun, or ended."""
    query = (
        select(
            spell.c.id,
            spell.c.person_id,
            spell.c.hire_date,
            spell.c.last_day,
            spell.c.leave_kind,
            spell.c.state,
        )
        .where(
            ((spell.c.state == "expected") & (spell.c.hire_date <= today))
            | (spell.c.state.in_(("active", "leaving")) & (spell.c.last_day < today))
        )
        .order_by(spell.c.last_day, spell.c.id)
        .limit(5_000)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def set_states(conn: Connection, ids: Iterable[UUID], state: str) -> None:
    """Write the state of many spells."""
    conn.execute(update(spell).where(spell.c.id.in_(list(ids))).values(state=state))


def next_dates(conn: Connection) -> tuple[date | None, date | None]:
    """Return the earliest hire date of who is expected and the earliest last day of who is still here."""
    arriving = select(func.min(spell.c.hire_date)).where(spell.c.state == "expected")
    departing = select(func.min(spell.c.last_day)).where(spell.c.state.in_(("active", "leaving")))
    return conn.execute(arriving).scalar(), conn.execute(departing).scalar()


def _narrowed(query: Select[Any], wanted: Search) -> Select[Any]:
    for word in wanted.words.split()[:8]:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = query.where(person.c.search.like(func.people.fold(f"%{escaped}%")))
    if wanted.state == "none":
        return query.where(~select(spell.c.id).where(spell.c.person_id == person.c.id).exists())
    if wanted.state or wanted.department_path:
        query = query.join(spell, (spell.c.person_id == person.c.id) & spell.c.latest)
    if wanted.state:
        query = query.where(spell.c.state == wanted.state)
    if wanted.department_path:
        below = department.c.path.startswith(wanted.department_path + PATH_SEPARATOR, autoescape=True)
        inside = select(department.c.id).where((department.c.path == wanted.department_path) | below)
        query = query.where(spell.c.department_id.in_(inside))
    return query


def _spells(conn: Connection, person_ids: list[UUID]) -> dict[UUID, tuple[Spell, ...]]:
    if not person_ids:
        return {}
    display = func.concat_ws(
        " ", *(func.nullif(_boss.c[part], "") for part in ("given_name", "infix", "family_name"))
    )
    query = (
        select(
            spell.c.person_id,
            department.c.path.label("department"),
            place.c.name.label("place"),
            _boss.c.employee_number.label("manager_number"),
            func.coalesce(func.nullif(display, ""), spell.c.manager_name).label("boss_name"),
            *_columns(spell, _SPELL),
        )
        .outerjoin(department, department.c.id == spell.c.department_id)
        .outerjoin(place, place.c.id == spell.c.place_id)
        .outerjoin(_boss, _boss.c.id == spell.c.manager_id)
        .where(spell.c.person_id.in_(person_ids))
        .order_by(spell.c.person_id, spell.c.no)
    )
    found: dict[UUID, list[Spell]] = {}
    for row in conn.execute(query).mappings():
        values = {name: row[name] for name in _SPELL}
        values |= {
            "manager_name": row["boss_name"],
            "department": row["department"],
            "place": row["place"],
            "manager_number": row["manager_number"],
        }
        found.setdefault(row["person_id"], []).append(Spell(**values))
    return {key: tuple(spells) for key, spells in found.items()}


def _columns(table: Table, wanted: Iterable[str]) -> list[Any]:
    return [table.c[name] for name in wanted]


def _person(row: Row[Any], spells: tuple[Spell, ...]) -> Person:
    known = row._mapping  # noqa: SLF001  SQLAlchemy's documented way to read a row by name
    return Person(**{name: known[name] for name in _PERSON}, spells=spells)
