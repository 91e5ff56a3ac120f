"""What may leave when its moment has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from services.journey.domain.release import release_all
from services.journey.domain.rule import Plan
from services.journey.domain.settle import settle_all
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import Touchpoint
from services.journey.policy import first_plans
from tests.unit.journey.spells import spell, terms

FIRST = settle_all([spell()], [], terms()).added[0]
ON_TIME = terms(now=FIRST.send_at + timedelta(minutes=1))


def released(one: Touchpoint, who: Spell, at: Terms, *, unseen: tuple[str, ...] = ()) -> Touchpoint:
    """Return a touchpoint settled and, where it may, released, as the sweep does it."""
    outcome = release_all([who], [one], replace(at, unseen=frozenset(unseen)))
    return next((change.after for change in outcome.changed if change.after.id == one.id), one)


def outcome(one: Touchpoint) -> tuple[str, str | None]:
    return one.state, one.reason


def test_in_its_window_it_leaves_and_the_instant_is_kept() -> None:
    after = released(FIRST, spell(), ON_TIME)
    assert outcome(after) == ("due", None)
    assert after.released_at == ON_TIME.now


def test_late_in_the_same_window_is_still_on_time() -> None:
    afternoon = datetime(2026, 3, 9, 15, 59, tzinfo=UTC)
    assert outcome(released(FIRST, spell(), terms(now=afternoon))) == ("due", None)


def test_late_after_hours_moves_to_the_next_window_with_the_reason() -> None:
    evening = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)
    after = released(FIRST, spell(), terms(now=evening))
    assert outcome(after) == ("planned", "outside_window")
    assert after.send_at.date() == date(2026, 3, 10)
    assert after.closes_on == FIRST.closes_on + timedelta(days=1)
    next_morning = terms(now=after.send_at)
    assert outcome(released(after, spell(), next_morning)) == ("due", "outside_window")


def test_a_house_that_stood_still_for_weeks_does_not_ask_about_a_first_week_long_past() -> None:
    after = released(FIRST, spell(), terms(now=FIRST.send_at + timedelta(days=20)))
    assert outcome(after) == ("skipped", "too_late")


def test_whoever_left_or_died_meanwhile_gets_nothing() -> None:
    assert outcome(released(FIRST, spell(state="leaving"), ON_TIME)) == ("cancelled", "leaving")
    assert outcome(released(FIRST, spell(deceased=True), ON_TIME)) == ("cancelled", "died")
    assert outcome(released(FIRST, spell(state="never_started"), ON_TIME)) == ("cancelled", "never_started")


def test_a_hire_date_corrected_at_the_last_minute_holds_the_letter_back() -> None:
    after = released(FIRST, spell(hire_date=date(2026, 4, 6)), ON_TIME)
    assert outcome(after) == ("planned", None)
    assert after.due_date == date(2026, 4, 13)


def test_a_move_to_another_zone_at_the_last_minute_waits_for_the_window_there() -> None:
    after = released(FIRST, spell(zone="America/Los_Angeles"), ON_TIME)
    assert outcome(after) == ("planned", None)
    assert after.send_at > ON_TIME.now


def test_a_rule_that_left_the_plan_does_not_leave() -> None:
    smaller = Plan("onboarding", 2, first_plans()["onboarding"].rules[2:])
    without = terms(now=ON_TIME.now, plans={"onboarding": smaller})
    assert outcome(released(FIRST, spell(), without)) == ("cancelled", "not_in_plan")
    assert outcome(released(FIRST, spell(), terms(now=ON_TIME.now, plans={}))) == (
        "cancelled",
        "switched_off",
    )


def test_what_hr_has_not_seen_waits_day_by_day_and_leaves_in_the_window_of_the_next() -> None:
    held = released(FIRST, spell(), ON_TIME, unseen=("onboarding",))
    assert outcome(held) == ("planned", "unseen")
    assert held.send_at.date() == date(2026, 3, 10)
    again = released(held, spell(), terms(now=held.send_at), unseen=("onboarding",))
    assert again.send_at.date() == date(2026, 3, 11)
    assert outcome(released(held, spell(), terms(now=held.send_at))) == ("due", "seen")


def test_what_left_is_never_released_again() -> None:
    left = released(FIRST, spell(), ON_TIME)
    assert released(left, spell(), terms(now=ON_TIME.now + timedelta(days=1))) == left
    assert left._replace(state="answered") == released(left._replace(state="answered"), spell(), ON_TIME)
