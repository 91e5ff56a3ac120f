"""The roll: every employment of an edition, column by column in memory (infra/decisions/0025).

A figure is a look at everybody, and PostgreSQL needs a tenth of a second for each look at a million rows. Here they are
numbers beside numbers, so that a look is milliseconds. A process reads them once and then follows: of an edition is
noted whose employments changed. A roll never changes; whoever holds one may go on with it.
"""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, cast
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from services.insights import policy
from services.insights.domain.periods import MONTHS
from services.insights.tables import change, edition

Numbers = NDArray[Any]
# PostgreSQL counts days from here, and a day that never comes is the last one that it knows.
EPOCH = date(2000, 1, 1).toordinal()
NEVER = np.iinfo(np.int32).max
NOT_KNOWN = -1
MARKS = (False, True, None)
# Of more people than these it is as quick to read everybody.
MOST_FOLLOWED = 20_000
# So many of the last changes are kept: whoever was away for longer reads everybody.
KEPT = 100

_WORDS = {
    "department": ("department_id", "uuid"),
    "function": ("function", "text"),
    "manager": ("manager_id", "uuid"),
    "place": ("place", "text"),
    "country": ("country", "text"),
    "kind": ("leave_kind", "text"),
}
# What PostgreSQL sends of each employment: every field as long as in every other row, so that it can be read at once.
_SENT = {
    "hired": "e.hire_date",
    "left": "coalesce(e.last_day, 'infinity')",
    "born": f"coalesce(e.birth_month, {NOT_KNOWN})",
    "hours": f"coalesce((e.hours * 100)::int, {NOT_KNOWN})",
    "regretted": "coalesce(m.regretted::int, 2)",
    "several": "e.several::int",
    **{name: f"coalesce({name}.code, 1)::int - 1" for name in _WORDS},
}
_ROW = np.dtype([
    ("fields", ">i2"), ("length", ">i4"), ("high", ">i8"), ("low", ">i8"),
    *((part, ">i4") for name in _SENT for part in (f"length_of_{name}", name)),
])  # fmt: skip
_CHANGES = text("""
    SELECT changes, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) AS own
    FROM insights.edition WHERE name = :name""")
# So many bytes stand before the first row; and so many are read before they become numbers.
_HEADER, _AT_ONCE = 19, 2**24


@dataclass(frozen=True, eq=False, kw_only=True)
class Roll:
    """Employments, one at each place of every column.

    ``hired`` and ``left`` are days from 2000 on (``NEVER``: not gone), ``born`` months from the year 0 (or
    ``NOT_KNOWN``). All else is a place in what it can be: ``hours``, ages and tenure in the bands of ``policy`` (behind
    the last: not known), ``regretted`` in ``MARKS``, departments, functions, managers, places, countries and kinds in
    ``words``, of which the first is None.
    """

    changes: int
    words: Mapping[str, tuple[Any, ...]]
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

    def code(self, column: str, word: Any) -> int | None:
        """Return at which place of its words something is; None where it is not among them."""
        known = self.words[column]
        return known.index(word) if word in known else None


COLUMNS = tuple(one.name for one in fields(Roll))[2:]


@dataclass
class _Shelf:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rolls: dict[str, Roll] = field(default_factory=dict)


_SHELVES: WeakKeyDictionary[Engine, _Shelf] = WeakKeyDictionary()
_SHELVING = threading.Lock()


def person(high: int, low: int) -> UUID:
    """Return who somebody is, out of both halves."""
    return UUID(int=(high % 2**64 << 64) + low % 2**64)


def day_number(day: date) -> int:
    """Return how many days after 2000 began ``day`` is."""
    return day.toordinal() - EPOCH


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
    words = _words(conn, name, ids, kept.words)
    return _exchanged(replace(kept, changes=changes, words=words), ids, _rows(conn, name, words, ids))


def _read(conn: Connection, name: str) -> Roll:
    changes = _changes(conn, name)
    words = _words(conn, name, None, dict.fromkeys(_WORDS, (None,)))
    return Roll(changes=changes, words=words, **_rows(conn, name, words, None))


def _words(
    conn: Connection, name: str, ids: Sequence[UUID] | None, known: Mapping[str, tuple[Any, ...]]
) -> Mapping[str, tuple[Any, ...]]:
    """Return what occurs in each column of words, behind what is ``known`` of it already."""
    found = {}
    for column, (source, _) in _WORDS.items():
        rows = conn.execute(
            text(f"""
                SELECT DISTINCT e.{source} FROM insights.employment_{name} e
                WHERE e.{source} IS NOT NULL
                  AND (CAST(:ids AS uuid[]) IS NULL OR e.person_id = ANY(CAST(:ids AS uuid[])))"""),
            {"ids": ids},
        ).scalars()
        before = known[column]
        found[column] = (*before, *sorted(set(rows) - set(before)))
    return found


