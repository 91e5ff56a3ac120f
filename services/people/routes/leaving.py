"""Somebody leaves, stays after all, or never began."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.people.actions import leaving, starting
from services.people.actions.loading import load
from services.people.domain import Leaving
from services.people.schemas.people import LeavingSchema, PersonSchema, person_json
from shared.eventlog.unit import Transactions


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""
    _leaving(api, transaction)
    _starting(api, transaction)


def _leaving(api: Any, transaction: Transactions) -> None:
    @api.post("/people/<uuid:person_id>/leaving")
    @api.arguments(LeavingSchema)
    @api.response(200, PersonSchema)
    def announce(given: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Announce how and when somebody goes, or change it; the same again changes nothing."""
        with transaction() as tx:
            leaving.announce(tx, person_id, Leaving(**given))
            return person_json(load(tx, person_id))

    @api.delete("/people/<uuid:person_id>/leaving")
    @api.response(200, PersonSchema)
    def withdraw(person_id: UUID) -> dict[str, Any]:
        """Withdraw a leaving: somebody stays after all."""
        with transaction() as tx:
            leaving.withdraw(tx, person_id)
            return person_json(load(tx, person_id))


def _starting(api: Any, transaction: Transactions) -> None:
    @api.post("/people/<uuid:person_id>/never-started")
    @api.response(200, PersonSchema)
    def never_started(person_id: UUID) -> dict[str, Any]:
        """Note of the last employment that it never began; a leaving is taken back. Again changes nothing."""
        with transaction() as tx:
            starting.note_never_started(tx, person_id)
            return person_json(load(tx, person_id))

    @api.delete("/people/<uuid:person_id>/never-started")
    @api.response(200, PersonSchema)
    def started_after_all(person_id: UUID) -> dict[str, Any]:
        """Take back that somebody never began."""
        with transaction() as tx:
            starting.withdraw_never_started(tx, person_id)
            return person_json(load(tx, person_id))
