"""What is in force: the plans, their switches and the numbers; and what HR has approved of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Plan
from services.journey.domain.writing import as_plain
from services.journey.policy import Policy, first_plans, read_policy
from services.journey.tables import approval, plan, ruling
from shared.contracts.programmes import BY_CODE, PROGRAMMES

_NEWEST = text("SELECT epoch, plans, settings, since FROM journey.ruling ORDER BY epoch DESC LIMIT 1")
_RULES = text("""
    SELECT p.programme, p.version, p.rules
    FROM journey.plan p, jsonb_each(cast(:plans AS jsonb)) AS chosen (programme, how)
    WHERE p.programme = chosen.programme AND p.version = (chosen.how ->> 'version')::int
""")


@dataclass(frozen=True)
class Ruling:
    """What is in force since when: ``plans`` of all programmes, ``on`` those that are switched on."""

    epoch: int
    plans: Mapping[str, Plan]
    on: frozenset[str]
    policy: Policy
    since: datetime

    @property
    def active(self) -> dict[str, Plan]:
        """Return the plans that are switched on, in the order in which programmes go first."""
        return {one.code: self.plans[one.code] for one in PROGRAMMES if one.code in self.on}


def in_force(conn: Connection, now: datetime) -> Ruling:
    """Return what is in force; in a new house that is what the house came with."""
    row = conn.execute(_NEWEST).one_or_none()
    if row is None or not set(BY_CODE) <= set(row.plans):
        _begin(conn, now, row)
        row = conn.execute(_NEWEST).one()
    plans = {
        found.programme: _plan(found.programme, found.version, json.dumps(found.rules))
        for found in conn.execute(_RULES, {"plans": json.dumps(row.plans)})
    }
    on = frozenset(code for code, how in row.plans.items() if how["on"] and code in BY_CODE)
    return Ruling(row.epoch, plans, on, _policy(json.dumps(row.settings)), row.since)


def epoch(conn: Connection) -> int:
    """Return the newest epoch, 0 in a house that has planned nothing yet."""
    return conn.execute(select(func.max(ruling.c.epoch))).scalar() or 0


def enact(
    conn: Connection,
    now: datetime,
    by: UUID | None,
    *,
    plans: Mapping[str, tuple[int, bool]],
    policy: Policy,
) -> int:
    """Put plans (version, switched on) and numbers in force; return the epoch.

    Two at once cannot both follow the same epoch: the second fails on its key, and is told of the first.
    """
    following = epoch(conn) + 1
    row = {
        "epoch": following,
        "plans": {code: {"version": version, "on": on} for code, (version, on) in plans.items()},
        "settings": policy.as_plain(),
        "since": now,
        "by_account": by,
    }
    conn.execute(insert(ruling).values(row))
    return following


def keep(conn: Connection, made: Plan, now: datetime, by: UUID | None) -> None:
    """Keep a version of a plan; one that is there stays as it is."""
    row = {
        "programme": made.programme,
        "version": made.version,
        "rules": [as_plain(rule) for rule in made.rules],
        "made_at": now,
        "made_by": by,
    }
    conn.execute(insert(plan).values(row).on_conflict_do_nothing())


def version_of(conn: Connection, programme: str, version: int) -> Plan | None:
    """Return a version of a plan as it was kept."""
    query = select(plan.c.rules).where(plan.c.programme == programme, plan.c.version == version)
    rules = conn.execute(query).scalar()
    return _plan(programme, version, json.dumps(rules)) if rules is not None else None


def versions(conn: Connection, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Plan]:
    """Return versions of plans by programme and number."""
    if not wanted:
        return {}
    query = text("""
        SELECT p.programme, p.version, p.rules FROM journey.plan p
        JOIN unnest(cast(:programmes AS text[]), cast(:versions AS int[])) AS w (programme, version)
          ON w.programme = p.programme AND w.version = p.version
    """)
    asked = sorted(wanted)
    rows = conn.execute(
        query, {"programmes": [one[0] for one in asked], "versions": [one[1] for one in asked]}
    )
    return {
        (row.programme, row.version): _plan(row.programme, row.version, json.dumps(row.rules)) for row in rows
    }


def history(conn: Connection, programme: str) -> list[Any]:
    """Return the versions of a plan, newest first, with who made each when, and whether HR saw it."""
    query = (
        select(plan.c.version, plan.c.made_at, plan.c.made_by, approval.c.seen_at)
        .outerjoin(
            approval, (approval.c.programme == plan.c.programme) & (approval.c.version == plan.c.version)
        )
        .where(plan.c.programme == programme)
        .order_by(plan.c.version.desc())
    )
    return list(conn.execute(query))


def next_version(conn: Connection, programme: str) -> int:
    """Return the number that the next version of a plan will have."""
    found: int = (
        conn.execute(select(func.max(plan.c.version)).where(plan.c.programme == programme)).scalar() or 0
    )
    return found + 1


def one_at_a_time(conn: Connection) -> None:
    """Let nobody else put anything in force until this transaction ends."""
    conn.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('journey.ruling', 0))"))


def approve(conn: Connection, programme: str, version: int, now: datetime, by: UUID) -> bool:
    """Note that HR has seen what leaves under a version; False where it had."""
    row = {"programme": programme, "version": version, "seen_at": now, "by_account": by}
    made = insert(approval).values(row).on_conflict_do_nothing().returning(approval.c.version)
    return conn.execute(made).first() is not None


def unapproved(conn: Connection, used: Mapping[str, Plan]) -> set[str]:
    """Return the programmes of whose plan in use HR has not seen what leaves."""
    seen = {
        (row.programme, row.version) for row in conn.execute(select(approval.c.programme, approval.c.version))
    }
    return {code for code, one in used.items() if (code, one.version) not in seen}


def _begin(conn: Connection, now: datetime, row: Any) -> None:
    """Put in force what the house came with, or the plan of a programme that an upgrade brought; that one is off."""
    known: dict[str, Any] = dict(row.plans) if row else {}
    for code, first in first_plans().items():
        if code not in known:
            newest = conn.execute(select(func.max(plan.c.version)).where(plan.c.programme == code)).scalar()
            if newest is None:
                keep(conn, first, now, None)
            known[code] = {"version": newest or 1, "on": row is None and BY_CODE[code].at_first}
    following = {
        "epoch": (row.epoch if row else 0) + 1,
        "plans": known,
        "settings": row.settings if row else Policy().as_plain(),
        "since": now,
    }
    # Two workers that meet an empty house begin it alike.
    conn.execute(insert(ruling).values(following).on_conflict_do_nothing())


@lru_cache(maxsize=256)
def _plan(programme: str, version: int, rules: str) -> Plan:
    return read_plan(programme, version, json.loads(rules))


@lru_cache(maxsize=64)
def _policy(settings: str) -> Policy:
    return read_policy(json.loads(settings))
