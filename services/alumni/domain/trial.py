"""Two subjects tried out on a part of the readers; the one that brings more people to the links goes to the rest. Pure.

Nobody is followed: what counts is how often the links of each letter were followed, machines aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

A, B = "a", "b"
SHARES = (10, 20, 30, 50)
LONGEST_HOURS = 72
BY_CLICKS, BY_HAND = "clicks", "hand"
# A part of the readers is told by some bits of a number that is theirs and this newsletter's alone.
SLICES = 1024


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What HR chose, and from the sending on how it goes."""

    share: int
    hours: int
    until: datetime | None = None
    filed: Mapping[str, int] | None = None
    winner: str | None = None
    how: str | None = None

    @property
    def open(self) -> bool:
        """Say whether it runs: the rest of the readers waits for it."""
        return self.until is not None and self.winner is None

    @property
    def slices(self) -> tuple[int, int]:
        """Return where the part of the first subject ends, and that of both."""
        both = round(self.share / 100 * SLICES)
        return both // 2, both

    def begun(self, until: datetime, filed: Mapping[str, int]) -> Trial:
        """Return it as it runs."""
        return replace(self, until=until, filed=dict(filed))

    def won(self, winner: str, how: str) -> Trial:
        """Return it as it ended."""
        return replace(self, winner=winner, how=how)

    def plain(self) -> dict[str, Any]:
        """Return it as it is written down."""
        found = {name: value for name, value in asdict(self).items() if value is not None}
        return found | ({"until": self.until.isoformat()} if self.until else {})

    @classmethod
    def read(cls, plain: Mapping[str, Any] | None) -> Trial | None:
        """Return what was written down."""
        if plain is None:
            return None
        until = plain.get("until")
        return cls(**{**plain, "until": datetime.fromisoformat(until) if until else None})


def better(filed: Mapping[str, int], clicks: Mapping[str, int]) -> str:
    """Return the subject that brought more people to the links, for each letter; of two alike the first."""
    rate = {one: clicks.get(one, 0) / filed[one] if filed.get(one) else 0.0 for one in (A, B)}
    return B if rate[B] > rate[A] else A
