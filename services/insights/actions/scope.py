"""Of whom somebody may see figures: HR and the board of everybody, a manager of the own department and all below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.insights import policy
from services.insights.domain.figures import Figures
from services.insights.store import departments, editions, people
from services.insights.store.departments import Department
from shared.db.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Within which departments (None: everywhere), which one that is, and whether the smallest groups may be seen."""

    within: tuple[UUID, ...] | None
    department: Department | None
    every_size: bool

    @property
    def nobody(self) -> bool:
        """True where there is nothing for this account to see."""
        return self.within == ()

    def may_show(self, found: Figures) -> bool:
        """Tell whether these figures are of a group that is large enough for who asks."""
        return self.every_size or min(found.heads) >= policy.SMALLEST_GROUP


def of_account(tx: Tx, roles: Collection[str], person_id: UUID | None, day: date) -> Scope:
    """Return the scope of an account."""
    if "hr" in roles or "board" in roles:
        return Scope(within=None, department=None, every_size="hr" in roles)
    own = people.department_of(tx.conn, editions.live(tx.conn), person_id, day) if person_id else None
    tree = departments.all_of_them(tx.conn)
    if own is None or own not in tree:
        return Scope(within=(), department=None, every_size=False)
    return Scope(within=tuple(departments.below(tree, own)), department=tree[own], every_size=False)


def narrowed(tx: Tx, scope: Scope, department_id: UUID | None) -> Scope:
    """Return ``scope`` held to one department and all below it, where that lies within it."""
    if department_id is None:
        return scope
    tree = departments.all_of_them(tx.conn)
    if department_id not in tree or (scope.within is not None and department_id not in scope.within):
        return scope
    below = tuple(departments.below(tree, department_id))
    return Scope(within=below, department=tree[department_id], every_size=scope.every_size)
