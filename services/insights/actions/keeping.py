"""Questions of the explorer: kept under a name, shared with a role, let go of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from services.insights.actions import apart, exploring, telling
from services.insights.domain import explorer
from services.insights.domain.explorer import Asked, Crossed
from services.insights.errors import NotToShare, ViewNameMissing, ViewNameTaken, ViewUnknown
from services.insights.store import views as store
from services.insights.store.views import View
from shared.db.transaction import Tx


def explore(tx: Tx, asked: Asked, until: date) -> Crossed:
    """Return what HR asks for."""
    if asked.measure in explorer.TOLD:
        return telling.reasons(tx, asked, until)
    if asked.measure in explorer.ASKED:
        return telling.response(tx, asked, until)
    return exploring.explore(tx, asked, until)


def explore_apart(tx: Tx, asked: Asked, until: date, within: tuple[UUID, ...] | None) -> Crossed:
    """Return the same for others than HR, of their own part."""
    if asked.measure in explorer.TOLD:
        return telling.reasons(tx, asked, until)
    return apart.explore(tx, asked, until, within)


def keep(tx: Tx, view_id: UUID, name: str, asked: Asked, by: UUID) -> None:
    """Keep a question under a name."""
    if not name or len(name) > explorer.LONGEST_NAME:
        raise ViewNameMissing({"name": [ViewNameMissing.text]})
    store.keep(tx.conn, view_id, name, asked, now=tx.now, by=by)
    if store.find(tx.conn, view_id) is None:
        raise ViewNameTaken({"name": [ViewNameTaken.text]})


def share(tx: Tx, view_id: UUID, roles: Sequence[str], by: UUID) -> None:
    """Let these roles see what comes out; none takes it back."""
    found = find(tx, view_id, lock=True)
    if not all(explorer.shareable(found.asked, role) for role in roles):
        raise NotToShare
    if roles and found.asked.measure not in explorer.TOLD:
        store.add_cuts(tx.conn, found.asked.dimensions)
    store.share(tx.conn, view_id, roles, now=tx.now, by=by)


def find(tx: Tx, view_id: UUID, *, lock: bool = False) -> View:
    """Return a kept question, for HR."""
    found = store.find(tx.conn, view_id, lock=lock)
    if found is None:
        raise ViewUnknown
    return found


def find_shared(tx: Tx, view_id: UUID, roles: Collection[str]) -> View:
    """Return a kept question that is shared with one of these roles."""
    found = find(tx, view_id)
    if not set(found.roles) & set(roles):
        raise ViewUnknown
    return found


def drop(tx: Tx, view_id: UUID) -> None:
    """Let go of a question; twice is once."""
    store.drop(tx.conn, view_id)
