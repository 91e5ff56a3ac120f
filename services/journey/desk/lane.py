"""The moments of one person, why each is as it is, and what HR does about them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import by_hand
from services.journey.actions.explaining import Standing, standing_of
from services.journey.domain.spell import LEFT, Spell
from services.journey.domain.touchpoint import BY_HAND, PLANNED
from services.journey.domain.why_not import latest
from services.journey.errors import PersonUnknown
from services.journey.schemas import words
from services.journey.store import lists
from services.journey.store.lists import Filters, Line
from services.journey.store.pauses import pause_of
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.auth import account
from shared.web.texts import gettext, marked

LANE = 1_000
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


@dataclass(frozen=True)
class Employment:
    """The moments of one employment: what comes, the first first; what left or does not come, the last first."""

    spell: Spell | None
    coming: Sequence[Line]
    past: Sequence[Line]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of a person, and its buttons."""

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
            skip_reasons=[(code, words.because_words(code)) for code in BY_HAND],
            words=words,
        )

    _buttons(desk, transaction)


def _employments(lines: Sequence[Line], standing: Standing) -> list[Employment]:
    """Return the moments by employment, the latest first; those of one that is no longer there last."""
    by_spell: dict[UUID, list[Line]] = {}
    for line in lines:
        by_spell.setdefault(line.touchpoint.spell_id, []).append(line)
    newest = sorted(standing.spells, key=lambda spell: spell.hire_date, reverse=True)
    known = [_employment(spell, by_spell.pop(spell.spell_id, [])) for spell in newest]
    gone = [line for mine in by_spell.values() for line in mine]
    return [*known, _employment(None, gone)] if gone else known


def _employment(spell: Spell | None, lines: Sequence[Line]) -> Employment:
    coming = [one for one in lines if one.touchpoint.state == PLANNED]
    past = [one for one in lines if one.touchpoint.state != PLANNED]
    return Employment(spell, coming, past[::-1])


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    """Skip a moment, take that back, pause, go on."""

    @desk.post("/touchpoints/<uuid:touchpoint_id>/skip")
    def skip(touchpoint_id: UUID) -> Response:
        """Skip a moment that waits, for one of a few reasons."""
        reason = request.form.get("reason", "")
        if reason not in BY_HAND:
            raise Invalid({"reason": [_NOT_A_CHOICE]})
        with transaction() as tx:
            person_id = by_hand.skip(tx, touchpoint_id, reason, account().id)
        flash(gettext("Dit moment slaan we over."), "good")
        return redirect(url_for(".lane", person_id=person_id, _anchor=f"t-{touchpoint_id}"), code=303)

    @desk.post("/touchpoints/<uuid:touchpoint_id>/take-back")
    def take_back(touchpoint_id: UUID) -> Response:
        """Let a moment that was skipped by hand come after all."""
        with transaction() as tx:
            person_id = by_hand.take_back(tx, touchpoint_id, account().id)
        return redirect(url_for(".lane", person_id=person_id, _anchor=f"t-{touchpoint_id}"), code=303)

    @desk.post("/people/<uuid:person_id>/pause")
    def pause(person_id: UUID) -> Response:
        """Send somebody nothing until it is lifted."""
        with transaction() as tx:
            by_hand.pause(tx, person_id, account().id)
        return redirect(url_for(".lane", person_id=person_id), code=303)

    @desk.post("/people/<uuid:person_id>/resume")
    def resume(person_id: UUID) -> Response:
        """Lift the pause of somebody."""
        with transaction() as tx:
            by_hand.resume(tx, person_id, account().id)
        flash(gettext("Deze collega hoort weer van ons."), "good")
        return redirect(url_for(".lane", person_id=person_id), code=303)
