"""Previews and replannings: how far they are, and what they found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import planning
from services.journey.errors import RunUnknown
from services.journey.schemas.plans import RunSchema, ShiftArgs, ShiftPageSchema
from services.journey.store import runs
from services.journey.store.runs import LineFilters
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.paging import Window, page, read_window
from shared.web.texts import marked

SHIFT = ("person_id", "programme", "rule", "occurrence", "what", "was", "becomes", "reason")
_NOT_OURS = marked("Deze verwijzing naar een volgende bladzijde kennen we niet.")


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/runs/<uuid:run_id>")
    @api.response(200, RunSchema)
    def run(run_id: UUID) -> dict[str, Any]:
        """Show how far a preview or a change is, and what it came to."""
        with transaction() as tx:
            return run_plain(tx, run_id)

    @api.get("/runs/<uuid:run_id>/changes")
    @api.arguments(ShiftArgs, location="query")
    @api.response(200, ShiftPageSchema)
    def changes(args: dict[str, Any], run_id: UUID) -> dict[str, Any]:
        """List which future touchpoints appear, move and vanish under a preview."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            if runs.find(tx.conn, run_id) is None:
                raise RunUnknown
            rows = runs.lines(
                tx.conn, run_id, LineFilters(**args), after=after_line(window), limit=window.fetch
            )
        found = page(rows, window, key=lambda row: (row.no,))
        return {**found, "items": [{name: getattr(row, name) for name in SHIFT} for row in found["items"]]}

    @api.post("/runs/<uuid:run_id>/stop")
    @api.response(200, RunSchema)
    def stop(run_id: UUID) -> dict[str, Any]:
        """Stop looking; what is being applied goes on."""
        with transaction() as tx:
            planning.stop(tx, run_id)
            return run_plain(tx, run_id)

    @api.post("/runs/<uuid:run_id>/again")
    @api.response(200, RunSchema)
    def again(run_id: UUID) -> dict[str, Any]:
        """Go on with what broke off again and again (state "failed"), where it was."""
        with transaction() as tx:
            planning.again(tx, run_id)
            return run_plain(tx, run_id)


def run_plain(tx: Tx, run_id: UUID) -> dict[str, Any]:
    """Return a run as the JSON side shows it."""
    found = runs.find(tx.conn, run_id)
    if found is None:
        raise RunUnknown
    seen = found.kind == runs.PREVIEW
    done = seen and found.state == runs.DONE
    return {
        **{name: found._mapping[name] for name in RunSchema._declared_fields if name in found._mapping},  # noqa: SLF001
        "what": found.body["what"],
        "applied_by_run": runs.applied(tx.conn, run_id) if seen else None,
        "rules": [row._asdict() for row in runs.totals(tx.conn, run_id)] if done else [],
    }


def after_line(window: Window) -> int | None:
    """Return the line behind which to go on; refuse the cursor of another list."""
    if window.after is None:
        return None
    if len(window.after) != 1 or not isinstance(window.after[0], int):
        raise Invalid({"cursor": [_NOT_OURS]})
    return window.after[0]
