"""Reading employments into columns: everybody with one COPY, or some people again."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain.periods import MONTHS
from services.insights.store.numbers import (
    NEVER,
    NOT_KNOWN,
    Numbers,
    bands,
    first_days,
    month_numbers,
    year_after,
)

Words = Mapping[str, tuple[Any, ...]]
"""What a column of places may hold, the first is None."""
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
# So many bytes stand before the first row; and so many are read before they become numbers.
_HEADER, _AT_ONCE = 19, 2**24
# What follows from what is sent stands behind it.
COLUMNS = ("high", "low", *_SENT, "early", "age_hired", "age_left", "tenure_left")
NO_WORDS: Words = dict.fromkeys(_WORDS, (None,))


def words(conn: Connection, name: str, ids: Sequence[UUID] | None, known: Words = NO_WORDS) -> Words:
    """Return what occurs in each column of words of these people, or of everybody, behind what is ``known`` of it."""
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


def rows(conn: Connection, name: str, known: Words, ids: Sequence[UUID] | None) -> dict[str, Numbers]:
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
    given: dict[str, Any] = {column: list(some) for column, some in known.items()} | {"ids": ids}
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
    day, day_left = hired - first_days(months), there - first_days(months_left)
    served = months_left - months - (day_left < day)
    return {
        **found,
        "hours": bands(policy.HOURS_BANDS, found["hours"], 100, found["hours"] != NOT_KNOWN),
        "regretted": found["regretted"].astype(np.int8),
        "several": found["several"].astype(np.bool_),
        "early": gone & (there < year_after(hired)),
        "age_hired": bands(policy.AGE_BANDS, months - born, MONTHS, born != NOT_KNOWN),
        "age_left": bands(policy.AGE_BANDS, months_left - born, MONTHS, born != NOT_KNOWN),
        "tenure_left": bands(policy.TENURE_BANDS, served, MONTHS),
    }


def exchanged(
    kept: Mapping[str, Numbers], ids: Sequence[UUID], fresh: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Return the columns ``kept`` with ``fresh`` as all that there is of these people."""
    high, low = (
        np.array([one.int >> shift & 2**64 - 1 for one in ids], np.uint64).view(np.int64) for shift in (64, 0)
    )
    order = np.argsort(high, kind="stable")
    at = np.minimum(np.searchsorted(high[order], kept["high"]), len(ids) - 1)
    # Half an identity is enough to find who may be meant, and all of it to be sure.
    meant = set(zip(high.tolist(), low.tolist(), strict=True))
    places = [
        place
        for place in np.flatnonzero(high[order][at] == kept["high"]).tolist()
        if (int(kept["high"][place]), int(kept["low"][place])) in meant
    ]
    many = len(fresh["hired"])
    found = {}
    for name in COLUMNS:
        column = kept[name].copy()
        column[places[:many]] = fresh[name][: len(places)]
        if len(places) < many:
            column = np.concatenate([column, fresh[name][len(places) :]])
        elif len(places) > many:
            column = np.delete(column, places[many:])
        found[name] = column
    return found
