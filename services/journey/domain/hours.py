"""The hours of an interviewer as people write them: ``9:00-12:30, 13:30-17:00``. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise

Block = tuple[time, time]
_BETWEEN = re.compile(r"\s*(?:-|–|—|tot|to|à)\s*")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?")
MOST_BLOCKS = 4


class NoHours(ValueError):
    """This cannot be read as hours."""


def read_hours(raw: str) -> list[Block]:
    """Return what was written, in order; empty is none. Raise NoHours where it cannot be read, or overlaps."""
    parts = [part for part in re.split(r"[,;]|\ben\b|\band\b|\bet\b", raw.strip()) if part.strip()]
    blocks = sorted(_block(part.strip()) for part in parts)
    if len(blocks) > MOST_BLOCKS or any(one[1] > other[0] for one, other in pairwise(blocks)):
        raise NoHours(raw)
    return blocks


def written(blocks: Sequence[Block]) -> str:
    """Return hours as they are written."""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in blocks)


def _block(part: str) -> Block:
    ends = _BETWEEN.split(part)
    if len(ends) != 2:
        raise NoHours(part)
    opens, closes = (_time(one) for one in ends)
    if opens >= closes:
        raise NoHours(part)
    return opens, closes


def _time(raw: str) -> time:
    found = _TIME.fullmatch(raw.strip())
    if found is None:
        raise NoHours(raw)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise NoHours(raw) from None
