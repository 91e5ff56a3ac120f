"""Plans as HR looks at them: what is in force, who made it, what waits to be seen, what somebody is working on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, text

from services.journey.domain.rule import Plan
from services.journey.store import drafts, lists
from services.journey.store.drafts import Draft
from services.journey.store.rulings import Ruling
from services.journey.store.stop import account_name
from services.journey.tables import approval, plan
from shared.contracts.programmes import PROGRAMMES

# A count on a page stops here: more says no more.
ENOUGH = 10_000


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan in force, with what HR wants to know beside it."""

    plan: Plan
    on: bool
    made_at: datetime
    # None where the house came with it, or the API made it.
    made_by: str | None
    seen_at: datetime | None
    seen_by: str | None
    draft: Draft | None
    # How many letters wait until HR has looked.
    waiting: int
    # How many leave on the next day, if nothing holds them.
    tomorrow: int

    @property
    def programme(self) -> str:
        """Return which programme it is."""
        return self.plan.programme


def all_plans(conn: Connection, ruling: Ruling, now: datetime, zone: str) -> list[PlanView]:
    """Return the plans in force, in the order in which programmes go first."""
    made = {(row.programme, row.version): row for row in conn.execute(_versions())}
    waiting = _waiting(conn)
    first, last = tomorrow(now, zone)
    coming = lists.leaving_between(conn, ruling.on, first, last, at_most=ENOUGH)
    working = drafts.all_of_them(conn)
    found = []
    for programme in PROGRAMMES:
        code, used = programme.code, ruling.plans[programme.code]
        row = made[code, used.version]
        held = waiting.get(code, 0)
        found.append(
            PlanView(
                plan=used,
                on=code in ruling.on,
                made_at=row.made_at,
                made_by=row.made_name,
                seen_at=row.seen_at,
                seen_by=row.seen_name,
                draft=working.get(code),
                waiting=held,
                tomorrow=coming.get(code, 0),
            )
        )
    return found


def versions(conn: Connection, programme: str) -> list[Any]:
    """Return the versions of a plan, newest first: who made each when, and who saw when what leaves under it."""
    query = _versions().where(plan.c.programme == programme).order_by(plan.c.version.desc())
    return list(conn.execute(query))


_LEAVING = text("""
    SELECT t.id, t.person_id, t.rule, t.programme, t.occurrence, t.due_date, t.send_at, t.reason, c.display_name AS name
    FROM journey.touchpoint t LEFT JOIN people.contact_v1 c ON c.person_id = t.person_id
    WHERE t.programme = :programme AND t.state = 'planned' AND (t.send_at <= :last OR t.reason = 'unseen')
      AND (cast(:after AS timestamptz) IS NULL OR (t.send_at, t.id) > (:after, cast(:id AS uuid)))
    ORDER BY t.send_at, t.id LIMIT :limit
""")


def leaving(
    conn: Connection, programme: str, last: datetime, *, after: tuple[Any, ...] | None, limit: int
) -> list[Any]:
    """Return what of a programme leaves up to ``last``, or waits until HR has looked, by its moment."""
    moment, one = after or (None, None)
    values = {"programme": programme, "last": last, "after": moment, "id": one, "limit": limit}
    return list(conn.execute(_LEAVING, values))


def tomorrow(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return the first and last instant of the next day, on the organisation's calendar."""
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return (
        datetime.combine(day, time.min, ZoneInfo(zone)),
        datetime.combine(day, time.max, ZoneInfo(zone)),
    )


def _versions() -> Any:
    maker, seer = account_name.alias("maker"), account_name.alias("seer")
    return (
        select(
            plan.c.programme,
            plan.c.version,
            plan.c.made_at,
            plan.c.made_by,
            maker.c.name.label("made_name"),
            approval.c.seen_at,
            seer.c.name.label("seen_name"),
            func.jsonb_array_length(plan.c.rules).label("moments"),
        )
        .outerjoin(
            approval, (approval.c.programme == plan.c.programme) & (approval.c.version == plan.c.version)
        )
        .outerjoin(maker, maker.c.account_id == plan.c.made_by)
        .outerjoin(seer, seer.c.account_id == approval.c.by_account)
    )


def _waiting(conn: Connection) -> dict[str, int]:
    return {row.programme: row.waiting for row in conn.execute(text("SELECT * FROM journey.unseen_v1"))}


def needs_look(view: PlanView, approval_mode: str, above: int) -> bool:
    """Return whether letters under this plan wait, or will wait tomorrow, until HR has looked."""
    if not view.on or view.seen_at is not None or approval_mode == "never":
        return view.waiting > 0
    return view.waiting > 0 or view.tomorrow > (0 if approval_mode == "always" else above)
