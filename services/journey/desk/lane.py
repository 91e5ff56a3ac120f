"""The moments of one person, and why each is as it is."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from services.journey.errors import PersonUnknown
from services.journey.schemas import words
from services.journey.store import lists, rulings
from services.journey.store.lists import Filters
from services.journey.store.pauses import pause_of
from shared.eventlog.unit import Transactions

LANE = 200


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of a person."""

    @desk.get("/people/<uuid:person_id>")
    def lane(person_id: UUID) -> str:
        """Show all moments of one person, and why each is as it is."""
        with transaction() as tx:
            name = lists.name_of(tx.conn, person_id)
            if name is None:
                raise PersonUnknown
            lines = lists.listed(tx.conn, Filters(person=person_id), after=None, limit=LANE)
            changes = lists.changes_of(tx.conn, [line.touchpoint.id for line in lines])
            paused = pause_of(tx.conn, person_id)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        return render_template(
            "journey/lane.html",
            person_id=person_id,
            name=name,
            lines=lines,
            changes=changes,
            paused=paused,
            days_late=days_late,
            words=words,
        )
