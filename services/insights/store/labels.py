"""By what people are told apart: of everybody on the roll a code, and what each code means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from services.insights import policy
from services.insights.domain.periods import MONTHS
from services.insights.store.numbers import NOT_KNOWN, Numbers, bands, day_number, reached
from services.insights.store.roll import Roll
from shared.calendar.months import add_years

# Beyond so many groups it is quicker to sort people by group than to keep a place for each.
_PLACES = 2**22
_LARGEST = 2**62
Rows = Numbers | slice
EVERYBODY = slice(None)


class OwnDay(Enum):
    """A day that is another one for everybody."""

    FIRST = "first"
    LAST = "last"


class Labels(NamedTuple):
    """``codes`` are places in ``words``."""

    codes: Numbers
    words: Any

    def of(self, rows: Rows) -> Labels:
        """Return the same of some people."""
        return Labels(self.codes[rows], self.words)

    def are(self, word: Any) -> Numbers:
        """Return of whom it is ``word``."""
        if word not in self.words:
            return np.zeros(len(self.codes), np.bool_)
        return np.asarray(self.codes == self.words.index(word))


_WORDS: Mapping[str, str] = {
    policy.DEPARTMENT: "department",
    policy.FUNCTION: "function",
    policy.PLACE: "place",
    policy.COUNTRY: "country",
    policy.MANAGER: "manager",
}
MOVING: Mapping[str, tuple[str, Sequence[tuple[int, str]]]] = {
    policy.AGE: ("born", policy.AGE_BANDS),
    policy.TENURE: ("hired", policy.TENURE_BANDS),
}


def alike(roll: Roll, word: Any = None) -> Labels:
    """Return what does not tell anybody apart."""
    return Labels(np.zeros(len(roll), np.int8), [word])


def of(roll: Roll, dimension: str, when: date | OwnDay, rows: Rows = EVERYBODY) -> Labels:
    """Return where people belong; what moves with the years, on the evening of a day or on a day of their own."""
    if dimension in MOVING:
        column, chosen = MOVING[dimension]
        if isinstance(when, OwnDay):
            return _banded(chosen, _on_own_day(roll, dimension, when)[rows])
        return _banded(chosen, on_evening(dimension, getattr(roll, column)[rows], when))
    if dimension == policy.HOURS:
        return _banded(policy.HOURS_BANDS, roll.hours[rows])
    if dimension in _WORDS:
        name = _WORDS[dimension]
        return Labels(getattr(roll, name)[rows], roll.words[name])
    return alike(roll).of(rows)


def _on_own_day(roll: Roll, dimension: str, when: OwnDay) -> Numbers:
    if dimension == policy.AGE:
        return roll.age_hired if when is OwnDay.FIRST else roll.age_left
    # Nobody has served any time on the first day.
    return np.zeros(len(roll), np.int8) if when is OwnDay.FIRST else roll.tenure_left


def kinds(roll: Roll) -> Labels:
    """Return how people went, or will."""
    words = [word or policy.UNKNOWN_KIND for word in roll.words["kind"]]
    return Labels(roll.kind, words)


def on_evening(dimension: str, values: Numbers, day: date) -> Numbers:
    """Return in which band months of birth, or first days, lie on an evening."""
    if dimension == policy.AGE:
        month = day.year * MONTHS + day.month - 1
        return bands(policy.AGE_BANDS, month - values, MONTHS, values != NOT_KNOWN)
    # Whoever began later than so many years ago is not in that band yet.
    ago = [day_number(add_years(day, -years)) for years, _ in policy.TENURE_BANDS[1:]]
    return reached(-values, sorted(-one for one in ago), np.int8)


def within(roll: Roll, department_ids: Collection[UUID] | None) -> Numbers | None:
    """Return who works or worked in these departments; None is everybody."""
    if department_ids is None:
        return None
    chosen = set(department_ids)
    return np.asarray(np.array([word in chosen for word in roll.words["department"]])[roll.department])


def distinct(values: Numbers) -> Labels:
    """Return numbers that lie close together as labels: the word of each is the number itself."""
    if not len(values):
        return Labels(values, values)
    first = int(values.min())
    seen = np.zeros(int(values.max()) - first + 1, np.bool_)
    seen[values - first] = True
    return Labels((np.cumsum(seen) - 1)[values - first], np.flatnonzero(seen) + first)


def crossed(parts: Sequence[Labels]) -> Labels:
    """Return groups of people who are alike in every part: the word of each is its words there, together."""
    key, size = _keys([part.codes for part in parts], [len(part.words) for part in parts])
    somebody = np.full(size, NOT_KNOWN, np.int64)
    somebody[key] = np.arange(len(key))
    found = somebody >= 0
    rows = somebody[found]
    words = [[part.words[code] for code in part.codes[rows].tolist()] for part in parts]
    return Labels((np.cumsum(found) - 1)[key], list(zip(*words, strict=True)))


def tallied(parts: Sequence[Labels], *counted: Numbers | None) -> Iterator[tuple[Any, ...]]:
    """Yield of each group of people alike in every part its words, and behind them how many: of all, or of a mask."""
    groups = crossed(parts)
    counts = [
        np.bincount(groups.codes if one is None else groups.codes[one], minlength=len(groups.words)).tolist()
        for one in counted
    ]
    for words, *many in zip(groups.words, *counts, strict=True):
        yield (*words, *many)


def _keys(codes: Sequence[Numbers], sizes: Sequence[int]) -> tuple[Numbers, int]:
    """Return a number for each group, and how many numbers there may be."""
    key, size = codes[0].astype(np.int64), sizes[0]
    for more, many in zip(islice(codes, 1, None), islice(sizes, 1, None), strict=True):
        if size > _LARGEST // max(many, 1):
            key, size = _dense(key)
        key = key * many + more
        size *= many
    return _dense(key) if size > _PLACES else (key, size)


def _dense(key: Numbers) -> tuple[Numbers, int]:
    known, key = np.unique(key, return_inverse=True)
    return key, len(known)


def _banded(chosen: Sequence[tuple[int, str]], codes: Numbers) -> Labels:
    return Labels(codes, [*(name for _, name in chosen), None])
