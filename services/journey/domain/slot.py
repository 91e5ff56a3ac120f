"""On which days one moment can leave, and at which instant of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from services.journey.domain.occurrences import Occurrence
from services.journey.domain.rule import Offset, Rule
from services.journey.domain.spell import EXPECTED, Absence, Spell
from services.journey.domain.terms import local_day
from services.journey.domain.touchpoint import Touchpoint
from shared.calendar.months import add_days
from shared.calendar.window import Opening, Window, is_open, next_opening, opening

# What HR sends by hand answers to no plan; it goes to whoever is not dead, and closes after three weeks.
BY_HAND_CLOSES = Offset("days", 21)
_BEFORE = frozenset({EXPECTED})


class Slot(NamedTuple):
    """On which days one moment can leave: the window is open, and somebody is there."""

    rule: Rule | None
    spell: Spell
    key: str
    window: Window

    @property
    def tolerance(self) -> int:
        """Return by how many days it may be moved."""
        return self.rule.tolerance if self.rule else 0

    @property
    def heeds_absence(self) -> bool:
        """Return whether it waits for who is away."""
        # What HR sends by hand goes to whom HR chose, there or not.
        return bool(self.spell.absences) and self.rule is not None and not self.rule.despite_absence

    @property
    def attended(self) -> Slot:
        """Return the slot that it would be, were nobody ever away."""
        return self._replace(spell=replace(self.spell, absences=()))

    def plain(self, day: date) -> Opening:
        """Return the first opening from ``day`` on, whether somebody is there or not."""
        return opening(day, self.spell.zone, key=self.key, calendar=self.spell.calendar, window=self.window)

    def away_on(self, day: date) -> Absence | None:
        """Return the absence that keeps it from leaving on ``day``."""
        return self.spell.absence_on(day) if self.heeds_absence else None

    def opening(self, day: date) -> Opening:
        """Return the first opening on which somebody is there; of an absence without an end nobody knows."""
        found = self.plain(day)
        while (away := self.away_on(found.day)) is not None and away.last_day is not None:
            found = self.plain(add_days(away.last_day, 1))
        return found

    def is_open(self, instant: datetime) -> bool:
        """Return whether it may leave at ``instant``, as far as window and absence go."""
        fits = is_open(instant, self.spell.zone, calendar=self.spell.calendar, window=self.window)
        return fits and self.away_on(local_day(instant, self.spell)) is None

    def next(self, instant: datetime) -> datetime:
        """Return ``instant`` itself where it may leave then, else the moment in the next opening."""
        zone, calendar = self.spell.zone, self.spell.calendar
        moment = next_opening(instant, zone, key=self.key, calendar=calendar, window=self.window)
        day = local_day(moment, self.spell)
        there = self.opening(day)
        return moment if there.day == day else there.moment(self.key)

    def waits_for_return(self, instant: datetime) -> bool:
        """Return whether somebody is away at ``instant``, or on the next day on which it could leave."""
        if not self.heeds_absence:
            return False
        away = self.away_on(local_day(instant, self.spell)) is not None
        return away or self.next(instant) != self.attended.next(instant)


def spread_key_of(one: Touchpoint, rule: Rule | None, spell: Spell) -> str:
    """Return the key by which a touchpoint that is there is spread."""
    return spread_key(Occurrence(one.occurrence, one.anchor_date, one.due_date), rule, one, spell)


def spread_key(found: Occurrence, rule: Rule | None, before: Touchpoint | None, spell: Spell) -> str:
    """Return the key by which letters of one day are spread: the same touchpoint always has the same moment."""
    if rule is not None:
        return f"{spell.spell_id}.{rule.programme}.{rule.name}.{found.number}"
    return str(before.id) if before else ""


def closing_day(slot: Slot, day: date) -> date:
    """Return until when one can answer what leaves on ``day``: of what is for before the first day, until that day."""
    closes = (slot.rule.closes_after if slot.rule else BY_HAND_CLOSES).after(day, slot.spell.calendar)
    if slot.rule and slot.rule.live_while == _BEFORE:
        return max(day, min(closes, slot.spell.hire_date))
    return closes
