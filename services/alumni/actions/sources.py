"""Vacancies of another system: read, shown to HR the first time (of a file: each time), then as they are there.

Each is known by its own outside id: changed where it changed, closed where it is told no more, open again where it is
back. An item that cannot be read stays here as it was, and a feed that fails, or is suddenly empty, changes nothing.
What HR closed by hand stays closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from services.alumni.actions import work as vacancies
from services.alumni.actions.newsletters import today
from services.alumni.domain.sources import BACK, GONE, NEW, SAME, Here, compared
from services.alumni.errors.sources import SourceMoved, SourceUnknown
from services.alumni.imports.posting import Posting
from services.alumni.imports.postings import Postings, read_postings
from services.alumni.policy import FEED_EVERY, FEED_TRAVELS, OPEN_AT_LEAST
from services.alumni.store import sources as store
from services.alumni.store import work
from shared.db.transaction import Tx
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.queue.bell import ring

NAME = "services.alumni.jobs.read_feeds"


def add(tx: Tx, values: dict[str, Any], *, by: UUID | None) -> UUID:
    """Write a source; a feed is asked at once, and brings nothing before HR says yes to it."""
    source_id = new_id()
    store.add(tx.conn, {**values, "id": source_id, "created_at": tx.now, "created_by": by})
    if values.get("url"):
        tx.after_commit(_ring)
    return source_id


def hand_in(tx: Tx, source_id: UUID, content: bytes) -> None:
    """A file of this source: read, and kept until HR says yes."""
    _load(tx, source_id, lock=True)
    _keep(tx, source_id, read_postings(content, today()))


def claim(tx: Tx) -> tuple[UUID, str] | None:
    """Take a feed that is to be asked now, and where it is; one, so that what goes wrong keeps no other waiting."""
    found = store.due(tx.conn, tx.now - FEED_EVERY)
    if found is None:
        return None
    store.change(tx.conn, found.id, asked_at=tx.now)
    return found.id, found.url


def next_due(tx: Tx) -> datetime | None:
    """Return when a house that travels asks a feed again: each day of its own, as the world outside stays where it is.

    A feed that failed holds up no journey: it is asked along with others, and by the clock.
    """
    last = store.asked_first(tx.conn)
    return None if last is None else last + FEED_TRAVELS


def ask_now(tx: Tx, source_id: UUID) -> None:
    """HR does not want to wait for the next hour."""
    source = _load(tx, source_id, lock=True)
    if source.url and source.state != "off":
        store.change(tx.conn, source_id, asked_at=None)
        tx.after_commit(_ring)


def fetched(tx: Tx, source_id: UUID, content: bytes) -> None:
    """A feed answered: what it brings goes in by itself, once HR said yes to it the first time."""
    source = _load(tx, source_id, lock=True)
    if source.state == "off":
        return
    try:
        found = read_postings(content, today())
    except DomainError as error:
        failed(tx, source_id, error)
        return
    _keep(tx, source_id, found)
    if source.state == "on":
        _apply(tx, source_id)


def failed(tx: Tx, source_id: UUID, error: DomainError) -> None:
    """A feed gave nothing that we can read: everything stays as it was, and the desk says so."""
    params = {name: str(value) for name, value in error.params.items()}
    store.change(tx.conn, source_id, failure=error.code, failure_params=params)


def changes(tx: Tx, source_id: UUID) -> list[tuple[str, Any]]:
    """Return what waits for HR's yes, compared with what is here now."""
    pending = _load(tx, source_id).pending
    return [] if pending is None else _compared(pending, store.here(tx.conn, source_id))


def accept(tx: Tx, source_id: UUID) -> None:
    """HR says yes; a feed goes on by itself from now on."""
    source = _load(tx, source_id, lock=True)
    if source.pending is None:
        raise SourceMoved
    _apply(tx, source_id)
    store.change(tx.conn, source_id, state="on")


def set_aside(tx: Tx, source_id: UUID) -> None:
    """HR says no to what waits; nothing changed."""
    if _load(tx, source_id, lock=True).pending is None:
        raise SourceMoved
    store.change(tx.conn, source_id, pending=None, faults=None)


def stop(tx: Tx, source_id: UUID) -> None:
    """Not asked any more; its vacancies close, and who answered still hears."""
    _load(tx, source_id, lock=True)
    for one in store.here(tx.conn, source_id).values():
        if not one.closed:
            work.change(tx.conn, one.id, withdrawn_at=tx.now)
    store.change(tx.conn, source_id, state="off", pending=None)


def _ring() -> None:
    ring("alumni", NAME)


def _keep(tx: Tx, source_id: UUID, found: Postings) -> None:
    pending = {"rows": [one.plain() for one in found.rows], "present": sorted(found.present)}
    faults = [asdict(one) for one in found.faults]
    store.change(tx.conn, source_id, pending=pending, faults=faults, failure=None, read_at=tx.now)


def _apply(tx: Tx, source_id: UUID) -> None:
    source = _load(tx, source_id)
    known = store.here(tx.conn, source_id)
    found = _compared(source.pending, known)
    for what, one in found:
        if what == NEW:
            _open(tx, source, one)
        elif what == GONE:
            work.change(tx.conn, one.id, withdrawn_at=tx.now, gone=True)
        else:
            _follow(tx, what, one, known[one.outside_id])
    counts = Counter(what for what, _ in found)
    store.change(tx.conn, source_id, pending=None, counts=dict(counts))
    vacancies.alert_due(tx)


def _open(tx: Tx, source: Any, one: Posting) -> None:
    values = {"id": new_id(), "source_id": source.id, "decide_days": source.decide_days, "shown": source.shown,
              "created_at": tx.now, "created_by": source.created_by}  # fmt: skip
    work.add(tx.conn, {**one.values(new=True), **values})


def _follow(tx: Tx, what: str, one: Posting, here: Here) -> None:
    values: dict[str, Any] = {} if what == SAME else one.values(new=False)
    if what == BACK:
        values |= {"withdrawn_at": None, "gone": False}
    if "closes_on" not in one.told and here.closes_on < today() + OPEN_AT_LEAST:
        # Nobody said until when; as long as it is told, one can answer.
        values["closes_on"] = one.closes_on
    if values:
        work.change(tx.conn, here.id, **values)


def _compared(pending: dict[str, Any], here: dict[str, Here]) -> list[tuple[str, Any]]:
    rows: Sequence[Posting] = [Posting.of(one) for one in pending["rows"]]
    return compared(rows, here, pending["present"])


def _load(tx: Tx, source_id: UUID, *, lock: bool = False) -> Any:
    found = store.find(tx.conn, source_id, lock=lock)
    if found is None:
        raise SourceUnknown
    return found
