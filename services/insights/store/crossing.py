"""Employments counted by two things at once, of whom somebody asks: who was there, who came, who went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import Connection

from services.insights import policy
from services.insights.domain import explorer
from services.insights.store import labels, numbers
from services.insights.store import roll as rolls
from services.insights.store.counts import Moves, up_to
from services.insights.store.labels import Labels, OwnDay
from services.insights.store.numbers import Numbers
from services.insights.store.roll import Roll


@dataclass(frozen=True, kw_only=True)
class Cut:
    """By what people are told apart, and whom it is about; ``within`` are departments, None is all."""

    rows: str
    columns: str
    where: Mapping[str, str] = field(default_factory=dict)
    within: tuple[UUID, ...] | None = None


class Head(NamedTuple):
    """A group on a day: its row and its column, which day (0 is the first), and how many were there."""

    r: Any
    c: Any
    stretch: int
    many: int


class Joined(NamedTuple):
    """A group in a stretch (1 is the first): how many came, and how many of them count."""

    r: Any
    c: Any
    stretch: int
    came: int
    many: int


class Gone(NamedTuple):
    """A group in a stretch: how many went, how many of them count, and of how many HR said whether they are missed."""

    r: Any
    c: Any
    stretch: int
    gone: int
    many: int
    marked: int


def heads(conn: Connection, name: str, cut: Cut, days: Sequence[date]) -> list[Head]:
    """Return who was there on the evening of each day."""
    roll = rolls.of(conn, name)
    if not any(dimension in labels.MOVING for dimension in (cut.rows, cut.columns, *cut.where)):
        return _came_and_gone(roll, cut, days)
    found = []
    for stretch, day in enumerate(days):
        evening, whom = numbers.day_number(day), _whom(roll, cut, day, leaving=False)
        there = (roll.hired <= evening) & (roll.left > evening)
        rows = np.flatnonzero(there if whom is None else there & whom)
        parts = [labels.of(roll, one, day, rows) for one in (cut.rows, cut.columns)]
        found += [Head(r, c, stretch, many) for r, c, many in labels.tallied(parts, None)]
    return found


def _came_and_gone(roll: Roll, cut: Cut, days: Sequence[date]) -> list[Head]:
    """Where nobody's group moves with the day, who was there is who came before, less who went."""
    after = numbers.after(days)
    whom = _whom(roll, cut, OwnDay.FIRST, leaving=False)
    came, gone = (Moves.of(column, after, whom) for column in (roll.hired, roll.left))
    groups = labels.crossed([_group(roll, one, OwnDay.FIRST) for one in (cut.rows, cut.columns)])
    there = up_to(groups, came) - up_to(groups, gone)
    found = []
    for group, stretch in np.argwhere(there).tolist():
        r, c = groups.words[group]
        found.append(Head(r, c, stretch, int(there[group, stretch])))
    return found


def joins(conn: Connection, name: str, cut: Cut, days: Sequence[date], measure: str) -> list[Joined]:
    """Return who came after one day up to the next."""
    roll = rolls.of(conn, name)
    whom = _whom(roll, cut, OwnDay.FIRST, leaving=False)
    came = Moves.of(roll.hired, numbers.after(days), whom).since_the_first()
    parts = [_group(roll, one, OwnDay.FIRST).of(came.rows) for one in (cut.rows, cut.columns)]
    counts = _back(roll)[came.rows] if measure == explorer.RETURNED else None
    return [Joined(*row) for row in labels.tallied([*parts, came.stretch], None, counts)]


def leaves(conn: Connection, name: str, cut: Cut, days: Sequence[date], measure: str) -> list[Gone]:
    """Return who went after one day up to the next."""
    roll = rolls.of(conn, name)
    whom = _whom(roll, cut, OwnDay.LAST, leaving=True)
    gone = Moves.of(roll.left, numbers.after(days), whom).since_the_first()
    parts = [_group(roll, one, OwnDay.LAST, leaving=True).of(gone.rows) for one in (cut.rows, cut.columns)]
    marked = roll.regretted[gone.rows] < rolls.MARKS.index(None)
    counts = counted(roll, measure, gone.rows)
    return [Gone(*row) for row in labels.tallied([*parts, gone.stretch], None, counts, marked)]


def counted(roll: Roll, measure: str, rows: Numbers) -> Numbers | None:
    """Return which of these who went count for a measure; None is all."""
    if measure == explorer.VOLUNTARY:
        return np.asarray(roll.kind[rows] == roll.code("kind", policy.RESIGNATION))
    if measure == explorer.EARLY:
        return np.asarray(roll.early[rows])
    if measure == explorer.REGRETTED:
        return np.asarray(roll.regretted[rows] == rolls.MARKS.index(True))
    return None


def values(conn: Connection, name: str, dimension: str) -> list[str]:
    """Return what there is to choose from: functions, places, countries that somebody has or had."""
    found = labels.of(rolls.of(conn, name), dimension, OwnDay.LAST)
    some = np.flatnonzero(np.bincount(found.codes, minlength=len(found.words)))
    words = [found.words[code] for code in some.tolist()]
    return sorted((word for word in words if word is not None), key=lambda word: (word.casefold(), word))


def _group(roll: Roll, dimension: str, when: date | OwnDay, *, leaving: bool = False) -> Labels:
    """Return the group of a dimension. A year is the stretch itself, and of leaving is all else."""
    if dimension == explorer.KIND:
        return labels.kinds(roll) if leaving else labels.alike(roll)
    return labels.of(roll, dimension, when)


def _whom(roll: Roll, cut: Cut, when: date | OwnDay, *, leaving: bool) -> Numbers | None:
    whom = labels.within(roll, cut.within)
    for dimension, word in cut.where.items():
        # How somebody went chooses among who went, not among who was there.
        if dimension == explorer.KIND and not leaving:
            continue
        chosen = _group(roll, dimension, when, leaving=leaving).are(word)
        whom = chosen if whom is None else whom & chosen
    return whom


def _back(roll: Roll) -> Numbers:
    """Return who worked here before; one contract after another is one employment (store/employments.py)."""
    rows, whose, people = roll.of_several()
    first_left = np.full(len(people), numbers.NEVER)
    np.minimum.at(first_left, whose, roll.left[rows])
    back = np.zeros(len(roll), np.bool_)
    back[rows] = first_left[whose] < roll.hired[rows]
    return back
