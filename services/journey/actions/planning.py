"""What is in force, changed: looked at first, then put in force and done for everybody (see replanning)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.journey.actions import drafting
from services.journey.domain.proposal import counting_from
from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Plan
from services.journey.domain.writing import as_plain
from services.journey.errors import (
    DraftMissing,
    DraftMoved,
    NothingChanges,
    PlanMovedOn,
    PreviewBusy,
    PreviewStale,
    PreviewUnfinished,
    ProgrammeUnknown,
    RunOver,
    RunUnknown,
    StillReplanning,
)
from services.journey.policy import Policy, read_policy
from services.journey.store import drafts, lanes, rulings, runs
from services.journey.store import touchpoints as store
from services.journey.store.rulings import Ruling
from shared.contracts.programmes import BY_CODE, PROGRAMMES
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.queue.bell import ring

# What a change is about.
PLAN, SWITCH, SETTINGS = "plan", "switch", "settings"
STOPPED_BY_HAND, MOVED_ON, OVERTAKEN = "stopped_by_hand", "moved_on", "overtaken"


@dataclass(frozen=True)
class Proposed:
    """What would be in force: all plans, those that are on, and the numbers."""

    plans: Mapping[str, Plan]
    on: frozenset[str]
    policy: Policy

    @property
    def active(self) -> dict[str, Plan]:
        """Return the plans that would be switched on, in the order in which programmes go first."""
        return {one.code: self.plans[one.code] for one in PROGRAMMES if one.code in self.on}


def of_draft(tx: Tx, programme: str, *, look_back: bool = False) -> dict[str, Any]:
    """Return the change that a draft is; raise where it cannot be kept (any more)."""
    found = drafting.of(tx, programme, lock=True)
    ruling = rulings.in_force(tx.conn, tx.now)
    in_force = ruling.plans[programme]
    if found.based_on != in_force.version:
        raise PlanMovedOn
    made = drafting.readable(tx, programme, found.rules, ruling.policy)
    if made.rules == in_force.rules and all(
        one.title == was.title for one, was in zip(made.rules, in_force.rules, strict=True)
    ):
        raise NothingChanges
    begun = counting_from(made, in_force, today(tx), look_back=look_back)
    return {
        "what": PLAN,
        "programme": programme,
        "rules": [as_plain(rule) for rule in begun.rules],
        "draft": found.changed_at.isoformat(),
        "look_back": look_back,
    }


def of_switch(tx: Tx, programme: str, *, on: bool) -> dict[str, Any]:
    """Return the change that switching a programme on or off is."""
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    if on == (programme in rulings.in_force(tx.conn, tx.now).on):
        raise NothingChanges
    return {"what": SWITCH, "programme": programme, "on": on}


def of_settings(tx: Tx, numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the change that other numbers are; raise PlanInvalid with what is wrong in them."""
    policy = read_policy(numbers)
    if policy == rulings.in_force(tx.conn, tx.now).policy:
        raise NothingChanges
    return {"what": SETTINGS, "programme": None, "settings": policy.as_plain()}


def proposed(ruling: Ruling, body: Mapping[str, Any], version: int = 0) -> Proposed:
    """Return what would be in force after a change."""
    plans, on, policy = dict(ruling.plans), set(ruling.on), ruling.policy
    if body["what"] == PLAN:
        code = body["programme"]
        plans[code] = read_plan(code, version or plans[code].version + 1, body["rules"])
    elif body["what"] == SWITCH:
        (on.add if body["on"] else on.discard)(body["programme"])
    else:
        policy = read_policy(body["settings"])
    return Proposed(plans, frozenset(on), policy)


def look(tx: Tx, body: Mapping[str, Any], by: UUID) -> UUID:
    """Begin to look what a change would do to everybody; return the run. The same asked again is the same run."""
    rulings.one_at_a_time(tx.conn)
    busy = runs.running(tx.conn, runs.PREVIEW)
    if busy is not None:
        if busy.body == body and busy.asked_by == by:
            return UUID(str(busy.id))
        raise PreviewBusy
    epoch = rulings.epoch(tx.conn)
    # Where the last change broke off, another may be the way out: the plan of before, for one.
    behind = lanes.any_behind(tx.conn, epoch) and not runs.halted(tx.conn, epoch)
    if runs.running(tx.conn, runs.APPLY) or behind:
        raise StillReplanning
    run_id = _begin(tx, runs.PREVIEW, body, by, epoch)
    tx.after_commit(lambda: ring("journey", "services.journey.jobs.preview"))
    return run_id


