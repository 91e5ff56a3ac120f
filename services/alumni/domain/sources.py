"""What a reading of another system's vacancies would change here. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

NEW, CHANGED, SAME, BACK, GONE = "new", "changed", "same", "back", "gone"
CHANGES = (NEW, CHANGED, BACK, GONE)


class Told(Protocol):
    """A vacancy as the other system tells it."""

    @property
    def outside_id(self) -> str:
        """By what it is known there."""

    def mark(self) -> str:
        """By what one sees whether it changed."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """What is here of one."""

    id: UUID
    title: str
    mark: str | None
    closed: bool
    gone: bool
    closes_on: date


def compared(
    told: Sequence[Told], here: Mapping[str, Here], present: Collection[str]
) -> list[tuple[str, Any]]:
    """Return what each would bring: (what, as told), and (gone, what is here) for those that are told no more.

    One that is there and cannot be read stays as it was. One that HR closed stays closed.
    """
    found: list[tuple[str, Any]] = [(_what(one, here.get(one.outside_id)), one) for one in told]
    names = set(present) | {one.outside_id for one in told}
    found += [(GONE, one) for key, one in here.items() if key not in names and not one.closed]
    return found


def _what(one: Told, known: Here | None) -> str:
    if known is None:
        return NEW
    if known.gone:
        return BACK
    return SAME if known.mark == one.mark() else CHANGED
