"""Measures: what is done about leaving, and the figures of the day on which it was thought of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

PLANNED, RUNNING, DONE, STOPPED = STATES = ("planned", "running", "done", "stopped")
# What can become of a measure, from where it is.
NEXT: Mapping[str, tuple[str, ...]] = {
    PLANNED: (RUNNING, STOPPED),
    RUNNING: (DONE, STOPPED),
    DONE: (RUNNING,),
    STOPPED: (RUNNING,),
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What HR fills in. ``told`` is for everybody; empty: not told. ``avoided`` leavers a year are hoped for.

    ``cost`` is what it was to cost, ``spent`` what it did.
    """

    title: str
    what: str
    why: str
    seen_by: str
    told: str
    department_id: UUID | None
    reason: str | None
    owner_id: UUID | None
    starts_on: date
    ends_on: date | None
    cost: Decimal | None
    avoided: int | None
    spent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure, where it stands, and the figures of that day."""

    id: UUID
    plan: Plan
    state: str
    figures: Mapping[str, Any]
    version: int
