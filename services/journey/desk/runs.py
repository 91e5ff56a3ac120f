"""What a change would do, person by person; how far it is; and the button that puts it in force."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.wrappers import Response as FlaskResponse
from werkzeug.wrappers import Response

from services.journey.actions import planning
from services.journey.domain.proposal import WHATS
from services.journey.errors import RunUnknown
from services.journey.schemas import words
from services.journey.store import rulings, runs
from services.journey.store.runs import LineFilters
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

REFRESH_SECONDS = "2"
WHAT_WORDS = {"appear": marked("komt erbij"), "move": marked("verschuift"), "vanish": marked("vervalt")}


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its buttons."""

    @desk.get("/plans/runs/<uuid:run_id>")
    def run(run_id: UUID) -> FlaskResponse:
        """Show a preview or a change: how far it is, and what it comes to."""
        return run_page(transaction, run_id)

    @desk.post("/plans/runs/<uuid:run_id>/stop")
    def stop_run(run_id: UUID) -> Response:
        """Stop looking."""
        with transaction() as tx:
            planning.stop(tx, run_id)
        return to_run(run_id)

    @desk.post("/plans/runs/<uuid:run_id>/again")
    def again_run(run_id: UUID) -> Response | tuple[FlaskResponse, int]:
        """Go on with what broke off."""
        try:
            with transaction() as tx:
                planning.again(tx, run_id)
            return to_run(run_id)
        except Conflict as error:
            return run_page(transaction, run_id, trouble=_said(error)), 409

    @desk.post("/plans/runs/<uuid:run_id>/apply")
    def apply_run(run_id: UUID) -> Response | tuple[FlaskResponse, int]:
        """Put in force what was looked at; a second click finds it on its way."""
        try:
            with transaction() as tx:
                return to_run(planning.apply_preview(tx, run_id, account().id))
        except Conflict as error:
            return run_page(transaction, run_id, trouble=_said(error)), 409


def _said(error: Conflict) -> str:
    return str(gettext(error.text, **error.params))


def to_run(run_id: UUID) -> Response:
    """Lead to the page of a run."""
    return redirect(url_for(".run", run_id=run_id), 303)


def run_page(transaction: Transactions, run_id: UUID, *, trouble: str | None = None) -> FlaskResponse:
    """Show a run."""
    window, asked = read_window(), _asked()
    with transaction() as tx:
        found = runs.find(tx.conn, run_id)
        if found is None:
            raise RunUnknown
        seen = found.kind == runs.PREVIEW
        lines = _lines(tx, run_id, asked, window) if seen and found.state != runs.RUNNING else []
        values: dict[str, Any] = {
            "totals": runs.totals(tx.conn, run_id) if seen and found.state == runs.DONE else [],
            "applied": runs.applied(tx.conn, run_id) if seen else None,
            "stale": found.epoch != rulings.epoch(tx.conn),
        }
    shown = page(lines, window, key=lambda row: (row.no,))
    answer = make_response(
        render_template(
            "journey/plans/run.html",
            run=found,
            lines=shown["items"],
            next=shown["next"],
            asked=asked,
            whats=[(what, gettext(WHAT_WORDS[what])) for what in WHATS],
            trouble=trouble,
            words=words,
            **values,
        )
    )
    if found.state == runs.RUNNING:
        # The page looks again by itself, with or without script.
        answer.headers["Refresh"] = REFRESH_SECONDS
    return answer


def _lines(tx: Any, run_id: UUID, asked: LineFilters, window: Any) -> list[Any]:
    after = window.after[0] if window.after and isinstance(window.after[0], int) else None
    return runs.lines(tx.conn, run_id, asked, after=after, limit=window.fetch)


def _asked() -> LineFilters:
    what = request.args.get("what", "")
    programme, _, rule = request.args.get("rule", "")[:100].partition(".")
    return LineFilters(what=what if what in WHATS else None, programme=programme or None, rule=rule or None)
