"""Plans: what is in force, a change of it, the switch, and what HR has seen."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from services.journey.actions import drafting, planning
from services.journey.domain.writing import as_plain
from services.journey.errors import DraftMissing, NothingChanges, ProgrammeUnknown
from services.journey.routes.runs import run_plain
from services.journey.schemas.plans import (
    ApplyBodySchema,
    ApprovalBodySchema,
    ApprovedSchema,
    DraftBodySchema,
    DraftSchema,
    PlanPageSchema,
    PlanWithVersionsSchema,
    PreviewBodySchema,
    RunSchema,
    plan_plain,
)
from services.journey.store import overview, rulings
from services.journey.store.drafts import Draft
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.settings import settings
from shared.web.auth import account


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _looking(api, transaction)
    _drafts(api, transaction)
    _changing(api, transaction)
    _switch(api, transaction)


def _looking(api: Any, transaction: Transactions) -> None:
    @api.get("/plans")
    @api.response(200, PlanPageSchema)
    def plans() -> dict[str, Any]:
        """List the plans in force, in the order in which programmes go first."""
        with transaction() as tx:
            return {"items": list(_all_plain(tx).values()), "next": None}

    @api.get("/plans/<string:programme>")
    @api.response(200, PlanWithVersionsSchema)
    def plan(programme: str) -> dict[str, Any]:
        """Show a plan in force, its versions with who made each, and what somebody is working on."""
        with transaction() as tx:
            return _one_plain(tx, programme)


def _drafts(api: Any, transaction: Transactions) -> None:
    @api.put("/plans/<string:programme>/draft")
    @api.arguments(DraftBodySchema)
    @api.response(200, DraftSchema)
    def save_draft(args: dict[str, Any], programme: str) -> dict[str, Any]:
        """Keep all rules of a change; what cannot be kept is refused at its field, as ``rules.1.after``."""
        with transaction() as tx:
            found = drafting.save(tx, programme, args["rules"], account().id, based_on=args["based_on"])
            return _draft_plain(found)

    @api.delete("/plans/<string:programme>/draft")
    @api.response(204)
    def throw_away(programme: str) -> None:
        """Throw a change away, whoever made it; where there is none, nothing happens."""
        with transaction() as tx:
            drafting.throw_away(tx, programme)


def _changing(api: Any, transaction: Transactions) -> None:
    @api.post("/plans/<string:programme>/preview")
    @api.arguments(PreviewBodySchema)
    @api.response(202, RunSchema)
    def preview(args: dict[str, Any], programme: str) -> dict[str, Any]:
        """Begin to look which future touchpoints appear, move and vanish; nothing of it is done."""
        with transaction() as tx:
            if args["on"] is None:
                body = planning.of_draft(tx, programme, look_back=args["look_back"])
            else:
                body = planning.of_switch(tx, programme, on=args["on"])
            return run_plain(tx, planning.look(tx, body, account().id))

    @api.post("/plans/<string:programme>/apply")
    @api.arguments(ApplyBodySchema)
    @api.response(202, RunSchema)
    def apply(args: dict[str, Any], programme: str) -> dict[str, Any]:
        """Put in force what a preview looked at, and begin to do it for everybody; again is the same run."""
        with transaction() as tx:
            return run_plain(
                tx, planning.apply_preview(tx, args["preview"], account().id, programme=programme)
            )

    @api.post("/plans/<string:programme>/approval")
    @api.arguments(ApprovalBodySchema)
    @api.response(200, ApprovedSchema)
    def approve(args: dict[str, Any], programme: str) -> dict[str, Any]:
        """Note that HR has seen what leaves under the version in force; what waited for it leaves."""
        with transaction() as tx:
            return {"released": planning.approve(tx, programme, args["version"], account().id)}


def _switch(api: Any, transaction: Transactions) -> None:
    @api.put("/plans/<string:programme>/switch")
    @api.response(200, PlanWithVersionsSchema)
    def switch_on(programme: str) -> dict[str, Any]:
        """Switch a programme on; one for which no service asks cannot be."""
        with transaction() as tx:
            return _switched(tx, programme, on=True)

    @api.delete("/plans/<string:programme>/switch")
    @api.response(200, PlanWithVersionsSchema)
    def switch_off(programme: str) -> dict[str, Any]:
        """Switch a programme off: what was to come is cancelled, what has left goes on."""
        with transaction() as tx:
            return _switched(tx, programme, on=False)


def _switched(tx: Tx, programme: str, *, on: bool) -> dict[str, Any]:
    with suppress(NothingChanges):
        planning.put_in_force(tx, planning.of_switch(tx, programme, on=on), account().id)
    return _one_plain(tx, programme)


def _all_plain(tx: Tx) -> dict[str, dict[str, Any]]:
    ruling = rulings.in_force(tx.conn, tx.now)
    views = overview.all_plans(tx.conn, ruling, tx.now, settings().zone)
    return {view.programme: plan_plain(view, [as_plain(rule) for rule in view.plan.rules]) for view in views}


def _one_plain(tx: Tx, programme: str) -> dict[str, Any]:
    if programme not in BY_CODE:
        raise ProgrammeUnknown
    try:
        draft: dict[str, Any] | None = _draft_plain(drafting.of(tx, programme))
    except DraftMissing:
        draft = None
    return {
        **_all_plain(tx)[programme],
        "versions": [_version_plain(row) for row in overview.versions(tx.conn, programme)],
        "draft": draft,
    }


def _version_plain(row: Any) -> dict[str, Any]:
    return {
        "version": row.version,
        "made_at": row.made_at,
        "made_by": row.made_name,
        "seen_at": row.seen_at,
        "seen_by": row.seen_name,
        "moments": row.moments,
    }


def _draft_plain(found: Draft) -> dict[str, Any]:
    return {
        "programme": found.programme,
        "based_on": found.based_on,
        "changed_at": found.changed_at,
        "by": found.name,
        "rules": found.rules,
    }
