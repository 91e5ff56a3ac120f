"""What a page is asked to show; it stands in the address, and nonsense in it counts as not asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import request

from services.insights import policy
from services.insights.actions import measuring, reasoning, scope
from services.insights.actions.measuring import Question
from services.insights.actions.scope import Scope
from services.insights.store import departments, editions
from services.insights.store.editions import Freshness
from shared.db.transaction import Tx
from shared.web.auth import account

THIRTEEN = "13"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """By what, of which period, within which department, over how many points; and up to when all is true."""

    by: str
    period: str
    department: UUID | None
    thirteen: bool
    scope: Scope
    fresh: Freshness
    until: date

    def question(self, by: str | None = None) -> Question:
        """Return the question to be answered."""
        return Question(by=by or self.by, within=self.scope.within, thirteen=self.thirteen)

    def as_query(self) -> dict[str, Any]:
        """Return what stands in the address, for a file of the same."""
        return {
            "by": self.by if self.by != policy.NONE else None,
            "period": self.period or None,
            "department": self.department,
            "points": THIRTEEN if self.thirteen else None,
        }


def read(tx: Tx) -> Asked:
    """Read the address, and hold it to what the account may see."""
    me = account()
    fresh = editions.freshness(tx.conn, tx.now)
    until = measuring.last_whole_day(fresh)
    wide = scope.of_account(tx, me.roles, me.person_id, until)
    by = request.args.get("by", policy.NONE)
    department = as_uuid(request.args.get("department", "")) if me.may("hr") else None
    return Asked(
        by=by if by in policy.BYS and me.may("hr") else policy.NONE,
        period=request.args.get("period", "")[:4],
        department=department,
        thirteen=request.args.get("points") == THIRTEEN,
        scope=scope.narrowed(tx, wide, department),
        fresh=fresh,
        until=until,
    )


def of_leavers(bys: Collection[str]) -> reasoning.Question:
    """Read by what, and from which year to which, something is asked that leavers told."""
    by = request.args.get("by", policy.NONE)
    return reasoning.Question(by=by if by in bys else policy.NONE, first=_year("from"), last=_year("to"))


def year_choices(last: int) -> list[tuple[str, str]]:
    """Return the years to choose from, the last one first."""
    return [(str(year), str(year)) for year in range(last, last - 15, -1)]


def _year(name: str) -> int | None:
    given = request.args.get(name, "")
    plain = given.isascii() and given.isdecimal() and len(given) == 4
    return int(given) if plain and policy.FIRST_YEAR <= int(given) < policy.LAST_YEAR else None


def department_choices(tx: Tx) -> list[tuple[str, str]]:
    """Return departments to choose from, each under the one it belongs to."""
    return [
        (str(one.id), "\u2003" * (len(one.line) - 1) + one.name)
        for one in departments.all_of_them(tx.conn).values()
    ]


def as_uuid(given: str) -> UUID | None:
    """Return an id, None where it is none."""
    try:
        return UUID(given)
    except ValueError:
        return None
