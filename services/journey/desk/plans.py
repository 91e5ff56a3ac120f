"""Plans in force, in sentences: what HR reads before changing anything; the switch, and older versions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.journey.actions import drafting, planning
from services.journey.desk.runs import to_run
from services.journey.errors import ProgrammeUnknown, VersionUnknown
from services.journey.schemas import plan_words, words
from services.journey.store import choices, overview, rulings, runs
from services.journey.store.overview import PlanView
from shared.contracts.programmes import BY_CODE
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages and the switch."""
    _pages(desk, transaction)
    _buttons(desk, transaction)


def _pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/plans")
    @desk.get("/plans/")
    def plans() -> str:
        """List the plans."""
        with transaction() as tx:
            views, needing = all_views(tx)
            recent = runs.latest(tx.conn, 5)
            halted = runs.halted(tx.conn, rulings.epoch(tx.conn))
        return render_template(
            "journey/plans/list.html", views=views, needing=needing, recent=recent, halted=halted, words=words
        )

    @desk.get("/plans/<programme>")
    def plan(programme: str) -> str:
        """Show one plan in force, in sentences."""
        return plan_page(transaction, programme)

    @desk.get("/plans/<programme>/versions/<int:version>")
    def version(programme: str, version: int) -> str:
        """Show a version of before."""
        with transaction() as tx:
            if programme not in BY_CODE:
                raise ProgrammeUnknown
            found = rulings.version_of(tx.conn, programme, version) if version < 2**31 else None
            if found is None:
                raise VersionUnknown
            departments = choices.department_paths(tx.conn)
            in_force = rulings.in_force(tx.conn, tx.now).plans[programme].version
        return render_template(
            "journey/plans/version.html",
            plan=found,
            in_force=in_force,
            departments=departments,
            words=words,
            plan_words=plan_words,
        )


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/plans/<programme>/draft/begin")
    def begin_draft(programme: str) -> Response | tuple[str, int]:
        """Begin a change, from the version in force or from one of before."""
        raw = request.form.get("version", "")
        try:
            with transaction() as tx:
                chosen = int(raw) if raw.isdecimal() and len(raw) < 10 else None
                drafting.take_up(tx, programme, account().id, version=chosen)
        except Conflict as error:
            return plan_page(transaction, programme, trouble=said(error)), 409
        return redirect(url_for(".draft", programme=programme), 303)

    @desk.post("/plans/<programme>/switch")
    def switch(programme: str) -> Response | tuple[str, int]:
        """Look what switching on or off would do; the page of that has the button that does it."""
        try:
            with transaction() as tx:
                body = planning.of_switch(tx, programme, on=request.form.get("on") == "yes")
                return to_run(planning.look(tx, body, account().id))
        except Conflict as error:
            return plan_page(transaction, programme, trouble=said(error)), 409


def plan_page(transaction: Transactions, programme: str, *, trouble: str | None = None) -> str:
    """Show one plan in force; ``trouble`` is why what was asked for could not be."""
    with transaction() as tx:
        views, needing = all_views(tx)
        view = next((one for one in views if one.programme == programme), None)
        if view is None:
            raise ProgrammeUnknown
        departments = choices.department_paths(tx.conn)
        versions = overview.versions(tx.conn, programme)
        running = runs.running(tx.conn, runs.APPLY) or runs.running(tx.conn, runs.PREVIEW)
    return render_template(
        "journey/plans/plan.html",
        view=view,
        needing=view in needing,
        departments=departments,
        versions=versions,
        running=running,
        trouble=trouble,
        me=account(),
        words=words,
        plan_words=plan_words,
    )


def all_views(tx: Tx) -> tuple[list[PlanView], list[PlanView]]:
    """Return all plans in force, and those of which HR should see what leaves."""
    ruling = rulings.in_force(tx.conn, tx.now)
    views = overview.all_plans(tx.conn, ruling, tx.now, settings().zone)
    policy = ruling.policy
    return views, [one for one in views if overview.needs_look(one, policy.approval, policy.approval_above)]


def said(error: Conflict) -> str:
    """Return why something does not fit, in the reader's language."""
    params: dict[str, Any] = error.params
    return str(gettext(error.text, **params))
