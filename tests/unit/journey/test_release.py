"""What may leave when its moment has come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.journey.domain.plan import Plan
from services.journey.domain.release import release
from services.journey.domain.settle import settle_all
from services.journey.domain.touchpoint import Touchpoint
from services.journey.policy import default_plan
from tests.unit.journey.spells import spell, terms

KNOWN = settle_all([spell()], [], terms()).added
FIRST = KNOWN[0]
ON_TIME = terms(now=FIRST.send_at + timedelta(minutes=1))


def outcome(one: Touchpoint) -> tuple[str, str | None]:
    return one.state, one.reason


def test_in_its_window_it_leaves_and_the_instant_is_kept() -> None:
    after = release(FIRST, spell(), ON_TIME)
    assert outcome(after) == ("due", None)
    assert after.released_at == ON_TIME.now


def test_late_in_the_same_window_is_still_on_time() -> None:
    afternoon = datetime(2026, 3, 9, 15, 59, tzinfo=UTC)
    assert outcome(release(FIRST, spell(), terms(now=afternoon))) == ("due", None)


def test_late_after_hours_moves_to_the_next_window_with_the_reason() -> None:
    evening = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)
    after = release(FIRST, spell(), terms(now=evening))
    assert outcome(after) == ("planned", "outside_window")
    assert after.send_at.date() == date(2026, 3, 10)
    assert after.closes_on == FIRST.closes_on + timedelta(days=1)
    next_morning = terms(now=after.send_at)
    assert outcome(release(after, spell(), next_morning)) == ("due", "outside_window")


def test_a_house_that_stood_still_for_weeks_does_not_ask_about_a_first_week_long_past() -> None:
    after = release(FIRST, spell(), terms(now=FIRST.send_at + timedelta(days=20)))
    assert outcome(after) == ("skipped", "too_late")


def test_whoever_left_died_or_vanished_meanwhile_gets_nothing() -> None:
    assert outcome(release(FIRST, spell(state="leaving"), ON_TIME)) == ("cancelled", "leaving")
    assert outcome(release(FIRST, spell(deceased=True), ON_TIME)) == ("cancelled", "died")
    assert outcome(release(FIRST, None, ON_TIME)) == ("cancelled", "gone")


def test_a_hire_date_corrected_at_the_last_minute_holds_the_letter_back() -> None:
    after = release(FIRST, spell(hire_date=date(2026, 4, 6)), ON_TIME)
    assert outcome(after) == ("planned", None)
    assert after.due_date == date(2026, 4, 13)


def test_a_move_to_another_zone_at_the_last_minute_waits_for_the_window_there() -> None:
    after = release(FIRST, spell(zone="America/Los_Angeles"), ON_TIME)
    assert outcome(after) == ("planned", None)
    assert after.send_at > ON_TIME.now


def test_a_rule_that_left_the_plan_does_not_leave() -> None:
    without = terms(now=ON_TIME.now, plan=Plan(2, default_plan().rules[1:]))
    assert outcome(release(FIRST, spell(), without)) == ("cancelled", "not_in_plan")
