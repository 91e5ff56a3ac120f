"""Days, months and bands as numbers beside numbers: the arithmetic of the roll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from services.insights.domain.periods import MONTHS

Numbers = NDArray[Any]
# PostgreSQL counts days from here, and a day that never comes is the last one that it knows.
EPOCH = date(2000, 1, 1).toordinal()
NEVER = np.iinfo(np.int32).max
NOT_KNOWN = -1
_FROM_1970 = EPOCH - date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Return how many days after 2000 began ``day`` is."""
    return day.toordinal() - EPOCH


def after(days: Sequence[date]) -> list[int]:
    """Return the day behind each: whoever left on a day is gone that evening, who begins the next is not yet there."""
    return [day_number(day) + 1 for day in days]


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


def year_after(days: Numbers) -> Numbers:
    """Return the same day a year later; a year after 29 February is the 28th."""
    months = month_numbers(days)
    start, following = first_days(months + MONTHS), first_days(months + MONTHS + 1)
    return cast("Numbers", start + np.minimum(days - first_days(months), following - start - 1))


def first_days(months: Numbers) -> Numbers:
    """Return the first day of each month, counted from the year 0."""
    since_1970 = (months - 1970 * MONTHS).astype("M8[M]").astype("M8[D]").astype(np.int64)
    return cast("Numbers", since_1970 - _FROM_1970)
