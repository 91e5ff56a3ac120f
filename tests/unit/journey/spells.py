"""Employments and terms for the tests of journey."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.policy import first_plans
from shared.calendar.working import WorkCalendar

PERSON, FIRST_SPELL, SECOND_SPELL = UUID(int=1), UUID(int=11), UUID(int=12)
# A Monday, ten in the morning in Amsterdam.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def spell(**changes: Any) -> Spell:
    """Return somebody hired on the day itself, active, in Amsterdam."""
    facts: dict[str, Any] = {
        "person_id": PERSON,
        "spell_id": FIRST_SPELL,
        "hire_date": date(2026, 3, 2),
        "state": "active",
        "deceased": False,
        "zone": "Europe/Amsterdam",
        "calendar": WorkCalendar("NL"),
    }
    return Spell(**{**facts, **changes})


def terms(**changes: Any) -> Terms:
    """Return the first year's plan, and the numbers that the house came with, on NOW."""
    facts: dict[str, Any] = {"plans": {"onboarding": first_plans()["onboarding"]}, "now": NOW}
    return Terms(**{**facts, **changes})
