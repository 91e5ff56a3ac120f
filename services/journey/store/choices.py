"""What can be chosen where touchpoints are looked at and handled: moments, departments, work, interviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, column, func, literal, select, table, text
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import ARRAY

from services.journey.store.stop import account_name
from services.journey.tables import interviewer, plan
from shared.contracts.programmes import BY_CODE, PROGRAMMES

_department = table(
    "department_v1",
    column("department_id", UuidType),
    column("name"),
    column("path"),
    column("line", ARRAY(UuidType)),
    schema="people",
)
_FUNCTIONS = text("""
    SELECT DISTINCT function FROM people.career_v1 WHERE function IS NOT NULL AND NOT forgotten ORDER BY function
""")
_COUNTRIES = text("""
    SELECT DISTINCT country FROM people.career_v1 WHERE country IS NOT NULL AND NOT forgotten ORDER BY country
""")

_OWN = "SELECT '{code}' AS programme, key, title FROM {service}.questionnaire_v1"
_OWN_ASKS = text(
    " UNION ALL ".join(_OWN.format(code=one.code, service=one.service) for one in PROGRAMMES if one.own)
    + " ORDER BY programme, key"
)


@dataclass(frozen=True)
class Kind:
    """A moment that a plan has known, as its newest version names it."""

    programme: str
    rule: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Department:
    """A department; ``line`` leads from the top to itself."""

    id: UUID
    name: str
    path: str
    line: tuple[UUID, ...]

    @property
    def above(self) -> int:
        """Return how many are above."""
        return len(self.line) - 1


def own_asks(conn: Connection) -> dict[str, dict[str, Mapping[str, str]]]:
    """Return the questionnaires that HR made itself: what each is called, by key, by programme."""
    found: dict[str, dict[str, Mapping[str, str]]] = {}
    for row in conn.execute(_OWN_ASKS):
        programme = BY_CODE[row.programme]
        # A service may ask in two programmes; a next version of what we made is no questionnaire of HR's own.
        ours = {ask for one in PROGRAMMES if one.service == programme.service for ask in one.asks}
        if row.key not in ours:
            found.setdefault(programme.code, {})[row.key] = row.title
    return found


def kinds(conn: Connection) -> list[Kind]:
    """Return every moment that a plan has known, in the order of the newest plans."""
    found: dict[tuple[str, str], Kind] = {}
    query = select(plan.c.programme, plan.c.rules).order_by(plan.c.programme, plan.c.version.desc())
    for row in conn.execute(query):
        for rule in row.rules:
            one = Kind(row.programme, rule["rule"], rule.get("title") or {})
            found.setdefault((one.programme, one.rule), one)
    return list(found.values())


def departments(conn: Connection) -> list[Department]:
    """Return all departments, each after the one that it is part of."""
    query = select(_department).order_by(_department.c.path)
    found = [
        Department(row.department_id, row.name, row.path, tuple(row.line)) for row in conn.execute(query)
    ]
    # By path alone "Zorg & Welzijn" would stand between "Zorg" and "Zorg > Noord".
    place = {one.id: number for number, one in enumerate(found)}
    return sorted(found, key=lambda one: [place[above] for above in one.line])


def department_paths(conn: Connection) -> dict[UUID, str]:
    """Return the paths of all departments."""
    return {one.id: one.path for one in departments(conn)}


def functions(conn: Connection) -> list[str]:
    """Return the functions in which somebody works or worked."""
    return list(conn.execute(_FUNCTIONS).scalars())


def countries(conn: Connection) -> list[str]:
    """Return the countries in which somebody works or worked."""
    return list(conn.execute(_COUNTRIES).scalars())


def all_below(conn: Connection, department_id: UUID) -> tuple[UUID, ...]:
    """Return a department with all below it; nothing where there is no such department."""
    query = select(_department.c.department_id).where(
        literal(department_id, UuidType) == func.any(_department.c.line)
    )
    return tuple(conn.execute(query).scalars())


def paths(conn: Connection, ids: set[UUID]) -> dict[UUID, str]:
    """Return the paths of departments."""
    if not ids:
        return {}
    query = select(_department.c.department_id, _department.c.path)
    rows = conn.execute(query.where(_department.c.department_id == func.any(list(ids))))
    return {row.department_id: row.path for row in rows}


def interviewers(conn: Connection) -> list[tuple[UUID, str | None]]:
    """Return who holds conversations, by name; None where the account is gone."""
    query = (
        select(interviewer.c.account_id, account_name.c.name)
        .outerjoin(account_name, account_name.c.account_id == interviewer.c.account_id)
        .order_by(account_name.c.name, interviewer.c.account_id)
    )
    return [(row.account_id, row.name) for row in conn.execute(query)]


def account_names(conn: Connection, ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of accounts."""
    if not ids:
        return {}
    query = select(account_name.c.account_id, account_name.c.name)
    rows = conn.execute(query.where(account_name.c.account_id == func.any(list(ids))))
    return {row.account_id: row.name for row in rows}
