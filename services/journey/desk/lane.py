"""The moments of one person, why each is as it is, and what HR does about them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template

from services.journey.actions.explaining import Standing, standing_of
from services.journey.domain.spell import LEFT, Spell, by_any_id
from services.journey.domain.touchpoint import PLANNED
from services.journey.domain.why_not import latest
from services.journey.errors import PersonUnknown
from services.journey.schemas import words
from services.journey.store import lists
from services.journey.store.lists import Filters, Line
from services.journey.store.pauses import pause_of
from shared.eventlog.unit import Transactions

LANE = 1_000


@dataclass(frozen=True)
class Employment:
    """The moments of one employment: what comes, the first first; what left or does not come, the last first."""

    spell: Spell | None
    coming: Sequence[Line]
    past: Sequence[Line]


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
            standing = standing_of(tx, person_id, [line.touchpoint for line in lines])
        return render_template(
            "journey/lane.html",
            person_id=person_id,
            name=name,
            employments=_employments(lines, standing),
            absent=standing.absent,
            left=bool(standing.spells) and latest(standing.spells).state == LEFT,
            changes=changes,
            paused=paused,
            days_late=standing.ruling.policy.catch_up_days,
            words=words,
        )


def _employments(lines: Sequence[Line], standing: Standing) -> list[Employment]:
    """Return the moments by employment, the latest first; those of one that is no longer there last."""
    by_spell: dict[UUID, list[Line]] = {}
    whole = {key: spell.spell_id for key, spell in by_any_id(standing.spells).items()}
    for line in lines:
        spell_id = line.touchpoint.spell_id
        by_spell.setdefault(whole.get(spell_id, spell_id), []).append(line)
    newest = sorted(standing.spells, key=lambda spell: spell.hire_date, reverse=True)
    known = [_employment(spell, by_spell.pop(spell.spell_id, [])) for spell in newest]
    gone = [line for mine in by_spell.values() for line in mine]
    return [*known, _employment(None, gone)] if gone else known


def _employment(spell: Spell | None, lines: Sequence[Line]) -> Employment:
    coming = [one for one in lines if one.touchpoint.state == PLANNED]
    past = [one for one in lines if one.touchpoint.state != PLANNED]
    return Employment(spell, coming, past[::-1])
