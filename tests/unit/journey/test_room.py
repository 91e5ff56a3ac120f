"""What fits beside what, and what late, absent and waiting moments do to it. Each was found by a life (see lives)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.journey.domain.budget import Budget
from services.journey.domain.reading import read_plan
from services.journey.domain.release import release_all
from services.journey.domain.rule import Plan
from services.journey.domain.settle import settle_all
from services.journey.domain.spell import Absence, Spell, employments
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import Touchpoint
from services.journey.policy import first_plans
from shared.calendar.working import WorkCalendar, days_off
from shared.kernel.ids import new_id
from tests.unit.journey.spells import FIRST_SPELL, NOW, SECOND_SPELL, spell, terms


def one_rule(name: str, days: int, **more: Any) -> dict[str, Any]:
    rule = {"rule": name, "anchor": "hire_date", "after": {"days": days}, "closes_after": {"days": 21}}
    return {**rule, "while": ["active"], "tolerance_days": 14, **more}


def plan(*rules: dict[str, Any], programme: str = "onboarding") -> dict[str, Plan]:
    return {programme: read_plan(programme, 1, list(rules))}


def after(
    spells: list[Spell], known: list[Touchpoint], at: Terms, *, leave: bool = False
) -> list[Touchpoint]:
    outcome = (release_all if leave else settle_all)(spells, known, at)
    changed = {change.after.id: change.after for change in outcome.changed}
    return [changed.get(one.id, one) for one in known] + outcome.added


def outcomes(touchpoints: list[Touchpoint]) -> list[tuple[str, str, str | None]]:
    return [(one.rule, one.state, one.reason) for one in touchpoints]


def test_two_that_are_both_late_do_not_leave_on_one_day() -> None:
    numbers = {"catch_up_days": 30, "budget": Budget(7, 8)}
    at = terms(plans=plan(one_rule("early", 7), one_rule("later", 16)), **numbers)
    known = after([spell()], [], at)
    assert outcomes(known) == [("early", "planned", None), ("later", "planned", None)]
    stood_still = replace(at, now=datetime(2026, 3, 19, 10, 0, tzinfo=UTC))
    left = after([spell()], known, stood_still, leave=True)
    assert outcomes(left) == [("early", "due", "outside_window"), ("later", "planned", "room")]
    assert left[1].send_at.date() == date(2026, 3, 26)


def test_what_waits_for_the_next_window_or_for_hr_pushes_what_comes_after_it_along() -> None:
    at = terms(plans=plan(one_rule("early", 7), one_rule("later", 28)))
    known = after([spell()], [], at)
    evening = replace(at, now=datetime(2026, 3, 9, 18, 0, tzinfo=UTC))
    unseen = replace(at, now=datetime(2026, 3, 9, 11, 0, tzinfo=UTC), unseen=frozenset({"onboarding"}))
    for moved in (evening, unseen):
        found = after([spell()], known, moved, leave=True)
        assert [one.send_at.date() for one in found] == [date(2026, 3, 10), date(2026, 3, 31)]
        assert after([spell()], found, moved) == found


def test_what_had_no_room_does_not_come_back_as_late_when_its_day_is_over() -> None:
    at = terms(plans=plan(one_rule("first", 7), one_rule("second", 10, tolerance_days=3)))
    known = after([spell()], [], at)
    assert outcomes(known) == [("first", "planned", None), ("second", "skipped", "budget")]
    left = after([spell()], known, replace(at, now=known[0].send_at), leave=True)
    for days in range(4, 40):
        later = replace(at, now=NOW + timedelta(days=7 + days))
        assert outcomes(after([spell()], left, later))[1] == ("second", "skipped", "budget")


def test_what_goes_along_follows_where_the_other_moves_to_and_is_on_its_own_where_that_does_not_come() -> (
    None
):
    at = terms(plans=plan(one_rule("first", 7), one_rule("second", 8, merges_with=["first"])))
    known = after([spell()], [], at)
    assert outcomes(known)[1] == ("second", "skipped", "together")
    stood_still = replace(at, now=datetime(2026, 3, 12, 10, 0, tzinfo=UTC))
    left = after([spell()], known, stood_still, leave=True)
    assert (left[0].state, left[1].detail) == ("due", "onboarding.first 2026-03-12")
    without = [known[0]._replace(state="skipped", reason="hand_other"), known[1]]
    assert outcomes(after([spell()], without, stood_still))[1] == ("second", "planned", "late")


def test_tolerance_counts_from_the_day_itself_however_often_it_is_moved() -> None:
    rules = plan(one_rule("check", 28, tolerance_days=10)) | plan(
        one_rule("form", 26), one_rule("again", 50), programme="exit"
    )
    at = terms(plans={"exit": rules["exit"], "onboarding": rules["onboarding"]}, budget=Budget(7, 8))
    known = after([spell()], [], at)
    check = next(one for one in known if one.rule == "check")
    assert (check.reason, check.send_at.date()) == ("room", date(2026, 4, 7))
    later = replace(at, now=datetime(2026, 4, 6, 20, 0, tzinfo=UTC), budget=Budget(15, 8))
    assert ("check", "skipped", "budget") in outcomes(after([spell()], known, later))


def test_closed_weeks_longer_than_what_is_caught_up_skip_nothing() -> None:
    shut = frozenset(date(2026, 3, 5) + timedelta(days=n) for n in range(25))
    away = spell(calendar=WorkCalendar("NL", closed=shut))
    known = after([away], [], terms())
    assert known[0].send_at.date() == date(2026, 3, 30)
    assert after([away], known, terms(now=datetime(2026, 3, 27, 9, 0, tzinfo=UTC)))[0] == known[0]
    first_heard = after([away], [], terms(now=datetime(2026, 3, 27, 9, 0, tzinfo=UTC)))
    assert outcomes(first_heard)[0] == ("week_1", "planned", None)


def test_a_moment_that_moved_into_an_absence_waits_for_the_return() -> None:
    absence = Absence(new_id(), date(2026, 3, 14), date(2026, 3, 22))
    saturday = spell(hire_date=date(2026, 3, 7), absences=(absence,))
    [first, *_] = after([saturday], [], terms())
    assert (first.due_date, first.send_at.date(), first.reason) == (
        date(2026, 3, 14), date(2026, 3, 23), "after_absence",
    )  # fmt: skip
    two = replace(absence, first_day=date(2026, 3, 23), last_day=date(2026, 3, 24))
    [first, *_] = after([replace(saturday, absences=(absence, two))], [], terms())
    assert first.send_at.date() == date(2026, 3, 25)


def test_what_is_late_is_not_kept_for_after_a_long_absence_that_begins_before_it_can_leave() -> None:
    # A simulation found it: who works on one day a week would have been asked three months later, until the absence
    # had begun; then not at all.
    mondays = WorkCalendar("NL", None, days_off("mon"))
    at = terms(plans=plan(one_rule("early", 7)), catch_up_days=14)
    known = after([spell(calendar=mondays)], [], at)
    assert known[0].send_at.date() == date(2026, 3, 9)
    away = spell(calendar=mondays, absences=(Absence(new_id(), date(2026, 3, 13), date(2026, 6, 12)),))
    missed = replace(at, now=datetime(2026, 3, 10, 9, 0, tzinfo=UTC))
    found = after([away], known, missed, leave=True)
    assert outcomes(found) == [("early", "skipped", "absent")]
    for days in (0, 3, 6, 20, 100):
        assert after([away], found, replace(missed, now=missed.now + timedelta(days=days))) == found
    briefly = replace(away, absences=(Absence(new_id(), date(2026, 3, 13), date(2026, 3, 16)),))
    [waits] = after([briefly], known, missed, leave=True)
    assert (waits.state, waits.reason, waits.send_at.date()) == (
        "planned",
        "after_absence",
        date(2026, 3, 23),
    )


def test_what_was_skipped_for_an_absence_from_tomorrow_on_does_not_leave_today_after_all() -> None:
    at = terms(plans=plan(one_rule("early", 7)), now=datetime(2026, 3, 10, 9, 0, tzinfo=UTC))
    unseen = replace(at, unseen=frozenset({"onboarding"}))
    away = spell(absences=(Absence(new_id(), date(2026, 3, 11), date(2026, 6, 12)),))
    known = after([spell()], [], terms(plans=at.plans))
    found = after([away], known, unseen, leave=True)
    assert outcomes(found) == [("early", "skipped", "absent")]
    assert after([away], found, at) == found
    assert outcomes(after([spell()], found, at)) == [("early", "planned", "late")]


def test_a_day_that_was_given_and_turns_out_to_be_in_a_long_absence_is_looked_for_anew_from_today() -> None:
    at = terms(plans=plan(one_rule("first", 7), one_rule("second", 10, tolerance_days=30)))
    known = after([spell()], [], at)
    assert [(one.reason, one.send_at.date()) for one in known] == [
        (None, date(2026, 3, 9)),
        ("room", date(2026, 3, 30)),
    ]
    skipped = [known[0]._replace(state="skipped", reason="hand_other"), known[1]]
    away = spell(absences=(Absence(new_id(), date(2026, 3, 20), date(2026, 6, 12)),))
    missed = replace(at, now=datetime(2026, 3, 17, 9, 0, tzinfo=UTC))
    [_, second] = after([away], skipped, missed)
    assert (second.state, second.reason, second.send_at) == ("planned", "late", missed.now)


def test_what_had_no_room_does_not_come_back_by_a_pause_on_its_day() -> None:
    at = terms(plans=plan(one_rule("first", 7), one_rule("second", 10, tolerance_days=3)))
    known = after([spell()], [], at)
    left = after([spell()], known, replace(at, now=known[0].send_at), leave=True)
    assert outcomes(left)[1] == ("second", "skipped", "budget")
    on_the_day = replace(at, now=datetime(2026, 3, 13, 9, 0, tzinfo=UTC))
    assert after([spell(paused=True)], left, on_the_day) == left


def test_what_went_along_with_something_that_has_no_room_any_more_stands_alone_at_once() -> None:
    # A life found it: only a second look saw that there was nothing to go along with.
    rules = (one_rule("early", 1), one_rule("first", 7), one_rule("second", 8, merges_with=["first"]))
    at = terms(plans=plan(*rules), budget=Budget(5, 8))
    known = after([spell()], [], at)
    assert outcomes(known)[1:] == [("first", "planned", None), ("second", "skipped", "together")]
    left = after([spell()], known, replace(at, now=known[0].send_at), leave=True)
    unseen = replace(at, now=datetime(2026, 3, 10, 16, 0, tzinfo=UTC), unseen=frozenset({"onboarding"}))
    waits = after([spell()], left, unseen, leave=True)
    assert outcomes(waits)[1:] == [("first", "planned", "unseen"), ("second", "skipped", "together")]
    fewer = replace(unseen, budget=Budget(5, 1))
    found = after([spell()], waits, fewer)
    assert outcomes(found)[1:] == [("first", "skipped", "budget"), ("second", "skipped", "budget")]
    assert after([spell()], found, fewer) == found


def test_a_pause_takes_nothing_away_whose_day_has_been_moved_to_later() -> None:
    at = terms(plans=plan(one_rule("first", 7), one_rule("second", 10, tolerance_days=30)))
    known = after([spell()], [], at)
    left = after([spell()], known, replace(at, now=known[0].send_at), leave=True)
    assert (left[1].reason, left[1].send_at.date()) == ("room", date(2026, 3, 30))
    paused = spell(paused=True)
    own_day_over = replace(at, now=datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    assert after([paused], left, own_day_over) == left
    on_the_day = replace(at, now=left[1].send_at)
    assert outcomes(after([paused], left, on_the_day, leave=True))[1] == ("second", "skipped", "paused")
    assert outcomes(after([spell()], left, on_the_day, leave=True))[1] == ("second", "due", "room")


def test_a_horizon_that_comes_nearer_takes_nothing_back() -> None:
    known = after([spell()], [], terms(horizon_months=12))
    assert after([spell()], known, terms(horizon_months=3)) == known


def test_who_was_asked_when_leaving_may_answer_after_the_last_day_and_who_is_newly_hired_may_not() -> None:
    plans = first_plans()
    leaver = spell(state="leaving", notice_date=date(2026, 2, 26), last_day=date(2026, 3, 31))
    at = terms(plans={"exit": plans["exit"]})
    [invitation, *rest] = after([leaver], [], at)
    out = invitation._replace(state="due", released_at=NOW)
    gone = replace(leaver, state="left")
    assert after([gone], [out], replace(at, now=datetime(2026, 4, 1, 9, 0, tzinfo=UTC)))[0] == out
    assert outcomes(after([replace(leaver, state="active")], [out], at))[0] == (
        "invitation",
        "cancelled",
        "gone",
    )
    assert {one.state for one in after([gone], rest, at)[:1]} == {"cancelled"}


def test_who_is_back_is_not_asked_any_more_as_somebody_who_left() -> None:
    plans = first_plans()
    left = spell(
        hire_date=date(2024, 1, 1), state="left", last_day=date(2026, 1, 31), leave_kind="resignation"
    )
    at = terms(plans={"alumni": plans["alumni"]})
    known = after([left], [], at)
    assert outcomes(known) == [("invitation", "planned", None)]
    coming = spell(spell_id=SECOND_SPELL, state="expected", hire_date=date(2026, 3, 20))
    assert after([left, coming], known, at) == known
    assert outcomes(after([left, replace(coming, state="active")], known, at)) == [
        ("invitation", "cancelled", "back")
    ]


def test_a_return_changes_nothing_about_what_had_ended_with_the_employment_before() -> None:
    # A simulation found it: with the horizon, night by night, what was cancelled long ago got another reason.
    known = after([spell(hire_date=date(2025, 12, 1))], [], terms())
    left = spell(
        hire_date=date(2025, 12, 1), state="left", last_day=date(2026, 3, 1), leave_kind="resignation"
    )
    ended = after([left], known, terms())
    assert {(one.state, one.reason) for one in ended if one.due_date > NOW.date()} == {
        ("cancelled", "leaving")
    }
    later = terms(now=datetime(2026, 4, 20, 9, 0, tzinfo=UTC))
    back = spell(spell_id=SECOND_SPELL, hire_date=date(2026, 4, 20))
    assert after([left, back], ended, later)[: len(ended)] == ended


def test_who_never_began_in_between_does_not_part_two_employments_that_touch() -> None:
    first = spell(hire_date=date(2025, 1, 1), state="left", last_day=date(2026, 2, 27))
    never = spell(spell_id=new_id(), hire_date=date(2026, 3, 1), state="never_started")
    second = spell(spell_id=SECOND_SPELL, hire_date=date(2026, 3, 2))
    found = employments([first, never, second], 7)
    assert (found[0].spell_id, found[0].current_id) == (FIRST_SPELL, SECOND_SPELL)
    assert not found[0].returned


def test_who_is_expected_is_planned_for_the_years_at_work_as_well_since_no_fact_tells_of_the_first_day() -> (
    None
):
    at = terms(plans={"stay": first_plans()["stay"]}, horizon_months=24)
    coming = spell(hire_date=date(2026, 4, 1), state="expected")
    known = after([coming], [], at)
    assert outcomes(known) == [("yearly", "planned", None)]
    begun = replace(at, now=datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
    assert after([replace(coming, state="active")], known, begun) == known
