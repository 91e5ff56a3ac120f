"""Bands of age and of tenure on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from services.insights import policy
from services.insights.domain.periods import MONTHS


def age_band(birth_month: int | None, day: date) -> str | None:
    """Return the band of an age; ``birth_month`` is counted from the year 0, and a birthday counts all month."""
    return None if birth_month is None else _band(policy.AGE_BANDS, _month(day) - birth_month)


def tenure_band(hired: date, day: date) -> str:
    """Return the band of whole months of service."""
    return _band(policy.TENURE_BANDS, _month(day) - _month(hired) - (day.day < hired.day))


def hours_band(hours: str | None) -> str | None:
    """Return the band of hours a week."""
    if hours is None:
        return None
    starts = [start for start, _ in policy.HOURS_BANDS]
    return policy.HOURS_BANDS[max(bisect_right(starts, float(hours)) - 1, 0)][1]


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _band(bands: Sequence[tuple[int, str]], months: int) -> str:
    return bands[max(bisect_right([start * MONTHS for start, _ in bands], months) - 1, 0)][1]
