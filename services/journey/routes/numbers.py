"""The organisation's numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.journey.actions import planning
from services.journey.errors import NothingChanges
from services.journey.routes.runs import run_plain
from services.journey.schemas.plans import RunSchema, SettingsBodySchema, SettingsSchema
from services.journey.store import rulings
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/settings")
    @api.response(200, SettingsSchema)
    def settings() -> dict[str, Any]:
        """Show the numbers in force."""
        with transaction() as tx:
            return {**_numbers(tx), "run": None}

    @api.put("/settings")
    @api.arguments(SettingsBodySchema)
    @api.response(200, SettingsSchema)
    def change(args: dict[str, Any]) -> dict[str, Any]:
        """Put other numbers in force, and begin to replan everybody; the same again changes nothing."""
        run: UUID | None = None
        with transaction() as tx:
            try:
                body = planning.of_settings(tx, _numbers(tx) | args)
                run = planning.put_in_force(tx, body, account().id)
            except NothingChanges:
                pass
            return {**_numbers(tx), "run": run}

    @api.post("/settings/preview")
    @api.arguments(SettingsBodySchema)
    @api.response(202, RunSchema)
    def preview(args: dict[str, Any]) -> dict[str, Any]:
        """Begin to look what other numbers would do; nothing of it is done."""
        with transaction() as tx:
            body = planning.of_settings(tx, _numbers(tx) | args)
            return run_plain(tx, planning.look(tx, body, account().id))


def _numbers(tx: Tx) -> dict[str, Any]:
    return rulings.in_force(tx.conn, tx.now).policy.as_plain()
