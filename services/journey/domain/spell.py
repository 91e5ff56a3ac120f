"""An employment, as far as moments follow from it; and which employments are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from shared.calendar.working import WorkCalendar

EXPECTED, ACTIVE, GOING, LEFT, NEVER_STARTED = "expected", "active", "leaving", "left", "never_started"


@dataclass(frozen=True)
class Absence:
    """Leave of any kind, and why is nobody's business here; ``last_day`` is None while nobody knows."""

    id: UUID
    first_day: date
    last_day: date | None

    def covers(self, day: date) -> bool:
        """Return whether somebody is away on ``day``."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    @property
    def days(self) -> int:
        """Return how long it lasts; an absence without an end is shorter than any."""
        return (self.last_day - self.first_day).days + 1 if self.last_day else 0


@dataclass(frozen=True, kw_only=True)
class Spell:
    """What journey knows of an employment: dates, a state, and where and when somebody works."""

    person_id: UUID
    spell_id: UUID
    hire_date: date
    state: str
    deceased: bool
    zone: str
    calendar: WorkCalendar
    last_day: date | None = None
    notice_date: date | None = None
    probation_end: date | None = None
    contract_end: date | None = None
    leave_kind: str | None = None
    contract: str | None = None
    department_id: UUID | None = None
    # The department and all above it.
    department_ids: frozenset[UUID] = frozenset()
    function: str | None = None
    country: str | None = None
    hours: float | None = None
    absences: tuple[Absence, ...] = ()
    paused: bool = False
    # Somebody who had left, and came back.
    returned: bool = False
    # Somebody who left here, and works here again: what this employment would ask is over.
    followed: bool = False
    # The employment that goes on where ``spell_id`` ended: what leaves is about this one.
    going_on_as: UUID | None = None
    # The employments that it was joined from, where it was.
    parts: tuple[UUID, ...] = ()

    @property
    def current_id(self) -> UUID:
        """Return the employment that is meant today."""
        return self.going_on_as or self.spell_id

    def absence_on(self, day: date) -> Absence | None:
        """Return the absence that covers ``day``."""
        return next((one for one in self.absences if one.covers(day)), None)


def employments(spells: Collection[Spell], touching_days: int) -> list[Spell]:
    """Return the employments of one person, those that touch as one: a contract that is renewed is no new beginning.

    Two touch where the second begins at most ``touching_days`` after the last day of the first. The whole keeps the
    id and the first day of its first, and all else of its last.
    """
    found: list[Spell] = []
    never = [spell for spell in spells if spell.state == NEVER_STARTED]
    for spell in sorted((one for one in spells if one.state != NEVER_STARTED), key=_by_date):
        if not found:
            found.append(spell)
        elif _touches(found[-1], spell, touching_days):
            found[-1] = _joined(found[-1], spell)
        else:
            if spell.state != EXPECTED:
                found = [replace(one, followed=True) for one in found]
            found.append(replace(spell, returned=True))
    return [*found, *never]


def by_any_id(whole: Iterable[Spell]) -> dict[UUID, Spell]:
    """Return employments by their id and by that of each part: what was sent to a part goes on under the whole."""
    return {key: spell for spell in whole for key in (spell.spell_id, *spell.parts)}


def _by_date(spell: Spell) -> tuple[date, UUID]:
    return spell.hire_date, spell.spell_id


def _touches(first: Spell, second: Spell, days: int) -> bool:
    if first.last_day is None:
        return False
    return second.hire_date <= first.last_day + timedelta(days=days + 1)


def _joined(first: Spell, second: Spell) -> Spell:
    # Before the second begins, the first is still at work, and not leaving: it goes on, over the days between them too.
    state = ACTIVE if second.state == EXPECTED and first.state in {ACTIVE, GOING, LEFT} else second.state
    return replace(
        second,
        spell_id=first.spell_id,
        hire_date=first.hire_date,
        state=state,
        absences=first.absences + second.absences,
        returned=first.returned,
        going_on_as=second.spell_id,
        parts=(*(first.parts or (first.spell_id,)), second.spell_id),
    )
