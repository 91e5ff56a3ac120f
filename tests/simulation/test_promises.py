"""What the simulation holds the house to: that it does not cry where nothing is wrong, and does where something is."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from services.journey.policy import Policy
from tests.simulation.promises import Promises, Rules

FIRST, SECOND = UUID(int=1), UUID(int=2)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def fact(name: str, spell: UUID, **body: Any) -> Any:
    return SimpleNamespace(
        type=f"people.{name}.v1",
        position=0,
        person_id=UUID(int=9),
        occurred_at=SINCE,
        body={"spell_id": str(spell), **body},
    )


def month_6_of(spell: UUID, *facts: Any) -> set[UUID]:
    """Return to which employments a sixth month belongs that was sent under ``spell``, after what turned out since."""
    promises = Promises(in_force=[Rules(SINCE, Policy(), {})])
    for one in (
        fact("hired", FIRST, hire_date="2027-05-27", previous_spell_id=None),
        fact("left", FIRST, last_day="2027-11-13"),
        fact("hired", SECOND, hire_date="2027-11-14", previous_spell_id=str(FIRST)),
    ):
        promises._replay(one, {})
    promises.moments[spell, "onboarding", "month_6", 1] = 1
    for one in facts:
        promises._replay(one, {})
    return {key[0] for key in promises.moments}


def test_a_moment_of_two_employments_that_were_one_is_the_firsts_once_they_are_two() -> None:
    assert month_6_of(SECOND) == {SECOND}
    assert month_6_of(SECOND, fact("hire_corrected", SECOND, hire_date="2027-12-02")) == {FIRST}
    assert month_6_of(SECOND, fact("leaving_changed", FIRST, last_day="2027-10-01")) == {FIRST}


def test_a_moment_of_one_employment_stays_its_own_however_its_days_move() -> None:
    assert month_6_of(SECOND, fact("hire_corrected", SECOND, hire_date="2027-11-20")) == {SECOND}
    assert month_6_of(SECOND, fact("leaving_changed", FIRST, last_day="2027-11-10")) == {SECOND}
    assert month_6_of(FIRST, fact("hire_corrected", SECOND, hire_date="2027-12-02")) == {FIRST}
