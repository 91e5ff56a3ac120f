"""How long those who began in the same year were there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import Connection

from services.insights.domain.periods import MONTHS
from services.insights.domain.survival import Span
from services.insights.store import labels
from services.insights.store import roll as rolls
from services.insights.store.labels import Labels


def spans(
    conn: Connection, name: str, *, first: int, last: int, until: date, within: Sequence[UUID] | None = None
) -> dict[int, list[Span]]:
    """Return by year of the first day how long people were there, up to ``until``, and whether they left."""
    roll = rolls.of(conn, name)
    begin, end = (rolls.day_number(day) for day in (date(first, 1, 1), min(date(last, 12, 31), until)))
    chosen = (roll.hired >= begin) & (roll.hired <= end)
    whom = labels.within(roll, within)
    rows = np.flatnonzero(chosen if whom is None else chosen & whom)
    hired, left, today = roll.hired[rows], roll.left[rows], rolls.day_number(until)
    years = rolls.month_numbers(hired) // MONTHS
    gone = left <= today
    served = np.where(gone, left, today) - hired
    found: dict[int, list[Span]] = {}
    for year, days, went, many in labels.tallied(
        [labels.distinct(years), labels.distinct(served), Labels(gone.astype(np.int8), (False, True))], None
    ):
        found.setdefault(int(year), []).append(Span(int(days), went, many))
    return found
