"""What leaves under a plan for the first time: HR looks, and says that it is well."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import planning
from services.journey.desk.plans import all_views, plan_page, said
from services.journey.errors import ProgrammeUnknown
from services.journey.schemas import words
from services.journey.store import overview
from services.journey.store.overview import PlanView
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import ngettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages, and the notice for the first page of journey."""

    @desk.get("/plans/<programme>/leaving")
    def leaving(programme: str) -> str:
        """Show what leaves tomorrow under a plan, and what waits until HR has looked."""
        window = read_window()
        with transaction() as tx:
            views, needing = all_views(tx)
            view = next((one for one in views if one.programme == programme), None)
            if view is None:
                raise ProgrammeUnknown
            _, last = overview.tomorrow(tx.now, settings().zone)
            rows = overview.leaving(tx.conn, programme, last, after=window.after, limit=window.fetch)
        shown = page(rows, window, key=lambda row: (row.send_at, row.id))
        return render_template(
            "journey/plans/leaving.html",
            view=view,
            needing=view in needing,
            rows=shown["items"],
            next=shown["next"],
            words=words,
        )

    @desk.post("/plans/<programme>/leaving")
    def approve(programme: str) -> Response | tuple[str, int]:
        """Note that HR has seen it; what waited for it leaves."""
        raw = request.form.get("version", "")
        try:
            with transaction() as tx:
                version = int(raw) if raw.isdecimal() and len(raw) < 10 else 0
                released = planning.approve(tx, programme, version, account().id)
        except Conflict as error:
            return plan_page(transaction, programme, trouble=said(error)), 409
        flash(
            ngettext(
                "Gezien. Eén brief die hierop wachtte, mag nu weg.",
                "Gezien. %(num)s brieven die hierop wachtten, mogen nu weg.",
                released,
            ),
            "good",
        )
        return redirect(url_for(".plan", programme=programme), 303)

    _notice(desk, transaction)


def _notice(desk: Blueprint, transaction: Transactions) -> None:
    """Let the pages of journey say what waits until HR has looked."""

    @desk.context_processor
    def waiting_to_be_seen() -> dict[str, Any]:
        """Let a page of journey say what waits until HR has looked."""

        def found() -> list[PlanView]:
            with transaction() as tx:
                return all_views(tx)[1]

        return {"waiting_to_be_seen": found}