def _rows(
    conn: Connection, name: str, words: Mapping[str, tuple[Any, ...]], ids: Sequence[UUID] | None
) -> dict[str, Numbers]:
    """Return every column of these people's employments, or of everybody's."""
    joins = " ".join(
        f"LEFT JOIN unnest(CAST(%({column})s AS {kind}[])) WITH ORDINALITY AS {column} (word, code)"
        f" ON {column}.word = e.{source}"
        for column, (source, kind) in _WORDS.items()
    )
    statement = f"""
        COPY (SELECT e.person_id, {", ".join(_SENT.values())} FROM insights.employment_{name} e
              LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id {joins}
              {"" if ids is None else "WHERE e.person_id = ANY(CAST(%(ids)s AS uuid[]))"}) TO STDOUT (FORMAT BINARY)"""
    given: dict[str, Any] = {column: list(known) for column, known in words.items()} | {"ids": ids}
    driver = cast("Any", conn.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(statement, given) as copy:
        parts = list(_parsed(copy))
    # Column after column, so that nothing is there twice but one of them.
    return {name: np.concatenate([part.pop(name) for part in parts]) for name in COLUMNS}


def _parsed(copy: Iterable[bytes]) -> Iterator[dict[str, Numbers]]:
    """Yield the columns of some rows after another of what PostgreSQL sends; in all at least once."""
    sent, header = bytearray(), _HEADER
    for part in copy:
        sent += part
        if len(sent) >= _AT_ONCE:
            yield _columns(sent, header)
            header = 0
    # What is behind the last row is shorter than a row.
    yield _columns(sent, header)


def _columns(sent: bytearray, header: int) -> dict[str, Numbers]:
    """Return the columns of the whole rows in ``sent``, and take those out of it."""
    many = (len(sent) - header) // _ROW.itemsize
    end = header + many * _ROW.itemsize
    rows = np.frombuffer(bytes(sent[:end]), _ROW, many, header)
    del sent[:end]
    return with_bands({
        name: rows[name].astype(np.int64 if name in {"high", "low"} else np.int32)
        for name in ("high", "low", *_SENT)
    })  # fmt: skip


def with_bands(found: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Return the columns that were sent with those that follow from them, as small as they can be."""
    hired, left, born = found["hired"], found["left"], found["born"]
    gone = left != NEVER
    there = np.where(gone, left, hired)
    months, months_left = month_numbers(hired), month_numbers(there)
    day, day_left = hired - _first_days(months), there - _first_days(months_left)
    # A year after 29 February is the 28th.
    day_after = np.minimum(day, _first_days(months + MONTHS + 1) - _first_days(months + MONTHS) - 1)
    served = months_left - months - (day_left < day)
    return {
        **found,
        "hours": bands(policy.HOURS_BANDS, found["hours"], 100, found["hours"] != NOT_KNOWN),
        "regretted": found["regretted"].astype(np.int8),
        "several": found["several"].astype(np.bool_),
        "early": gone & (there < _first_days(months + MONTHS) + day_after),
        "age_hired": bands(policy.AGE_BANDS, months - born, MONTHS, born != NOT_KNOWN),
        "age_left": bands(policy.AGE_BANDS, months_left - born, MONTHS, born != NOT_KNOWN),
        "tenure_left": bands(policy.TENURE_BANDS, served, MONTHS),
    }


def bands(
    chosen: Sequence[tuple[int, str]], values: Numbers, unit: int, known: Numbers | None = None
) -> Numbers:
    """Return in which band each value lies, what lies under the first in the first; behind the last where not known."""
    found = reached(values, [start * unit for start, _ in chosen[1:]], np.int8)
    return found if known is None else np.where(known, found, np.int8(len(chosen)))


def reached(values: Numbers, starts: Sequence[int], kind: Any = np.int32) -> Numbers:
    """Return how many of ``starts`` each value has reached.

    People are many, days and months are few: each is looked for once.
    """
    if not len(values):
        return np.zeros(0, kind)
    first = int(values.min())
    table = np.searchsorted(starts, np.arange(first, int(values.max()) + 1), "right").astype(kind)
    return cast("Numbers", table[values - first])


def month_numbers(days: Numbers) -> Numbers:
    """Return in which month each day lies, counted from the year 0."""
    since_1970 = (days.astype(np.int64) + _FROM_1970).astype("M8[D]").astype("M8[M]").astype(np.int64)
    return cast("Numbers", since_1970 + 1970 * MONTHS)


def _first_days(months: Numbers) -> Numbers:
    since_1970 = (months - 1970 * MONTHS).astype("M8[M]").astype("M8[D]").astype(np.int64)
    return cast("Numbers", since_1970 - _FROM_1970)


_FROM_1970 = EPOCH - date(1970, 1, 1).toordinal()


def _exchanged(kept: Roll, ids: Sequence[UUID], rows: Mapping[str, Numbers]) -> Roll:
    """Return ``kept`` with ``rows`` as all that there is of these people."""
    high, low = (
        np.array([one.int >> shift & 2**64 - 1 for one in ids], np.uint64).view(np.int64) for shift in (64, 0)
    )
    order = np.argsort(high, kind="stable")
    at = np.minimum(np.searchsorted(high[order], kept.high), len(ids) - 1)
    # Half an identity is enough to find who may be meant, and all of it to be sure.
    meant = set(zip(high.tolist(), low.tolist(), strict=True))
    places = [
        place
        for place in np.flatnonzero(high[order][at] == kept.high).tolist()
        if (int(kept.high[place]), int(kept.low[place])) in meant
    ]
    many = len(rows["hired"])
    found = {}
    for name in COLUMNS:
        column = getattr(kept, name).copy()
        column[places[:many]] = rows[name][: len(places)]
        if len(places) < many:
            column = np.concatenate([column, rows[name][len(places) :]])
        elif len(places) > many:
            column = np.delete(column, places[many:])
        found[name] = column
    return replace(kept, **found)
