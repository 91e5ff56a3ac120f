"""How sure a count is: the interval in which a proportion lies. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

# 95 in 100 such intervals hold the truth.
Z = 1.959964
# Of fewer in a stretch nothing is said.
FEWEST = 2


@dataclass(frozen=True)
class Sample:
    """Numbers that were seen: how many, their mean, and how far that mean may be off (its variance)."""

    number: int
    mean: float
    error: float


def sample_of(counts: Mapping[int, int]) -> Sample:
    """Return what numbers say together, each seen so often."""
    number = sum(counts.values())
    mean = sum(value * count for value, count in counts.items()) / number if number else 0.0
    squares = sum(count * (value - mean) ** 2 for value, count in counts.items())
    return Sample(number, mean, squares / (number - 1) / number if number > 1 else 0.0)


def wilson(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """Return the interval in which a proportion lies of which ``part`` in ``whole`` was seen."""
    share = part / whole
    middle = share + z * z / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    below = 1 + z * z / whole
    low = 0.0 if part == 0 else (middle - spread) / below
    high = 1.0 if part == whole else (middle + spread) / below
    return low, high


def shares_differ(part: int, whole: int, part_before: int, whole_before: int) -> bool:
    """Return whether two proportions differ by more than chance explains (Newcombe's interval of the difference)."""
    if not whole or not whole_before:
        return False
    now, before = part / whole, part_before / whole_before
    (low, high), (low_before, high_before) = wilson(part, whole), wilson(part_before, whole_before)
    least = now - before - sqrt((now - low) ** 2 + (high_before - before) ** 2)
    most = now - before + sqrt((high - now) ** 2 + (before - low_before) ** 2)
    return least > 0 or most < 0


def means_differ(now: Sample, before: Sample) -> bool:
    """Return whether two means differ by more than chance explains (Welch, for small groups too)."""
    if now.number < FEWEST or before.number < FEWEST:
        return False
    errors = now.error + before.error
    if not errors:
        return now.mean != before.mean
    freedom = errors**2 / (now.error**2 / (now.number - 1) + before.error**2 / (before.number - 1))
    # The first term by which Student's t is wider than the normal curve.
    limit = Z + (Z**3 + Z) / (4 * freedom)
    return abs(now.mean - before.mean) > limit * sqrt(errors)
