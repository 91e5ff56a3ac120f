"""Long work over everybody: looking what a change would do, and doing it. Cursor and counts move with the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, column, delete, func, insert, select, table, text, update
from sqlalchemy import Uuid as UuidType

from services.journey.domain.proposal import Shift
from services.journey.store.stop import account_name
from services.journey.tables import run, run_line

PREVIEW, APPLY = "preview", "apply"
RUNNING, DONE, STOPPED, FAILED = "running", "done", "stopped", "failed"

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")
_COPY = f"COPY journey.run_line (run_id, {', '.join(Shift._fields)}) FROM STDIN"
_TIDY = text("""
    DELETE FROM journey.run r WHERE r.kind = 'preview' AND r.state <> 'running' AND r.finished_at < :before
      AND NOT EXISTS (SELECT FROM journey.run a WHERE a.kind = 'apply' AND a.body ->> 'preview' = r.id::text)
""")


@dataclass(frozen=True, kw_only=True)
class LineFilters:
    """Which lines of a run are asked for; None is all."""

    what: str | None = None
    programme: str | None = None
    rule: str | None = None


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new run."""
    conn.execute(insert(run).values(**values))


def find(conn: Connection, run_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a run, with who asked for it."""
    query = (
        select(run, account_name.c.name.label("by"))
        .outerjoin(account_name, account_name.c.account_id == run.c.asked_by)
        .where(run.c.id == run_id)
    )
    return conn.execute(query.with_for_update(of=run) if lock else query).one_or_none()


def running(conn: Connection, kind: str) -> Row[Any] | None:
    """Return the newest run of a kind that is at work."""
    query = select(run).where(run.c.kind == kind, run.c.state == RUNNING)
    return conn.execute(query.order_by(run.c.asked_at.desc(), run.c.id.desc()).limit(1)).one_or_none()


def claim_preview(conn: Connection) -> Row[Any] | None:
    """Lock the preview that is at work, and return it; None where there is none, or another worker has it."""
    query = select(run).where(run.c.kind == PREVIEW, run.c.state == RUNNING).limit(1)
    return conn.execute(query.with_for_update(skip_locked=True)).one_or_none()


def applied(conn: Connection, preview_id: UUID) -> UUID | None:
    """Return the run that does what was looked at in this preview."""
    query = select(run.c.id).where(run.c.kind == APPLY, run.c.body["preview"].astext == str(preview_id))
    return conn.execute(query).scalar_one_or_none()


def change(conn: Connection, run_id: UUID, values: Mapping[str, Any]) -> None:
    """Write how far a run is."""
    conn.execute(update(run).where(run.c.id == run_id).values(**values))


def advance(conn: Connection, run_id: UUID, done: int, counts: Mapping[str, int], now: datetime) -> None:
    """Note that so many people more were looked at, and what that came to."""
    values: dict[Any, Any] = {run.c[name]: run.c[name] + count for name, count in counts.items()}
    conn.execute(
        update(run)
        .where(run.c.id == run_id)
        .values({run.c.done: run.c.done + done, run.c.moved_at: now, run.c.crashes: 0, **values})
    )


def end_all(conn: Connection, kind: str, state: str, now: datetime, reason: str | None = None) -> list[UUID]:
    """End the runs of a kind that are at work; return which."""
    ended = (
        update(run)
        .where(run.c.kind == kind, run.c.state == RUNNING)
        .values(state=state, reason=reason, finished_at=now)
    )
    return list(conn.execute(ended.returning(run.c.id)).scalars())


def halted(conn: Connection, epoch: int) -> Row[Any] | None:
    """Return the change to what is in force now that broke off again and again and waits for HR, or None."""
    query = select(run).where(run.c.kind == APPLY, run.c.state == FAILED, run.c.epoch == epoch)
    return conn.execute(query.limit(1)).one_or_none()


def latest(conn: Connection, limit: int) -> list[Row[Any]]:
    """Return the newest runs."""
    query = (
        select(run, account_name.c.name.label("by"))
        .outerjoin(account_name, account_name.c.account_id == run.c.asked_by)
        .order_by(run.c.asked_at.desc(), run.c.id.desc())
    )
    return list(conn.execute(query.limit(limit)))


def note(conn: Connection, run_id: UUID, found: Sequence[Shift]) -> None:
    """Write down what appears, moves and vanishes."""
    driver = conn.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in found:
            copy.write_row((run_id, *one))


def lines(
    conn: Connection, run_id: UUID, filters: LineFilters, *, after: int | None, limit: int
) -> list[Row[Any]]:
    """Return what a preview found, in the order in which it was found, with names."""
    query = (
        select(run_line, _contact.c.display_name.label("name"))
        .outerjoin(_contact, _contact.c.person_id == run_line.c.person_id)
        .where(run_line.c.run_id == run_id)
    )
    for name in ("what", "programme", "rule"):
        if (asked := getattr(filters, name)) is not None:
            query = query.where(run_line.c[name] == asked)
    if after is not None:
        query = query.where(run_line.c.no > after)
    return list(conn.execute(query.order_by(run_line.c.no).limit(limit)))


def totals(conn: Connection, run_id: UUID) -> list[Row[Any]]:
    """Return how much appears, moves and vanishes of each rule."""
    columns = (run_line.c.programme, run_line.c.rule)
    counts = (
        func.count().filter(run_line.c.what == what).label(what) for what in ("appear", "move", "vanish")
    )
    query = select(*columns, *counts).where(run_line.c.run_id == run_id).group_by(*columns).order_by(*columns)
    return list(conn.execute(query))


def erase(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Delete what was noted about these people."""
    conn.execute(delete(run_line).where(run_line.c.person_id == func.any(list(person_ids))))


def tidy(conn: Connection, before: datetime) -> int:
    """Let go of previews that ended before then and came to nothing; return how many."""
    return conn.execute(_TIDY, {"before": before}).rowcount
