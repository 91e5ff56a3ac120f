"""Facts that insights publishes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class FiguresRebuilt(Fact):
    """The figures were built anew from the first fact, up to the one at ``until``, and are read from now on."""

    type = "insights.rebuilt"
    person_id: UUID | None = None
    until: int
    employments: int
