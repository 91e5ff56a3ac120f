"""Whose conversations somebody holds: by kind of leaving and by department; who only steps in goes last. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

# Who is there for just these goes first, then who holds all, then who steps in.
NAMED, ANY, DEPUTY = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What HR said of somebody who holds conversations; nothing of kinds or departments is all of them."""

    kinds: frozenset[str] = frozenset()
    departments: frozenset[UUID] = frozenset()
    deputy: bool = False


def rank(holder: Holder | None, *, kind: str, line: Collection[UUID]) -> int | None:
    """Return how soon somebody is proposed (lowest first); None where it is not theirs by rule.

    ``line`` is the department of who leaves with all above it.
    """
    if holder is None:
        return ANY
    if holder.kinds and kind not in holder.kinds:
        return None
    if holder.departments and not holder.departments & set(line):
        return None
    if holder.deputy:
        return DEPUTY
    return NAMED if holder.kinds or holder.departments else ANY
