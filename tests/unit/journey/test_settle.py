"""What a touchpoint ought to be follows from how things are, not from what happened in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journey.domain.cases import BEYOND_DAYS
from services.journey.domain.hand import applied
from services.journey.domain.intent import MOVE, TAKE_BACK, Intent, Selection
from services.journey.domain.occurrences import horizon
from services.journey.domain.rule import Offset, Plan
from services.journey.domain.settle import settle_all
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import Touchpoint
from services.journey.policy import first_plans
from shared.calendar.window import is_open
from shared.calendar.working import WorkCalendar
from tests.unit.journey.spells import FIRST_SPELL, NOW, SECOND_SPELL, spell, terms


def settled(spells: list[Spell], known: list[Touchpoint], at: Terms) -> list[Touchpoint]:
    """Return all touchpoints after settling, in the order of the plan."""
    outcome = settle_all(spells, known, at)
    changed = {change.after.id: change.after for change in outcome.changed}
    return [changed.get(one.id, one) for one in known] + outcome.added


def looks(touchpoints: list[Touchpoint]) -> list[Any]:
    """Return everything about touchpoints but their ids and how often they changed."""
    return sorted(
        (one._replace(id=UUID(int=0), sequence=0) for one in touchpoints),
        key=lambda one: (one.spell_id, one.rule),
    )


def test_a_newcomer_gets_five_moments_each_in_the_window_of_a_working_day() -> None:
    outcome = settle_all([spell()], [], terms())
    assert [one.due_date for one in outcome.added] == [
        date(2026, 3, 9),
        date(2026, 4, 2),
        date(2026, 6, 2),
        date(2026, 9, 2),
        date(2027, 2, 2),
    ]
    assert {one.state for one in outcome.added} == {"planned"}
    assert all(is_open(one.send_at, "Europe/Amsterdam", calendar=WorkCalendar("NL")) for one in outcome.added)
    assert all(one.closes_on >= one.due_date + timedelta(days=21) for one in outcome.added)


def test_a_due_date_on_a_holiday_leaves_on_the_next_working_day_and_has_as_long_to_answer() -> None:
    kings_day = spell(hire_date=date(2026, 4, 20))
    [first, *_] = settle_all([kings_day], [], terms()).added
    assert first.due_date == date(2026, 4, 27)
    assert first.send_at.date() == date(2026, 4, 28)
    assert first.closes_on == date(2026, 5, 19)


def test_settling_twice_changes_nothing() -> None:
    known = settle_all([spell()], [], terms()).added
    again = settle_all([spell()], known, terms(now=NOW + timedelta(hours=1)))
    assert (again.added, again.changed) == ([], [])


def test_what_was_missed_of_late_is_recorded_what_lies_further_back_is_history() -> None:
    added = settle_all([spell(hire_date=date(2025, 9, 1))], [], terms()).added
    assert [(one.rule, one.state, one.reason) for one in added] == [
        ("month_6", "planned", "late"),
        ("month_11", "planned", None),
    ]
    assert added[0].due_date == date(2026, 3, 1)
    assert added[0].send_at == NOW
    weeks_late = settle_all([spell(hire_date=date(2026, 1, 5))], [], terms()).added
    assert [(one.rule, one.state, one.reason) for one in weeks_late][:2] == [
        ("week_1", "skipped", "too_late"),
        ("month_1", "skipped", "too_late"),
    ]


@pytest.mark.parametrize(("days_ago", "state"), [(14, "planned"), (15, "skipped")])
def test_the_catch_up_window_includes_its_last_day(days_ago: int, state: str) -> None:
    hired = NOW.date() - timedelta(days=days_ago + 7)
    [first, *_] = settle_all([spell(hire_date=hired)], [], terms()).added
    assert (first.rule, first.state) == ("week_1", state)


def test_a_corrected_hire_date_moves_what_is_planned_and_nothing_else() -> None:
    [first, *rest] = settle_all([spell()], [], terms()).added
    left = first._replace(state="due", released_at=NOW)
    outcome = settle_all([spell(hire_date=date(2026, 3, 16))], [left, *rest], terms())
    assert outcome.added == []
    assert [change.after.rule for change in outcome.changed] == ["month_1", "month_3", "month_6", "month_11"]
    assert outcome.changed[0].after.due_date == date(2026, 4, 16)


def test_a_hire_date_that_was_years_off_revives_what_was_skipped_for_being_too_late() -> None:
    known = settle_all([spell(hire_date=date(2026, 1, 19))], [], terms()).added
    assert [one.state for one in known][:2] == ["skipped", "planned"]
    after = settled([spell()], known, terms())
    assert {(one.state, one.reason) for one in after} == {("planned", None)}
    assert settle_all([spell(hire_date=date(2006, 3, 2))], [], terms()).added == []


def test_a_leaver_gets_nothing_more_and_one_who_stays_after_all_does() -> None:
    known = settle_all([spell()], [], terms()).added
    leaving = settled([spell(state="leaving")], known, terms())
    assert {(one.state, one.reason) for one in leaving} == {("cancelled", "leaving")}
    assert looks(settled([spell()], leaving, terms())) == looks(known)


def test_what_has_left_is_cancelled_by_a_leaving_and_never_leaves_again() -> None:
    [first, *_] = settle_all([spell()], [], terms()).added
    out = first._replace(state="due", released_at=NOW)
    [cancelled, *_] = settled([spell(state="leaving")], [out], terms())
    assert (cancelled.state, cancelled.reason) == ("cancelled", "leaving")
    assert settled([spell()], [cancelled], terms())[0] == cancelled


def test_who_was_asked_before_the_first_day_may_answer_on_it_and_nothing_takes_that_back() -> None:
    # We heard of it eight days before the first day: what should have left six days ago leaves now.
    newcomer = spell(state="expected", hire_date=date(2026, 3, 10))
    [welcome, *_] = settle_all([newcomer], [], terms()).added
    assert (welcome.rule, welcome.reason, welcome.closes_on) == ("before_start", "late", date(2026, 3, 10))
    out, begun = welcome._replace(state="due", released_at=NOW), replace(newcomer, state="active")
    first_day = terms(now=datetime(2026, 3, 10, 9, 0, tzinfo=UTC))
    assert settled([begun], [out], first_day)[0] == out
    assert settled([replace(begun, state="leaving")], [out], first_day)[0].reason == "leaving"
    missed = settled([begun], [welcome], first_day)[0]
    assert (missed.state, missed.reason) == ("cancelled", "begun")


@pytest.mark.parametrize("state", ["answered", "declined", "expired"])
def test_what_is_over_stays_as_it_is(state: str) -> None:
    [first, *_] = settle_all([spell()], [], terms()).added
    over = first._replace(state=state, released_at=NOW)
    for now_is in (spell(state="left"), spell(deceased=True), spell(hire_date=date(2020, 1, 1))):
        assert settled([now_is], [over], terms())[0] == over


def test_death_stops_everything() -> None:
    known = settle_all([spell()], [], terms()).added
    out = [known[0]._replace(state="due", released_at=NOW), *known[1:]]
    after = settled([spell(deceased=True)], out, terms())
    assert {(one.state, one.reason) for one in after} == {("cancelled", "died")}


def test_somebody_who_came_back_gets_the_moments_of_the_new_employment_only() -> None:
    first = spell(hire_date=date(2024, 1, 1), state="left")
    second = spell(spell_id=SECOND_SPELL)
    outcome = settle_all([first, second], [], terms())
    assert [(one.spell_id, one.state) for one in outcome.added] == [(SECOND_SPELL, "planned")] * 5


def test_an_employment_that_is_gone_takes_its_moments_along_with_the_reason() -> None:
    known = settle_all([spell()], [], terms()).added
    outcome = settle_all([], known, terms(gone="merged"))
    after = [change.after for change in outcome.changed]
    assert len(after) == 5
    assert {(one.state, one.reason) for one in after} == {("cancelled", "merged")}


def test_a_rule_that_left_the_plan_cancels_what_has_not_left_yet() -> None:
    known = settle_all([spell()], [], terms()).added
    out = [known[0]._replace(state="due", released_at=NOW), *known[1:]]
    smaller = Plan("onboarding", 2, first_plans()["onboarding"].rules[3:])
    after = settled([spell()], out, terms(plans={"onboarding": smaller}))
    assert [(one.rule, one.state, one.reason) for one in after[:2]] == [
        ("week_1", "due", None),
        ("month_1", "cancelled", "not_in_plan"),
    ]


def test_another_zone_moves_the_moment_and_not_the_date() -> None:
    known = settle_all([spell()], [], terms()).added
    outcome = settle_all([spell(zone="America/New_York")], known, terms())
    assert len(outcome.changed) == 5
    for change in outcome.changed:
        assert change.after.due_date == change.before.due_date
        assert 9 <= change.after.send_at.astimezone(ZoneInfo("America/New_York")).hour < 11


def test_a_late_one_keeps_its_moment_when_looked_at_again() -> None:
    late = spell(hire_date=date(2026, 2, 18))
    evening = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    known = settle_all([late], [], terms(now=evening)).added
    assert known[0].send_at.date() == date(2026, 3, 3)
    assert known[0].reason == "late"
    after = settle_all([late], known, terms(now=known[0].send_at + timedelta(minutes=5)))
    assert after.changed == []


STEPS = st.lists(
    st.sampled_from(
        [
            spell(),
            spell(hire_date=date(2026, 3, 16)),
            spell(hire_date=date(2025, 6, 1)),
            spell(state="expected", hire_date=date(2026, 5, 1)),
            spell(state="leaving"),
            spell(state="left"),
            spell(zone="Asia/Tokyo"),
            spell(calendar=WorkCalendar("BE", None, frozenset({1, 2}))),
        ]
    ),
    max_size=8,
)


@given(ways=st.tuples(STEPS, STEPS), end=STEPS.filter(bool).map(lambda steps: steps[-1]))
def test_by_whatever_way_things_came_to_be_as_they_are_the_touchpoints_are_the_same(
    ways: tuple[list[Spell], list[Spell]], end: Spell
) -> None:
    results = []
    for way in ways:
        known: list[Touchpoint] = []
        for step in [*way, end]:
            known = settled([step], known, terms())
        # What came and went on the way is kept with its reason; what will come is the same.
        results.append(looks([one for one in known if one.state == "planned"]))
        assert {one.spell_id for one in known} <= {FIRST_SPELL}
    assert results[0] == results[1]


def test_who_is_paused_keeps_what_is_ahead_and_misses_what_comes_due() -> None:
    away = spell(paused=True)
    ahead = settled([away], [], terms())
    assert {one.state for one in ahead} == {"planned"}
    later = terms(now=NOW + timedelta(days=8))
    assert [(one.state, one.reason) for one in settled([away], ahead, later)][:2] == [
        ("skipped", "paused"),
        ("planned", None),
    ]
    back = settled([spell()], settled([away], ahead, later), later)
    assert (back[0].state, back[0].reason) == ("planned", "late")


def test_what_was_skipped_by_hand_stays_so_whatever_changes() -> None:
    [first, *_] = settled([spell()], [], terms())
    skipped = first._replace(state="skipped", reason="hand_asked")
    moved = settled([spell(hire_date=date(2026, 3, 9))], [skipped], terms())
    assert moved[0] == skipped


def test_a_moment_that_a_hand_gave_is_the_same_after_leaving_and_staying_after_all() -> None:
    [first, *_] = settled([spell()], [], terms())
    intent = Intent(kind=MOVE, who=Selection(), day=date(2026, 3, 17))
    moved = applied(intent, UUID(int=3), [(first.person_id, first.id)], [spell()], [first], terms())
    known = [moved.changed[0].after]
    for state in ("leaving", "leaving", "active"):
        [known[0], *_] = settled([spell(state=state)], known, terms())
        assert known[0].send_at == moved.changed[0].after.send_at
    assert known[0].state == "planned"


@pytest.mark.parametrize("deed", [MOVE, TAKE_BACK])
def test_what_a_hand_gives_back_after_its_day_says_that_it_is_late(deed: str) -> None:
    [first, *_] = settled([spell()], [], terms())
    there = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
    moved = {"moved_to": there.date(), "moved_because": "hand_moved", "reason": "hand_moved"}
    skipped = {"state": "skipped", "reason": "hand_other"}
    known = first._replace(send_at=there, **(moved if deed == MOVE else skipped))
    at = terms(now=datetime(2026, 3, 13, 9, 0, tzinfo=UTC))
    intent = Intent(kind=deed, who=Selection())
    done = applied(intent, UUID(int=3), [(first.person_id, first.id)], [spell()], [known], at)
    [back, *_] = settled([spell()], [done.changed[0].after], at)
    assert (back.state, back.reason) == ("planned", "late")
    assert settled([spell()], [back], at)[0] == back


def test_what_comes_back_every_year_is_not_caught_up_for_who_came_in_with_a_file() -> None:
    stay = terms(plans={"stay": first_plans()["stay"]})
    years_ago = spell(hire_date=date(2021, 8, 30))
    assert [one.due_date.year for one in settle_all([years_ago], [], stay).added] == list(range(2027, 2032))
    today = spell(hire_date=date(2021, 9, 2))
    assert settle_all([today], [], stay).added[0].due_date == NOW.date()


def test_a_plan_that_narrows_does_not_take_back_what_has_left_but_leaving_does() -> None:
    wide = first_plans()["onboarding"]
    narrow = replace(
        wide, version=2, rules=tuple(replace(one, live_while=frozenset({"expected"})) for one in wide.rules)
    )
    [first, *_] = settle_all([spell()], [], terms()).added
    sent = first._replace(state="due", released_at=first.send_at)
    later = terms(
        plans={"onboarding": narrow}, now=NOW + timedelta(days=8), earlier={("onboarding", 1): wide}
    )
    assert settle_all([spell()], [sent], later).changed == []
    gone = replace(later, plans={})
    assert settle_all([spell()], [sent], gone).changed == []
    for at in (later, gone):
        [change] = settle_all([spell(state="leaving")], [sent], at).changed
        assert (change.after.state, change.after.reason) == ("cancelled", "leaving")


def test_what_a_later_rule_carries_past_the_horizon_moves_and_does_not_come_and_go() -> None:
    stay = first_plans()["stay"]
    later = Plan("stay", 2, tuple(replace(one, after=Offset("months", 19)) for one in stay.rules))
    at, then = terms(plans={"stay": stay}), terms(plans={"stay": later})
    here = [spell(hire_date=date(2025, 8, 25))]
    before = settled(here, [], at)
    outcome = settle_all(here, before, then)
    assert outcome.added == []
    assert {(one.before.state, one.after.state) for one in outcome.changed} == {("planned", "planned")}
    assert len(outcome.changed) == len(before)
    last_day = horizon(NOW.date(), 60)
    last = max(before, key=lambda one: one.due_date).id
    carried = next(one.after for one in outcome.changed if one.after.id == last)
    assert carried.due_date > last_day
    # Settled again, and in a month when the horizon has reached it, it stays as it is.
    after = settled(here, before, then)
    assert settle_all(here, after, then).changed == []
    in_a_month = settle_all(here, after, replace(then, now=NOW + timedelta(days=31)))
    assert in_a_month.changed == []


def test_what_a_rarer_rule_carries_years_away_is_taken_back() -> None:
    stay = first_plans()["stay"]
    rarer = Plan("stay", 2, tuple(replace(one, every=Offset("months", 48)) for one in stay.rules))
    here = [spell(hire_date=date(2025, 1, 20))]
    after = settled(here, settled(here, [], terms(plans={"stay": stay})), terms(plans={"stay": rarer}))
    last = horizon(NOW.date(), 60) + timedelta(days=BEYOND_DAYS)
    assert {one.state for one in after} == {"planned", "cancelled"}
    assert all(one.due_date <= last for one in after if one.state == "planned")
