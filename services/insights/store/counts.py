"""Counting employments by group and stretch of time: who came, who went, and from that who was there."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain.figures import Leaving, Tally
from services.insights.store import labels, numbers
from services.insights.store import roll as rolls
from services.insights.store.labels import Labels, OwnDay
from services.insights.store.numbers import Numbers
from services.insights.store.roll import MARKS, Roll

Groups = Callable[[Any], Iterable[str | None]]


def count(
    conn: Connection,
    name: str,
    by: str,
    days: Sequence[date],
    *,
    groups: Groups,
    within: Sequence[UUID] | None = None,
) -> Tally:
    """Count everybody in edition ``name`` between the boundaries ``days``; ``groups`` says where a group counts."""
    roll = rolls.of(conn, name)
    after = numbers.after(days)
    whom = labels.within(roll, within)
    came, gone = (Moves.of(column, after, whom) for column in (roll.hired, roll.left))
    tally = Tally(len(days) - 1)
    for group, boundary, many in _heads(roll, by, days, came, gone):
        tally.head(groups(group), boundary, many)
    for group, stretch, many in labels.tallied(
        [_group(roll, by, OwnDay.FIRST).of(came.rows), came.stretch], None
    ):
        if stretch:
            tally.join(groups(group), stretch, many)
    inside = gone.since_the_first()
    for group, stretch, kind, early, regretted, many in labels.tallied(
        [
            _group(roll, by, OwnDay.LAST).of(inside.rows),
            inside.stretch,
            Labels(roll.kind, roll.words["kind"]).of(inside.rows),
            Labels(roll.early.astype(np.int8), (False, True)).of(inside.rows),
            Labels(roll.regretted, MARKS).of(inside.rows),
        ],
        None,
    ):
        tally.leave(groups(group), stretch, Leaving(kind, early, regretted, many))
    return tally


def first_hire(conn: Connection, name: str) -> date | None:
    """Return the first day on which anybody began."""
    query = text(f"SELECT min(hire_date) FROM insights.employment_{name}")
    day: date | None = conn.execute(query).scalar()
    return day


@dataclass(frozen=True)
class Moves:
    """Who came, or who went, before the last boundary: their places on the roll, and in which stretch (0: the past)."""

    rows: Numbers
    stretch: Labels

    @classmethod
    def of(cls, column: Numbers, after: Sequence[int], whom: Numbers | None) -> Moves:
        """Look in a column of days; ``whom`` is a mask, None is everybody."""
        before = column < after[-1]
        rows = np.flatnonzero(before if whom is None else before & whom)
        return cls(rows, Labels(numbers.reached(column[rows], after), range(len(after))))

    def since_the_first(self) -> Moves:
        """Return those behind the first boundary."""
        inside = self.stretch.codes > 0
        return Moves(self.rows[inside], self.stretch.of(inside))


def up_to(groups: Labels, moves: Moves) -> Numbers:
    """Return how many of each group (a row) came, or went, before each boundary."""
    shape = (len(groups.words), len(moves.stretch.words))
    key = groups.codes[moves.rows] * np.int64(shape[1]) + moves.stretch.codes
    return np.cumsum(np.bincount(key, minlength=shape[0] * shape[1]).reshape(shape), axis=1)


def _heads(
    roll: Roll, by: str, days: Sequence[date], came: Moves, gone: Moves
) -> Iterator[tuple[Any, int, int]]:
    """Yield group, boundary and how many were there; of a group that moves with the years, by that evening's band."""
    if by not in labels.MOVING:
        groups = _group(roll, by, OwnDay.FIRST)
        there = up_to(groups, came) - up_to(groups, gone)
        for group, boundary in np.argwhere(there).tolist():
            yield groups.words[group], boundary, int(there[group, boundary])
        return
    column, chosen = labels.MOVING[by]
    values = labels.distinct(getattr(roll, column))
    there = up_to(values, came) - up_to(values, gone)
    names = [*(name for _, name in chosen), None]
    for boundary, day in enumerate(days):
        many = np.bincount(
            labels.on_evening(by, values.words, day), weights=there[:, boundary], minlength=len(names)
        )
        for band in np.flatnonzero(many).tolist():
            yield names[band], boundary, int(many[band])


def _group(roll: Roll, by: str, when: OwnDay) -> Labels:
    if by in {policy.NONE, policy.KIND}:
        return labels.alike(roll, policy.ALL)
    return labels.of(roll, by, when)
