"""Questions of the explorer that were kept, with whom they are shared, and by what figures were ever shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.insights.domain.explorer import Asked
from services.insights.tables import kept_view, shared_cut

_COLUMNS = (kept_view.c.id, kept_view.c.name, kept_view.c.asked, kept_view.c.roles, kept_view.c.shared_at)


@dataclass(frozen=True)
class View:
    """A question under a name, and which roles may see what comes out."""

    id: UUID
    name: str
    asked: Asked
    roles: Sequence[str]
    shared_at: datetime | None


def listed(conn: Connection, *, roles: Collection[str] | None, after: Any, limit: int) -> list[View]:
    """Return kept views by name, behind the key ``after``; ``roles``: only those shared with one of them."""
    name, view_id = after or (None, None)
    query = select(*_COLUMNS).order_by(func.lower(kept_view.c.name), kept_view.c.id).limit(limit)
    if roles is not None:
        query = query.where(kept_view.c.roles.overlap(list(roles)))
    if name is not None:
        query = query.where(
            (func.lower(kept_view.c.name) > name)
            | ((func.lower(kept_view.c.name) == name) & (kept_view.c.id > view_id))
        )
    return [_view(row) for row in conn.execute(query)]


def find(conn: Connection, view_id: UUID, *, lock: bool = False) -> View | None:
    """Return one."""
    query = select(*_COLUMNS).where(kept_view.c.id == view_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return _view(row) if row else None


def keep(conn: Connection, view_id: UUID, name: str, asked: Asked, *, now: datetime, by: UUID) -> None:
    """Keep a question, unless it is kept already (the second click on a form) or another one has this name."""
    values = {"id": view_id, "name": name, "asked": asdict(asked), "roles": [], "made_at": now, "made_by": by}
    conn.execute(insert(kept_view).values(**values).on_conflict_do_nothing())


def share(conn: Connection, view_id: UUID, roles: Sequence[str], *, now: datetime, by: UUID) -> None:
    """Let these roles see it, and no others."""
    conn.execute(
        update(kept_view)
        .where(kept_view.c.id == view_id)
        .values(roles=list(roles), shared_at=now, shared_by=by)
    )


def drop(conn: Connection, view_id: UUID) -> None:
    """Let go of a question."""
    conn.execute(delete(kept_view).where(kept_view.c.id == view_id))


def shared_cuts(conn: Connection) -> list[str]:
    """Return by what figures were ever shared, in that order."""
    return list(conn.execute(select(shared_cut.c.name).order_by(shared_cut.c.position)).scalars())


def add_cuts(conn: Connection, names: Sequence[str]) -> None:
    """Note by what figures are shared from now on, behind all that was shared before."""
    conn.execute(text("SELECT pg_advisory_xact_lock(hashtext('insights.shared_cut'))"))
    known = shared_cuts(conn)
    fresh = [name for name in names if name not in known]
    if fresh:
        rows = [{"position": len(known) + number, "name": name} for number, name in enumerate(fresh)]
        conn.execute(insert(shared_cut), rows)


def _view(row: Any) -> View:
    return View(row.id, row.name, Asked(**row.asked), row.roles, row.shared_at)
