"""Bands of age and of tenure on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from services.insights import policy
from services.insights.domain.periods import MONTHS


@lru_cache(maxsize=65_536)
def age_band(birth_month: int | None, day: date) -> str | None:
    """Return the band of an age; ``birth_month`` is counted from the year 0, and a birthday counts all month."""
    return None if birth_month is None else _band(policy.AGE_BANDS, (_month(day) - birth_month) // MONTHS)


@lru_cache(maxsize=65_536)
def tenure_band(hired: date, day: date) -> str:
    """Return the band of whole months of service."""
    months = _month(day) - _month(hired) - (day.day < hired.day)
    return _band(policy.TENURE_BANDS, months // MONTHS)


def hours_band(hours: str | None) -> str | None:
    """Return the band of hours a week."""
    return None if hours is None else _band(policy.HOURS_BANDS, float(hours))


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _band(bands: Sequence[tuple[int, str]], reached: float) -> str:
    return bands[max(bisect_right(bands, reached, key=lambda band: band[0]) - 1, 0)][1]
