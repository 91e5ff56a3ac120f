"""How long those who began in the same time were there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import Connection

from services.insights.domain.periods import MONTHS
from services.insights.domain.survival import Span
from services.insights.store import labels, numbers
from services.insights.store import roll as rolls
from services.insights.store.labels import Labels


@dataclass(frozen=True, kw_only=True)
class FirstYears:
    """Of who began in a department: how many left within a year, and how many days they were here in that year."""

    department_id: UUID | None
    began: int
    gone: int
    days: int


def first_years(conn: Connection, name: str, *, first: date, last: date) -> list[FirstYears]:
    """Return by department how it went with who began after ``first``; all of it up to ``last``."""
    roll = rolls.of(conn, name)
    begin, end = numbers.day_number(first), numbers.day_number(last)
    rows = np.flatnonzero((roll.hired > begin) & (roll.hired <= end))
    hired, left, codes = roll.hired[rows], roll.left[rows], roll.department[rows]
    gone = roll.early[rows] & (left <= end)
    days = np.minimum(np.minimum(left, end), numbers.year_after(hired)) - hired
    words = roll.words["department"]
    sums = (np.bincount(codes, one, len(words)).astype(np.int64).tolist() for one in (None, gone, days))
    return [
        FirstYears(department_id=word, began=began, gone=went, days=here)
        for word, began, went, here in zip(words, *sums, strict=True)
        if began
    ]


def spans(
    conn: Connection, name: str, *, first: int, last: int, until: date, within: Sequence[UUID] | None = None
) -> dict[int, list[Span]]:
    """Return by year of the first day how long people were there, up to ``until``, and whether they left."""
    roll = rolls.of(conn, name)
    begin, end = (numbers.day_number(day) for day in (date(first, 1, 1), min(date(last, 12, 31), until)))
    chosen = (roll.hired >= begin) & (roll.hired <= end)
    whom = labels.within(roll, within)
    rows = np.flatnonzero(chosen if whom is None else chosen & whom)
    hired, left, today = roll.hired[rows], roll.left[rows], numbers.day_number(until)
    years = numbers.month_numbers(hired) // MONTHS
    gone = left <= today
    served = np.where(gone, left, today) - hired
    found: dict[int, list[Span]] = {}
    for year, days, went, many in labels.tallied(
        [labels.distinct(years), labels.distinct(served), Labels(gone.astype(np.int8), (False, True))], None
    ):
        found.setdefault(int(year), []).append(Span(int(days), went, many))
    return found
