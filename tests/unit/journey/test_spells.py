"""Which employments are one, and what that means for their moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.journey.domain.hand import applied
from services.journey.domain.intent import MOVE, SEND, Intent, Selection
from services.journey.domain.rule import Audience, Range
from services.journey.domain.settle import settle_all
from services.journey.domain.spell import Absence, Spell, employments
from services.journey.policy import first_plans
from tests.unit.journey.spells import FIRST_SPELL, NOW, PERSON, SECOND_SPELL, spell, terms

ALL = first_plans()


def renewed(gap: int, *, state: str = "left") -> list[Spell]:
    first = spell(state=state, last_day=date(2026, 8, 31))
    return [first, spell(spell_id=SECOND_SPELL, hire_date=first.last_day + timedelta(days=gap + 1))]  # type: ignore[operator]


def test_a_contract_that_is_renewed_is_no_new_beginning() -> None:
    [whole] = employments(renewed(0), 7)
    assert (whole.spell_id, whole.current_id, whole.hire_date, whole.state, whole.returned) == (
        FIRST_SPELL,
        SECOND_SPELL,
        date(2026, 3, 2),
        "active",
        False,
    )
    assert len(employments(renewed(7), 7)) == 1
    assert len(employments(renewed(8), 7)) == 2


def test_what_hr_sends_by_hand_to_an_employment_goes_on_when_that_turns_out_to_be_a_renewal() -> None:
    first, second = renewed(20)
    at = terms(now=datetime(2026, 9, 28, 8, 0, tzinfo=UTC))
    intent = Intent(kind=SEND, who=Selection(), programme="stay", ask="stay", day=date(2026, 10, 1))
    [sent] = applied(intent, UUID(int=3), [(PERSON, None)], [first, second], [], at).added
    [asked] = [one for one in settle_all([first, second], [], at).added if one.rule == "month_1"]
    open_still = asked._replace(id=UUID(int=4), rule="week_1", state="due", released_at=at.now)
    assert sent.spell_id == SECOND_SPELL
    corrected = [first, replace(second, hire_date=date(2026, 9, 2))]
    changed = {
        one.before.rule: one.after.reason
        for one in settle_all(corrected, [sent, asked, open_still], at).changed
    }
    assert changed == {"month_1": "gone"}
    there = sent._replace(send_at=at.now)
    moved = applied(replace(intent, kind=MOVE), UUID(int=3), [(PERSON, sent.id)], corrected, [there], at)
    assert [one.after.moved_to for one in moved.changed] == [date(2026, 10, 1)]


def test_who_works_here_and_once_did_not_come_back_is_sent_what_hr_sends_by_hand() -> None:
    here, never = spell(), spell(spell_id=SECOND_SPELL, hire_date=date(2026, 6, 1), state="never_started")
    intent = Intent(kind=SEND, who=Selection(), programme="stay", ask="stay", day=date(2026, 4, 1))
    done = applied(intent, UUID(int=3), [(PERSON, None)], [here, never], [], terms())
    assert [one.spell_id for one in done.added] == [FIRST_SPELL]


def test_while_the_next_contract_waits_nobody_is_leaving() -> None:
    first, second = renewed(0, state="leaving")
    [whole] = employments([first, replace(second, state="expected")], 7)
    assert whole.state == "active"
    plans = terms(plans={"onboarding": ALL["onboarding"], "exit": ALL["exit"]})
    assert {
        one.programme for one in settle_all([first, replace(second, state="expected")], [], plans).added
    } == {"onboarding"}


def test_a_weekend_between_two_contracts_takes_no_question_back() -> None:
    # A life found it: what had been asked a week before was cancelled on the Saturday.
    first, second = renewed(2)
    saturday = terms(now=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    between = [first, replace(second, state="expected")]
    [whole] = employments(between, 7)
    assert (whole.state, whole.current_id) == ("active", SECOND_SPELL)
    known = settle_all([replace(first, state="active")], [], terms()).added
    asked = [known[3]._replace(state="due", released_at=NOW), *known[4:]]
    assert settle_all(between, asked, saturday).changed == []


def test_who_comes_back_after_a_month_or_ten_years_has_come_back() -> None:
    first = spell(state="left", hire_date=date(2015, 1, 1), last_day=date(2016, 1, 1))
    for again in (date(2016, 2, 1), date(2026, 3, 2)):
        _, second = employments([first, spell(spell_id=SECOND_SPELL, hire_date=again)], 7)
        assert second.returned
        assert second.spell_id == SECOND_SPELL


def test_who_never_began_was_never_there() -> None:
    never = spell(state="never_started", hire_date=date(2026, 1, 5))
    [_, second] = employments([never, spell(spell_id=SECOND_SPELL)], 7)
    assert not second.returned
    outcome = settle_all([spell(state="never_started")], settle_all([spell()], [], terms()).added, terms())
    assert {(one.after.state, one.after.reason) for one in outcome.changed} == {
        ("cancelled", "never_started")
    }


def test_an_absence_holds_back_what_falls_in_it_until_the_return_if_that_is_soon_enough() -> None:
    away = Absence(UUID(int=1), date(2026, 3, 9), date(2026, 3, 20))
    [first, *_] = settle_all([spell(absences=(away,))], [], terms()).added
    assert (first.rule, first.state, first.reason) == ("week_1", "planned", "after_absence")
    assert first.send_at.date() == date(2026, 3, 23)
    long = replace(away, last_day=date(2026, 5, 31))
    added = settle_all([spell(absences=(long,))], [], terms()).added
    assert [(one.rule, one.state, one.reason) for one in added][:3] == [
        ("week_1", "skipped", "absent"),
        ("month_1", "skipped", "absent"),
        ("month_3", "planned", None),
    ]


def test_what_is_late_already_is_not_kept_for_a_return_that_is_too_far_off() -> None:
    # Ten thousand people found it: due a week ago, then away for four months, and asked 122 days late.
    away, at = (
        Absence(UUID(int=1), date(2026, 3, 12), date(2026, 7, 15)),
        terms(now=datetime(2026, 3, 13, 9, tzinfo=UTC)),
    )
    [first, *_] = settle_all([spell(absences=(away,))], [], at).added
    assert (first.rule, first.state, first.reason) == ("week_1", "skipped", "absent")
    assert settle_all([spell(absences=(away,))], [first], at).changed == []
    soon = replace(away, last_day=date(2026, 3, 18))
    [change, *_] = settle_all([spell(absences=(soon,))], [first], at).changed
    assert (change.after.state, change.after.reason, change.after.send_at.date()) == (
        "planned", "late", date(2026, 3, 19),
    )  # fmt: skip


def test_an_absence_without_an_end_holds_back_until_somebody_is_back_in_time() -> None:
    away = Absence(UUID(int=1), date(2026, 3, 5), None)
    known = settle_all([spell(absences=(away,))], [], terms()).added
    assert known[0].state == "planned"
    on_the_day = terms(now=known[0].send_at + timedelta(hours=1))
    [change] = settle_all([spell(absences=(away,))], known, on_the_day).changed
    assert (change.after.state, change.after.reason) == ("skipped", "absent")
    back = replace(away, last_day=date(2026, 3, 12))
    later = terms(now=datetime(2026, 3, 13, 9, tzinfo=UTC))
    known = [change.after, *known[1:]]
    again, month = settle_all([spell(absences=(back,))], known, later).changed
    assert (again.after.state, again.after.reason) == ("planned", "late")
    # What leaves that late pushes on what would follow it too soon.
    assert (month.after.rule, month.after.reason) == ("month_1", "room")


def test_who_leaves_is_asked_before_all_else_and_what_is_too_close_gives_way() -> None:
    newcomer = spell(
        state="leaving", notice_date=date(2026, 3, 2), last_day=date(2026, 3, 27), leave_kind="resignation"
    )
    added = settle_all([newcomer], [], terms(plans=ALL)).added
    assert [(one.programme, one.rule, one.state, one.reason) for one in added] == [
        ("exit", "invitation", "planned", None),
        ("exit", "form", "skipped", "together"),
    ]
    assert added[1].detail == "exit.invitation 2026-03-04"


def test_after_a_dismissal_somebody_asks_how_it_goes_after_a_resignation_nobody_does() -> None:
    def after(kind: str) -> set[str]:
        gone = spell(state="left", last_day=date(2026, 2, 27), leave_kind=kind)
        return {one.programme for one in settle_all([gone], [], terms(plans=ALL)).added}

    assert after("dismissal") == {"exit", "aftercare"}
    assert after("resignation") == {"exit", "alumni"}


def test_for_whom_names_the_first_thing_that_is_not_met() -> None:
    someone = spell(department_ids=frozenset({UUID(int=7)}), function="Analist", country="NL", hours=24.0)
    day = NOW.date()
    for audience, unmet in (
        (Audience(departments=frozenset({UUID(int=7)})), None),
        (Audience(departments=frozenset({UUID(int=8)})), "departments"),
        (Audience(functions=frozenset({"analist"})), None),
        (Audience(functions=frozenset({"monteur"})), "functions"),
        (Audience(countries=frozenset({"be"})), "countries"),
        (Audience(contracts=frozenset({"permanent"})), "contracts"),
        (Audience(hours=Range(12, 32)), None),
        (Audience(hours=Range(32, None)), "hours"),
        (Audience(tenure_months=Range(None, 6)), None),
        (Audience(tenure_months=Range(6, None)), "tenure_months"),
        (Audience(returned=True), "returned"),
    ):
        assert audience.unmet(someone, day) == unmet


def test_a_move_to_a_department_that_a_rule_is_not_for_cancels_it_with_the_reason() -> None:
    rule = ALL["onboarding"].rule("week_1")
    assert rule
    sales = replace(rule, audience=Audience(departments=frozenset({UUID(int=7)})))
    plans = {"onboarding": replace(ALL["onboarding"], rules=(sales,))}
    there = spell(department_id=UUID(int=7), department_ids=frozenset({UUID(int=7)}))
    known = settle_all([there], [], terms(plans=plans)).added
    assert len(known) == 1
    moved = replace(there, department_id=UUID(int=8), department_ids=frozenset({UUID(int=8)}))
    [change] = settle_all([moved], known, terms(plans=plans)).changed
    assert (change.after.state, change.after.reason) == ("cancelled", "not_for")
    assert settle_all([moved], [], terms(plans=plans)).added == []
    [back] = settle_all([there], [change.after], terms(plans=plans)).changed
    assert (back.after.state, back.after.reason) == ("planned", None)
