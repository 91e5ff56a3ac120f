"""How fast a newsletter leaves and how long it will take, by what left in the last minutes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LOOKING_BACK = timedelta(minutes=10)
_ONE = timedelta(minutes=1)
# Why letters wait that have their turn at a known moment.
_KNOWN = ("paced", "outside_hours")
PAUSED = "issue_paused"


@dataclass(frozen=True, kw_only=True)
class Going:
    """So many letters a minute; None where nothing left lately."""

    now: datetime
    rate: int | None

    @classmethod
    def of(cls, minutes: Mapping[datetime, int], now: datetime) -> Going:
        """Return the pace of the last minutes: over the time between the first and now."""
        if not minutes:
            return cls(now=now, rate=None)
        spent = max((now - min(minutes)) / _ONE, 1.0)
        return cls(now=now, rate=max(1, round(sum(minutes.values()) / spent)))

    def left(self, waiting: int, until: Mapping[str, datetime]) -> timedelta | None:
        """Return how long it will take; None where nobody can say: it stands still, or nothing left yet."""
        if not waiting or PAUSED in until:
            return None
        turns = [until[why] - self.now for why in _KNOWN if why in until]
        by_rate = [_ONE * (waiting / self.rate)] if self.rate and "outside_hours" not in until else []
        # Turns that were given out say more than the pace until now.
        known = turns or by_rate
        return max(*known, _ONE) if known else None
