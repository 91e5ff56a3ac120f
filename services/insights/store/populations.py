"""Everybody who was there at any time of a stretch, as lots of people who are alike in all that is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import Connection

from services.insights.domain import explorer
from services.insights.domain.periods import Period
from services.insights.store import labels, numbers
from services.insights.store import roll as rolls
from services.insights.store.crossing import counted
from services.insights.store.labels import Labels, OwnDay
from services.insights.store.numbers import Numbers
from services.insights.store.roll import Roll


class Lot(NamedTuple):
    """Employments that are alike: how many were there, were so at the begin, went, and count for what is asked.

    ``person_id`` is somebody who had more than one employment, and counts as one person; of nobody else it is known.
    ``kind`` is how they went, where that is told apart, of who went. A tuple, for there may be ten thousands of them.
    """

    person_id: UUID | None
    department_id: UUID | None
    kind: str | None
    flat: Mapping[str, str]
    there: int
    start: int
    gone: int
    many: int


def lots(
    conn: Connection,
    name: str,
    chosen: Sequence[Period],
    *,
    by: Sequence[str],
    measure: str,
    kinds: bool,
    within: Sequence[UUID] | None,
) -> list[list[Lot]]:
    """Return of each period who was there on its first evening or came after it, told apart ``by`` these alone."""
    roll = rolls.of(conn, name)
    whom, who = labels.within(roll, within), _who(roll)
    there = [(one, *_there(roll, one, whom)) for one in chosen]
    return [
        list(
            _lots(
                roll, rows, gone, [who.of(rows), *_told(roll, one, rows, gone, by, kinds=kinds)], one, measure
            )
        )
        for one, rows, gone in there
    ]


def _there(roll: Roll, period: Period, whom: Numbers | None) -> tuple[Numbers, Numbers]:
    """Return who was there at any time, and a mask of who of them went."""
    start, end = numbers.day_number(period.start), numbers.day_number(period.end)
    there = (roll.hired <= end) & (roll.left > start)
    rows = np.flatnonzero(there if whom is None else there & whom)
    return rows, roll.left[rows] <= end


def _lots(
    roll: Roll, rows: Numbers, gone: Numbers, parts: Sequence[Labels], period: Period, measure: str
) -> Iterator[Lot]:
    counts = counted(roll, measure, rows)
    start = roll.hired[rows] <= numbers.day_number(period.start)
    for found in labels.tallied(parts, None, start, gone, gone if counts is None else gone & counts):
        yield Lot(*found)


def _told(
    roll: Roll, period: Period, rows: Numbers, gone: Numbers, by: Sequence[str], *, kinds: bool
) -> Iterator[Labels]:
    """Yield the department, how they went, and all else in one: each as far as it is told apart."""
    nothing = labels.alike(roll).of(rows)
    yield labels.of(roll, explorer.DEPARTMENT, OwnDay.LAST, rows) if explorer.DEPARTMENT in by else nothing
    yield _how(roll, rows, gone) if kinds else nothing
    flat = [name for name in explorer.SHARED_CUTS if name in by and name != explorer.DEPARTMENT]
    if not flat:
        yield Labels(nothing.codes, [{}])
        return
    first, *more = (_place(roll, name, period, rows, gone) for name in flat)
    # One alone need not be crossed with anything.
    groups = (
        labels.crossed([first, *more]) if more else Labels(first.codes, [(word,) for word in first.words])
    )
    yield Labels(
        groups.codes,
        [
            {name: word for name, word in zip(flat, words, strict=True) if word is not None}
            for words in groups.words
        ],
    )


def _who(roll: Roll) -> Labels:
    """Who had several employments is one person: they come one by one, everybody else by the lot."""
    rows, whose, people = roll.of_several()
    codes = np.zeros(len(roll), np.int64)
    codes[rows] = whose + 1
    return Labels(codes, [None, *people])


def _place(roll: Roll, dimension: str, period: Period, rows: Numbers, gone: Numbers) -> Labels:
    """Return where people belong: as of the last day of the stretch, or of their own last day."""
    evening = labels.of(roll, dimension, period.end, rows)
    if dimension not in labels.MOVING:
        return evening
    own = labels.of(roll, dimension, OwnDay.LAST, rows)
    return Labels(np.where(gone, own.codes, evening.codes), evening.words)


def _how(roll: Roll, rows: Numbers, gone: Numbers) -> Labels:
    """Return how people went, of who did."""
    how = labels.kinds(roll).of(rows)
    return Labels(np.where(gone, how.codes + 1, 0), [None, *how.words])
