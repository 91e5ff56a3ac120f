"""Import runs: the file in pieces, the staged rows, what was refused and what was noticed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.people.imports.names import fold
from services.people.imports.problems import Problem
from services.people.imports.rows import Cleaned, RefusedRow
from services.people.tables.imports import (
    file_mapping,
    import_change,
    import_chunk,
    import_notice,
    import_run,
    rejected_row,
    staged_row,
)
from services.people.tables.persons import person

STAGED = (
    "key", "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date", "department", "function", "manager", "manager_key", "hours", "part_time_days",
    "salary", "hire_date", "notice_date", "last_day", "leave_kind", "contract", "contract_end", "probation_end",
    "place", "never_started", "absence_kind", "absence_from", "absence_until",
)  # fmt: skip
_COPY_STAGED = f"COPY people.staged_row (import_id, row, name_key, {', '.join(STAGED)}) FROM STDIN"
_COPY_REJECTED = "COPY people.rejected_row (import_id, row, key, problems, cells, late) FROM STDIN"
_COPY_NOTICES = "COPY people.import_notice (import_id, row, problem, late) FROM STDIN"


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new run."""
    conn.execute(insert(import_run).values(**values))


def find(conn: Connection, import_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a run."""
    query = select(import_run).where(import_run.c.id == import_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def change(conn: Connection, import_id: UUID, values: Mapping[str, Any]) -> None:
    """Write how far a run is."""
    conn.execute(update(import_run).where(import_run.c.id == import_id).values(**values))


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return runs, newest first."""
    query = select(import_run).where(import_run.c.state != "dropped")
    if after is not None:
        query = query.where(tuple_(import_run.c.created_at, import_run.c.id) < tuple_(*after))
    return list(
        conn.execute(query.order_by(import_run.c.created_at.desc(), import_run.c.id.desc()).limit(limit))
    )


def lying(conn: Connection, *, before: datetime) -> list[Row[Any]]:
    """Return runs that are on their way, have not moved since ``before``, and are in nobody's hands."""
    moving = import_run.c.state.in_(("reading", "applying"))
    query = select(import_run).where(moving, import_run.c.moved_at < before).order_by(import_run.c.created_at)
    return list(conn.execute(query.with_for_update(skip_locked=True)))


def keep_file(conn: Connection, import_id: UUID, stream: BinaryIO, *, chunk: int) -> None:
    """Keep the file in pieces, where every web process and worker can read it."""
    stream.seek(0)
    number = 0
    while piece := stream.read(chunk):
        conn.execute(insert(import_chunk).values(import_id=import_id, no=number, bytes=piece))
        number += 1


def file_of(conn: Connection, import_id: UUID, into: BinaryIO) -> bool:
    """Write the kept file to ``into``; False where it is gone."""
    query = (
        select(import_chunk.c.bytes).where(import_chunk.c.import_id == import_id).order_by(import_chunk.c.no)
    )
    found = False
    for piece in conn.execute(query.execution_options(yield_per=4)).scalars():
        into.write(piece)
        found = True
    into.seek(0, io.SEEK_SET)
    return found


def drop_file(conn: Connection, import_id: UUID) -> None:
    """Let go of the file and the staged rows: they did their work."""
    conn.execute(delete(import_chunk).where(import_chunk.c.import_id == import_id))
    conn.execute(delete(staged_row).where(staged_row.c.import_id == import_id))


def stage(conn: Connection, import_id: UUID, rows: Sequence[Cleaned | RefusedRow]) -> None:
    """Put rows beside the people, as they are read: the good ones, the refused ones, and what was noticed."""
    good = [row for row in rows if isinstance(row, Cleaned)]
    refused = [row for row in rows if isinstance(row, RefusedRow)]
    with conn.connection.cursor() as cursor, cursor.copy(_COPY_STAGED) as copy:  # type: ignore[attr-defined]
        for row in good:
            copy.write_row((import_id, row.row, _name_key(row), *(getattr(row, name) for name in STAGED)))
    reject(conn, import_id, refused, late=False)
    notice(conn, import_id, ((row.row, problem) for row in good for problem in row.notices), late=False)


def reject(conn: Connection, import_id: UUID, refused: Iterable[RefusedRow], *, late: bool) -> None:
    """Keep refused rows whole; ``late`` ones were refused beside the others and are judged anew next time."""
    with conn.connection.cursor() as cursor, cursor.copy(_COPY_REJECTED) as copy:  # type: ignore[attr-defined]
        for row in refused:
            problems = Jsonb([vars(problem) for problem in row.problems])
            copy.write_row((import_id, row.row, row.key, problems, Jsonb(row.cells), late))


def notice(
    conn: Connection, import_id: UUID, found: Iterable[tuple[int | None, Problem]], *, late: bool
) -> None:
    """Keep what was left out of rows that went in."""
    with conn.connection.cursor() as cursor, cursor.copy(_COPY_NOTICES) as copy:  # type: ignore[attr-defined]
        for row, problem in found:
            copy.write_row((import_id, row, Jsonb(vars(problem)), late))


def forget_results(conn: Connection, import_id: UUID, *, staged: bool) -> None:
    """Take away what an earlier look at the run said; with ``staged`` the rows too, to read the file again."""
    conn.execute(delete(import_change).where(import_change.c.import_id == import_id))
    for table in (rejected_row, import_notice):
        query = delete(table).where(table.c.import_id == import_id)
        conn.execute(query if staged else query.where(table.c.late))
    if staged:
        conn.execute(delete(staged_row).where(staged_row.c.import_id == import_id))


def last_row(conn: Connection, import_id: UUID) -> int:
    """Return the last row of the file that is staged or refused: where to go on."""
    rows = [
        conn.execute(select(func.max(table.c.row)).where(table.c.import_id == import_id)).scalar()
        for table in (staged_row, rejected_row)
    ]
    return max((row for row in rows if row is not None), default=0)


def refused(
    conn: Connection, import_id: UUID, *, after: int = 0, limit: int | None = None
) -> Iterator[Row[Any]]:
    """Return refused rows in the order of the file."""
    query = (
        select(rejected_row)
        .where(rejected_row.c.import_id == import_id, rejected_row.c.row > after)
        .order_by(rejected_row.c.row)
    )
    yield from conn.execute(query.limit(limit) if limit else query)


def notices(conn: Connection, import_id: UUID, *, limit: int) -> list[Row[Any]]:
    """Return what was noticed."""
    query = select(import_notice).where(import_notice.c.import_id == import_id).order_by(import_notice.c.row)
    return list(conn.execute(query.limit(limit)))


def count_notices(conn: Connection, import_id: UUID) -> int:
    """Return how much was noticed."""
    query = select(func.count()).select_from(import_notice).where(import_notice.c.import_id == import_id)
    return conn.execute(query).scalar_one()


def changes(conn: Connection, import_id: UUID, *, after: int, limit: int) -> list[Row[Any]]:
    """Return what would change or was changed, with the number and name as the file or the person has it."""
    query = (
        select(
            import_change,
            func.coalesce(person.c.employee_number, staged_row.c.key).label("number"),
            func.coalesce(
                func.nullif(func.concat_ws(" ", *_name_parts(person)), ""),
                func.concat_ws(" ", *_name_parts(staged_row)),
            ).label("name"),
            staged_row.c.hire_date,
        )
        .outerjoin(person, person.c.id == import_change.c.person_id)
        .outerjoin(
            staged_row,
            (staged_row.c.import_id == import_change.c.import_id) & (staged_row.c.row == import_change.c.row),
        )
        .where(import_change.c.import_id == import_id, import_change.c.id > after)
        .order_by(import_change.c.id)
        .limit(limit)
    )
    return list(conn.execute(query))


def mapping_for(conn: Connection, signature: str) -> dict[str, Any] | None:
    """Return the mapping that was kept for files with these columns."""
    query = select(file_mapping.c.mapping).where(file_mapping.c.signature == signature)
    return conn.execute(query).scalar_one_or_none()


def keep_mapping(conn: Connection, signature: str, mapping: Mapping[str, Any], now: datetime) -> None:
    """Keep a mapping for the next file with these columns."""
    statement = upsert(file_mapping).values(signature=signature, mapping=mapping, changed_at=now)
    changed = {"mapping": statement.excluded.mapping, "changed_at": now}
    conn.execute(statement.on_conflict_do_update(index_elements=["signature"], set_=changed))


def _name_parts(table: Any) -> list[Any]:
    return [func.nullif(table.c[part], "") for part in ("given_name", "infix", "family_name")]


def _name_key(row: Cleaned) -> str | None:
    if row.given_name is None and row.family_name is None:
        return None
    return fold(f"{row.given_name or ''}{row.infix or ''}{row.family_name or ''}")