def stop(tx: Tx, run_id: UUID) -> None:
    """Stop looking; what is being applied goes on."""
    found = runs.find(tx.conn, run_id, lock=True)
    if found is None:
        raise RunUnknown
    if found.kind == runs.PREVIEW and found.state == runs.RUNNING:
        ended = {"state": runs.STOPPED, "reason": STOPPED_BY_HAND, "finished_at": tx.now}
        runs.change(tx.conn, run_id, ended)


def apply_preview(tx: Tx, preview_id: UUID, by: UUID, *, programme: str | None = None) -> UUID:
    """Put in force what was looked at; return the run that does it for everybody. A second click is the same run."""
    rulings.one_at_a_time(tx.conn)
    found = runs.find(tx.conn, preview_id, lock=True)
    if found is None or found.kind != runs.PREVIEW or (programme and found.programme != programme):
        raise RunUnknown
    done = runs.applied(tx.conn, preview_id)
    if done is not None:
        return done
    if found.state != runs.DONE:
        raise PreviewUnfinished
    if found.epoch != rulings.epoch(tx.conn):
        raise PreviewStale
    body = found.body
    if body["what"] == PLAN:
        _the_draft_looked_at(tx, body)
    return put_in_force(tx, {**body, "preview": str(preview_id)}, by)


def again(tx: Tx, run_id: UUID) -> None:
    """Go on with a run that broke off, where it was; a second click finds it going on."""
    rulings.one_at_a_time(tx.conn)
    found = runs.find(tx.conn, run_id, lock=True)
    if found is None:
        raise RunUnknown
    if found.state == runs.RUNNING:
        return
    if found.state != runs.FAILED or found.epoch != rulings.epoch(tx.conn):
        raise RunOver
    if found.kind == runs.PREVIEW and runs.running(tx.conn, runs.PREVIEW):
        raise PreviewBusy
    job = "preview" if found.kind == runs.PREVIEW else "replan"
    fresh = {"state": runs.RUNNING, "reason": None, "finished_at": None, "crashes": 0, "moved_at": tx.now}
    runs.change(tx.conn, run_id, fresh)
    tx.after_commit(lambda: ring("journey", f"services.journey.jobs.{job}"))


def put_in_force(tx: Tx, body: Mapping[str, Any], by: UUID) -> UUID:
    """Put a change in force under a new ruling, and begin to do it for everybody; return that run."""
    rulings.one_at_a_time(tx.conn)
    ruling = rulings.in_force(tx.conn, tx.now)
    version = rulings.next_version(tx.conn, body["programme"]) if body["what"] == PLAN else 0
    after = proposed(ruling, body, version)
    if body["what"] == PLAN:
        rulings.keep(tx.conn, after.plans[body["programme"]], tx.now, by)
        drafts.drop(tx.conn, body["programme"])
    plans = {code: (plan.version, code in after.on) for code, plan in after.plans.items()}
    epoch = rulings.enact(tx.conn, tx.now, by, plans=plans, policy=after.policy)
    # An earlier change that was not with everybody yet comes with this one.
    runs.end_all(tx.conn, runs.APPLY, runs.STOPPED, tx.now, OVERTAKEN)
    run_id = _begin(tx, runs.APPLY, body, by, epoch)
    tx.after_commit(lambda: ring("journey", "services.journey.jobs.replan"))
    return run_id


def approve(tx: Tx, programme: str, version: int, by: UUID) -> int:
    """Note that HR has seen what leaves under the version in force, and let leave what waited for it; how many."""
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    if version != rulings.in_force(tx.conn, tx.now).plans[programme].version:
        raise PlanMovedOn
    rulings.approve(tx.conn, programme, version, tx.now, by)
    lanes.lock(tx.conn, store.unseen_persons(tx.conn, programme))
    woken = store.wake(tx.conn, programme, tx.now)
    if woken:
        tx.after_commit(lambda: ring("journey", "services.journey.jobs.release_due"))
    return woken


def today(tx: Tx) -> date:
    """Return the date that it is for the organisation."""
    return tx.now.astimezone(ZoneInfo(settings().zone)).date()


def _the_draft_looked_at(tx: Tx, body: Mapping[str, Any]) -> None:
    draft = drafts.find(tx.conn, body["programme"], lock=True)
    if draft is None:
        raise DraftMissing
    if draft.changed_at.isoformat() != body["draft"]:
        raise DraftMoved


def _begin(tx: Tx, kind: str, body: Mapping[str, Any], by: UUID, epoch: int) -> UUID:
    run_id = new_id()
    values = {
        "id": run_id,
        "kind": kind,
        "programme": body["programme"],
        "body": dict(body),
        "epoch": epoch,
        "state": runs.RUNNING,
        "total": lanes.count(tx.conn),
        "asked_at": tx.now,
        "asked_by": by,
        "moved_at": tx.now,
    }
    runs.add(tx.conn, values)
    return run_id
