"""On which days a rule falls for an employment: once, again and again, each year, after each absence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from services.journey.domain.rule import (
    ANNIVERSARY,
    LONGEST,
    RETURN_FROM_LEAVE,
    YEARLY,
    Offset,
    Rule,
)
from services.journey.domain.spell import Absence, Spell
from shared.calendar.months import add_days, add_years
from shared.calendar.working import WorkCalendar


class Occurrence(NamedTuple):
    """A rule on a day: which time, counted from which date, about which absence."""

    number: int
    anchor_date: date
    due: date
    absence: Absence | None = None

    @property
    def about(self) -> UUID | None:
        """Return the absence that it follows."""
        return self.absence.id if self.absence else None


def anchor_of(rule: Rule, spell: Spell) -> date | None:
    """Return the date that a rule which comes once (or from there on) counts from; None where nobody knows it."""
    found: date | None = getattr(spell, "hire_date" if rule.anchor in {ANNIVERSARY, YEARLY} else rule.anchor)
    return found


def surely_over(rule: Rule, spell: Spell, first: date) -> bool:
    """Return whether no occurrence is due from ``first`` on, where that shows without counting.

    Most of what comes once lies far behind most people, or counts from a date that they do not have.
    """
    if rule.repeats or rule.anchor == RETURN_FROM_LEAVE:
        return False
    anchor, most = anchor_of(rule, spell), rule.after.most_days
    return anchor is None or (most is not None and (first - anchor).days > most)


def occurrences(rule: Rule, spell: Spell, first: date, last: date) -> Iterator[Occurrence]:
    """Yield the occurrences of a rule that are due from ``first`` up to and including ``last``."""
    if rule.anchor == RETURN_FROM_LEAVE:
        found = _after_absences(rule, spell)
    elif rule.anchor in {ANNIVERSARY, YEARLY}:
        found = _by_year(rule, spell, first, last)
    else:
        found = _from_anchor(rule, spell, first, last)
    for one in found:
        if first <= one.due <= last:
            yield one


def _from_anchor(rule: Rule, spell: Spell, first: date, last: date) -> Iterator[Occurrence]:
    anchor = anchor_of(rule, spell)
    if anchor is None:
        return
    due = rule.after.after(anchor, spell.calendar)
    if rule.every is None:
        yield Occurrence(1, anchor, due)
        return
    steps = _steps_before(rule.every, due, first)
    while rule.times is None or steps < rule.times:
        due = _repeated(rule.after, rule.every, anchor, spell.calendar, steps)
        if due > last:
            return
        yield Occurrence(steps + 1, anchor, due)
        steps += 1


def _steps_before(every: Offset, due: date, first: date) -> int:
    """Return a number of steps that surely does not lead past ``first``."""
    return max((first - due).days // (every.number * LONGEST[every.unit]) - 1, 0)


def _repeated(after: Offset, every: Offset, anchor: date, calendar: WorkCalendar, steps: int) -> date:
    """Count from the anchor, never from the time before: 31 January and every month is 28 February, then 31 March."""
    if after.unit == every.unit:
        return Offset(every.unit, after.number + every.number * steps).after(anchor, calendar)
    return (
        every.after(after.after(anchor, calendar), calendar, steps)
        if steps
        else after.after(anchor, calendar)
    )


def _by_year(rule: Rule, spell: Spell, first: date, last: date) -> Iterator[Occurrence]:
    # A year to either side: an offset may carry a day over the turn of the year.
    for year in range(first.year - 1, last.year + 2):
        number = year - spell.hire_date.year if rule.anchor == ANNIVERSARY else year
        if rule.anchor == ANNIVERSARY and number < 1:
            continue
        day = add_years(spell.hire_date, number) if rule.anchor == ANNIVERSARY else _day_of(rule, year)
        due = rule.after.after(day, spell.calendar)
        nth = number if rule.anchor == ANNIVERSARY else _nth(rule, spell, year)
        if day >= spell.hire_date and nth >= 1 and (rule.times is None or nth <= rule.times):
            yield Occurrence(number, day, due)


def _day_of(rule: Rule, year: int) -> date:
    assert rule.on is not None
    month, day = rule.on
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _nth(rule: Rule, spell: Spell, year: int) -> int:
    """Return the how manieth time it is since somebody was hired."""
    return year - spell.hire_date.year + (_day_of(rule, spell.hire_date.year) >= spell.hire_date)


def _after_absences(rule: Rule, spell: Spell) -> Iterator[Occurrence]:
    for absence in spell.absences:
        if absence.last_day is not None:
            back = add_days(absence.last_day, 1)
            yield Occurrence(1, back, rule.after.after(back, spell.calendar), absence)


def horizon(today: date, months: int) -> date:
    """Return the last day that is planned ahead."""
    return today + timedelta(days=round(months * 30.4375))
