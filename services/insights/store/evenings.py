"""In which band everybody is on one and the same evening: held against a few days, with no sums row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from services.insights import policy
from services.insights.domain.periods import MONTHS
from shared.calendar.months import add_years


def band(dimension: str) -> str:
    """Return SQL for a band that moves with the years, on the evening of which ``given`` tells."""
    if dimension == policy.AGE:
        return f"CASE WHEN e.birth_month IS NULL THEN NULL {_steps(policy.AGE_BANDS, 'e.birth_month', 'born')} END"
    return f"CASE {_steps(policy.TENURE_BANDS, 'e.hire_date', 'hired')} END"


def given(day: date) -> dict[str, Any]:
    """Return what the bands of ``day`` are held against: born or hired later is too short ago for the next band."""
    month = day.year * MONTHS + day.month - 1
    born = {f"born_{years}": month - years * MONTHS for years, _ in policy.AGE_BANDS[1:]}
    hired = {f"hired_{years}": add_years(day, -years) for years, _ in policy.TENURE_BANDS[1:]}
    return born | hired


def _steps(bands: Sequence[tuple[int, str]], value: str, name: str) -> str:
    steps = [f"WHEN {value} > :{name}_{start} THEN '{below}'" for (_, below), (start, _) in pairwise(bands)]
    return " ".join([*steps, f"ELSE '{bands[-1][1]}'"])
