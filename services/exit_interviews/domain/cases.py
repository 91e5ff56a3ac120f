"""A leaving case: one employment that ends, from the notice to the last word. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from shared.asking.model import Colleague, tenure_band

OPEN, CLOSED = "open", "closed"
STATES = (OPEN, CLOSED)
# Why a case is closed: they stay, never began, died, or their record is another's now; or all was done.
WITHDRAWN, NEVER_STARTED, DIED, GONE, OVER = "withdrawn", "never_started", "died", "gone", "over"
REASONS = (WITHDRAWN, NEVER_STARTED, DIED, GONE, OVER, "forgotten")
# A case that closed for one of these goes on where it was when the reason turns out to be none.
_REVIVABLE = frozenset({WITHDRAWN, NEVER_STARTED, DIED, GONE})
_LEAVING = frozenset({"leaving", "left"})

DEATH, DISMISSAL = "death", "dismissal"
KINDS = ("resignation", "dismissal", "end_of_contract", "retirement", "mutual_agreement")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A leaving case as it begins; where the person worked is frozen here."""

    id: UUID
    person_id: UUID
    spell_id: UUID
    kind: str
    notice_date: date | None
    last_day: date
    department_id: UUID | None
    department: str | None
    department_path: str | None
    function: str | None
    tenure_band: str
    country: str | None


@dataclass(frozen=True)
class Verdict:
    """What an employment makes of its case: ``open`` or ``closed`` with a reason, or nothing to do with it."""

    state: str
    reason: str | None = None


def begin(case_id: UUID, who: Colleague) -> Case:
    """Return the case of somebody who leaves."""
    assert who.last_day is not None
    return Case(
        id=case_id,
        person_id=who.person_id,
        spell_id=who.spell_id,
        kind=who.leave_kind or KINDS[0],
        notice_date=who.notice_date,
        last_day=who.last_day,
        department_id=who.department_id,
        department=who.department,
        department_path=who.department_path,
        function=who.function,
        tenure_band=tenure_band(who.hire_date, who.last_day),
        country=who.country,
    )


def begins(who: Colleague, today: date, *, history_after: timedelta) -> bool:
    """Return whether somebody who has no case should have one; who left long ago is history, and hears nothing."""
    return why_over(who) is None and who.last_day is not None and who.last_day + history_after >= today


def why_over(who: Colleague | None) -> str | None:
    """Return why this employment has no open case, or None where it should."""
    if who is None:
        return GONE
    if who.deceased or who.leave_kind == DEATH:
        return DIED
    if who.state in _LEAVING:
        return None
    return NEVER_STARTED if who.state == NEVER_STARTED else WITHDRAWN


def must_be_told(case: Any | None) -> bool:
    """Return whether no letter may leave yet: a dismissal of which HR has not said that the person knows."""
    return case is not None and case.kind == DISMISSAL and case.told_at is None


def verdict(case: Any, who: Colleague | None) -> Verdict:
    """Return how ``case`` (a row) ought to stand. What was closed because all was done stays so."""
    why = why_over(who)
    if case.state == OPEN:
        return Verdict(CLOSED, why) if why else Verdict(OPEN)
    revived = why is None and case.reason in _REVIVABLE
    return Verdict(OPEN) if revived else Verdict(CLOSED, case.reason)


def differs(case: Any, who: Colleague) -> bool:
    """Return whether the kind or the days of the leaving are others now."""
    known = (case.kind, case.notice_date, case.last_day)
    return known != (who.leave_kind or case.kind, who.notice_date, who.last_day)
