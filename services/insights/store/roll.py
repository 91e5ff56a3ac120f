"""The roll: every employment of an edition, column by column in memory (infra/decisions/0025).

A figure is a look at everybody, and PostgreSQL needs a tenth of a second for each look at a million rows. Here they are
numbers beside numbers, so that a look is milliseconds. A process reads them once and then follows: of an edition is
noted whose employments changed. A roll never changes; whoever holds one may go on with it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from services.insights.store import enrolling
from services.insights.store.enrolling import COLUMNS, Words
from services.insights.store.numbers import Numbers
from services.insights.tables import change, edition

MARKS = (False, True, None)
# Of more people than these it is as quick to read everybody.
MOST_FOLLOWED = 20_000
# So many of the last changes are kept: whoever was away for longer reads everybody.
KEPT = 100

_CHANGES = text("""
    SELECT changes, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) AS own
    FROM insights.edition WHERE name = :name""")


@dataclass(frozen=True, eq=False, kw_only=True)
class Roll:
    """Employments, one at each place of every column.

    ``hired`` and ``left`` are days from 2000 on (``NEVER``: not gone), ``born`` months from the year 0 (or
    ``NOT_KNOWN``). All else is a place in what it can be: ``hours``, ages and tenure in the bands of ``policy`` (behind
    the last: not known), ``regretted`` in ``MARKS``, departments, functions, managers, places, countries and kinds in
    ``words``, of which the first is None.
    """

    changes: int
    words: Words
    high: Numbers
    low: Numbers
    hired: Numbers
    left: Numbers
    born: Numbers
    hours: Numbers
    regretted: Numbers
    several: Numbers
    department: Numbers
    function: Numbers
    manager: Numbers
    place: Numbers
    country: Numbers
    kind: Numbers
    early: Numbers
    age_hired: Numbers
    age_left: Numbers
    tenure_left: Numbers

    def __len__(self) -> int:
        return len(self.hired)

    def of_several(self) -> tuple[Numbers, Numbers, list[UUID]]:
        """Return where employments of who had more than one stand, of which person each is, and who these are."""
        rows = np.flatnonzero(self.several)
        people, whose = np.unique(np.stack([self.high[rows], self.low[rows]]), axis=1, return_inverse=True)
        return rows, whose, [person(high, low) for high, low in people.T.tolist()]

    def code(self, column: str, word: Any) -> int | None:
        """Return at which place of its words something is; None where it is not among them."""
        known = self.words[column]
        return known.index(word) if word in known else None


@dataclass
class _Shelf:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rolls: dict[str, Roll] = field(default_factory=dict)


_SHELVES: WeakKeyDictionary[Engine, _Shelf] = WeakKeyDictionary()
_SHELVING = threading.Lock()


def person(high: int, low: int) -> UUID:
    """Return who somebody is, out of both halves."""
    return UUID(int=(high % 2**64 << 64) + low % 2**64)


def of(conn: Connection, name: str) -> Roll:
    """Return everybody of edition ``name`` as of now."""
    with _SHELVING:
        shelf = _SHELVES.setdefault(conn.engine, _Shelf())
    kept = shelf.rolls.get(name)
    if kept is not None and kept.changes == _changes(conn, name):
        return kept
    with shelf.lock:
        kept = shelf.rolls.get(name)
        fresh = (kept and _followed(conn, name, kept)) or _read(conn, name)
        shelf.rolls = {name: fresh}
        return fresh


def forget(engine: Engine) -> None:
    """Let go of what this process holds: whoever asks next reads everybody."""
    with _SHELVING:
        _SHELVES.pop(engine, None)


def note(conn: Connection, name: str, person_ids: Iterable[UUID]) -> None:
    """Note whose employments in edition ``name`` are otherwise now, for who follows."""
    ids = sorted(set(person_ids))
    if not ids:
        return
    changed = update(edition).where(edition.c.name == name).values(changes=edition.c.changes + 1)
    number = conn.execute(changed.returning(edition.c.changes)).scalar_one()
    conn.execute(insert(change).values(edition=name, number=number, person_ids=ids))
    conn.execute(delete(change).where(change.c.edition == name, change.c.number <= number - KEPT))


def _changes(conn: Connection, name: str) -> int:
    row = conn.execute(_CHANGES, {"name": name}).one()
    if row.own:
        # Others would be given what may never be committed.
        raise RuntimeError("a transaction that changes employments cannot ask for the roll")
    return int(row.changes)


def _followed(conn: Connection, name: str, kept: Roll) -> Roll | None:
    """Return ``kept`` with what changed since; None where that is not known, or too much."""
    changes = _changes(conn, name)
    query = select(change.c.person_ids).where(
        change.c.edition == name, change.c.number > kept.changes, change.c.number <= changes
    )
    noted = conn.execute(query).scalars().all()
    ids = sorted({one for some in noted for one in some})
    if len(noted) != changes - kept.changes or len(ids) > MOST_FOLLOWED:
        return None
    if not ids:
        return kept
    words = enrolling.words(conn, name, ids, kept.words)
    fresh = enrolling.rows(conn, name, words, ids)
    columns = {column: getattr(kept, column) for column in COLUMNS}
    return Roll(changes=changes, words=words, **enrolling.exchanged(columns, ids, fresh))


def _read(conn: Connection, name: str) -> Roll:
    changes = _changes(conn, name)
    words = enrolling.words(conn, name, None)
    return Roll(changes=changes, words=words, **enrolling.rows(conn, name, words, None))
