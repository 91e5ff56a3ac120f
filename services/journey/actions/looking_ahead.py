"""What is to come in a period: how much a day, who has how many conversations, what HR has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.journey.store import counts, rulings
from services.journey.store.counts import DayCount, Load, Stretch
from services.journey.store.rulings import Ruling
from shared.db.transaction import Tx
from shared.kernel.settings import settings


@dataclass(frozen=True)
class Waiting:
    """A version of a plan that HR has not seen: ``count`` letters of the period wait for that, ``held`` do already."""

    programme: str
    version: int
    count: int
    held: int


@dataclass(frozen=True)
class Ahead:
    """A period to come."""

    leaving: Sequence[DayCount]
    load: Sequence[Load]
    waiting: Sequence[Waiting]

    @property
    def total(self) -> int:
        """Return how much leaves."""
        return sum(one.count for one in self.leaving)

    @property
    def days(self) -> dict[date, Counter[str]]:
        """Return how much of each programme leaves on each day on which something does."""
        found: dict[date, Counter[str]] = {}
        for one in self.leaving:
            found.setdefault(one.day, Counter())[one.programme] += one.count
        return found

    @property
    def programmes(self) -> Counter[str]:
        """Return how much of each programme leaves."""
        found: Counter[str] = Counter()
        for one in self.leaving:
            found[one.programme] += one.count
        return found


def look_ahead(tx: Tx, stretch: Stretch) -> Ahead:
    """Return what is planned to leave in a period."""
    zone = settings().zone
    leaving = counts.leaving_by_day(tx.conn, stretch, zone)
    waiting = _waiting(tx, stretch, leaving)
    return Ahead(leaving, counts.load(tx.conn, stretch, zone), waiting)


def _waiting(tx: Tx, stretch: Stretch, leaving: Sequence[DayCount]) -> list[Waiting]:
    ruling = rulings.in_force(tx.conn, tx.now)
    asked = {code: plan for code, plan in ruling.active.items() if code in stretch.programmes}
    unseen = rulings.unapproved(tx.conn, asked) if ruling.policy.approval != "never" else set()
    if not unseen:
        return []
    busy = _busy(tx, ruling, stretch.of_everybody(sorted(unseen)))
    held = counts.held(tx.conn)
    found = []
    for code in sorted(unseen):
        many = sum(one.count for one in leaving if one.programme == code and (code, one.day) in busy)
        if many or held.get(code):
            found.append(Waiting(code, asked[code].version, many, held.get(code, 0)))
    return found


def _busy(tx: Tx, ruling: Ruling, stretch: Stretch) -> set[tuple[str, date]]:
    """Return the days on which so much leaves of a programme that HR looks first; all departments count."""
    above = ruling.policy.approval_above if ruling.policy.approval == "above" else 0
    days = counts.leaving_by_day(tx.conn, stretch, settings().zone)
    return {(one.programme, one.day) for one in days if one.count > above}
