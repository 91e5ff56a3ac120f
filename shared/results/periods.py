"""Which quarters somebody looks at, and which lie before them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-Q([1-4]))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A year or a quarter, as it stands in an address, with the first days of its first and last quarter."""

    code: str
    since: date
    until: date

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.since != self.until

    @property
    def before(self) -> Period:
        """Return the year or the quarter before."""
        if self.is_year:
            return _year(self.since.year - 1)
        month = self.since.month - 3
        return _quarter(
            self.since.year if month > 0 else self.since.year - 1, (month if month > 0 else 10) // 3 + 1
        )


def read(code: str) -> Period | None:
    """Return the period of ``2026`` or ``2026-Q1``; None where it is neither."""
    found = _WRITTEN.fullmatch(code)
    if found is None or not 1900 <= int(found[1]) <= 2199:
        return None
    return _quarter(int(found[1]), int(found[2])) if found[2] else _year(int(found[1]))


def choices(quarters: Sequence[date]) -> list[Period]:
    """Return the years and quarters of which there is something, the latest first."""
    found: list[Period] = []
    for day in sorted(set(quarters), reverse=True):
        year = _year(day.year)
        found += [year] if year not in found else []
        found.append(_quarter(day.year, (day.month - 1) // 3 + 1))
    return found


def _year(year: int) -> Period:
    return Period(code=str(year), since=date(year, 1, 1), until=date(year, 10, 1))


def _quarter(year: int, number: int) -> Period:
    day = date(year, 3 * number - 2, 1)
    return Period(code=f"{year}-Q{number}", since=day, until=day)
