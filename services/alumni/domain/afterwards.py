"""What comes after a reunion: a letter to who came, and what it cost. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Thanks:
    """A letter to whoever came: written, held back for a while, sent."""

    reunion_id: UUID
    photos: str
    words: str
    leaves_at: datetime
    held: bool
    sent_at: datetime | None
    letters: int | None


@dataclass(frozen=True)
class Costs:
    """What it cost: all of it, and for each person who came, guests counted."""

    total: Decimal
    persons: int

    @property
    def per_head(self) -> Decimal | None:
        """What it cost for each of them; None where nobody came."""
        if not self.persons:
            return None
        return (self.total / self.persons).quantize(CENT, ROUND_HALF_UP)


def costs(amounts: Iterable[Decimal], persons: int) -> Costs:
    """Add up."""
    return Costs(sum(amounts, Decimal(0)), persons)
