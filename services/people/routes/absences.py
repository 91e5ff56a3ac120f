"""Leave: listed, noted, changed, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.people.actions import absences
from services.people.schemas.absences import (
    AbsenceListSchema,
    AbsencePatchSchema,
    AbsenceSchema,
    NewAbsenceSchema,
    absence_json,
)
from shared.eventlog.unit import Transactions


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.get("/people/<uuid:person_id>/absences")
    @api.response(200, AbsenceListSchema)
    def all_absences(person_id: UUID) -> dict[str, Any]:
        """List the leaves of a person, the latest first."""
        with transaction() as tx:
            return {"items": [absence_json(one) for one in absences.listed(tx, person_id)], "next": None}

    @api.post("/people/<uuid:person_id>/absences")
    @api.arguments(NewAbsenceSchema)
    @api.response(201, AbsenceSchema)
    def note_absence(given: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Note a leave; the same again is the one that is there already."""
        with transaction() as tx:
            return absence_json(absences.note(tx, person_id, given))

    @api.patch("/people/<uuid:person_id>/absences/<uuid:absence_id>")
    @api.arguments(AbsencePatchSchema)
    @api.response(200, AbsenceSchema)
    def change_absence(given: dict[str, Any], person_id: UUID, absence_id: UUID) -> dict[str, Any]:
        """Change or end a leave."""
        with transaction() as tx:
            return absence_json(absences.change(tx, person_id, absence_id, given))

    @api.delete("/people/<uuid:person_id>/absences/<uuid:absence_id>")
    @api.response(204)
    def withdraw_absence(person_id: UUID, absence_id: UUID) -> None:
        """Withdraw a leave: it was a mistake."""
        with transaction() as tx:
            absences.withdraw(tx, person_id, absence_id)
