"""A change of plan is looked at first, and then does exactly that: for everybody, once, whatever dies in between."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from services.journey import jobs
from services.journey.actions import by_hand, drafting, planning, replanning
from services.journey.errors import (
    DraftMissing,
    DraftMoved,
    DraftTaken,
    NothingChanges,
    PlanInvalid,
    PlanMovedOn,
    PreviewBusy,
    PreviewStale,
    PreviewUnfinished,
    RunOver,
    StillReplanning,
)
from services.journey.store import drafts, rulings
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.journey.employer import Employer, nobody_looks_first
from tests.integration.journey.planner import Planner, assert_as_said, changed, finish, happened


@pytest.fixture
def employer(house: House) -> Employer:
    return Employer(house)


@pytest.fixture
def planner(house: House) -> Planner:
    return Planner(house)


def without(rules: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [rule for rule in rules if rule["rule"] != name]


def test_a_later_moment_moves_for_everybody_and_the_preview_said_so(
    house: House, employer: Employer, planner: Planner
) -> None:
    employer.hire_many(7)
    jobs.catch_up()
    before = planner.touchpoints()
    planner.save(changed(planner.rules(), "month_3", after={"months": 4}))
    preview = planner.looked()
    assert planner.touchpoints() == before
    run = planner.run(preview)
    assert (run.state, run.done, run.total) == ("done", 7, 7)
    assert (run.appear, run.move, run.vanish) == (0, 7, 0)
    applied = planner.apply(preview)
    finish()
    assert happened(before, planner.touchpoints()) == planner.lines(preview)
    ran = planner.run(applied)
    assert (ran.state, ran.done, ran.move) == ("done", 7, 7)
    assert planner.version() == 2
    assert {row[0] for row in house.sql("SELECT reason FROM journey.change")} == {"replanned"}


def test_a_new_rule_counts_from_today_unless_hr_looks_back(employer: Employer, planner: Planner) -> None:
    employer.hire_many(2, planner.house.now.date() - timedelta(days=45))
    employer.hire_many(3)
    jobs.catch_up()
    extra = {
        "rule": "day_40",
        "ask": "month_1",
        "anchor": "hire_date",
        "after": {"days": 40},
        "closes_after": {"days": 9},
        "while": ["active"],
        "tolerance_days": 40,
    }
    planner.save([*planner.rules(), extra])
    assert planner.run(planner.looked()).appear == 3
    back = planner.looked(look_back=True)
    assert planner.run(back).appear == 5
    planner.apply(planner.looked())
    finish()
    [since] = [rule.get("since") for rule in planner.rules() if rule["rule"] == "day_40"]
    assert since == planner.house.now.date().isoformat()
    assert all("since" not in rule for rule in without(planner.rules(), "day_40"))


def test_what_has_left_is_never_touched(house: House, employer: Employer, planner: Planner) -> None:
    nobody_looks_first(house)
    employer.hire_many(4)
    jobs.catch_up()
    house.travel(house.now + timedelta(days=9))
    sent = [row for row in planner.touchpoints() if row.released_at]
    assert len(sent) == 4
    rules = changed(planner.rules(), "week_1", **{"while": ["expected"], "closes_after": {"days": 5}})
    planner.change(rules)
    assert [row for row in planner.touchpoints() if row.released_at] == sent
    planner.change(without(planner.rules(), "week_1"))
    assert [row for row in planner.touchpoints() if row.released_at] == sent
    employer.change(employer.hire(), time_zone="Europe/London")
    jobs.catch_up()
    assert [row for row in planner.touchpoints() if row.released_at] == sent


def test_killed_at_any_point_it_goes_on_where_it_was(employer: Employer, planner: Planner) -> None:
    employer.hire_many(9)
    jobs.catch_up()
    before = planner.touchpoints()
    planner.save(without(planner.rules(), "month_6"))
    preview = planner.look()
    seen = [planner.batch("preview", 2) for _ in range(3)]
    with pytest.raises(RuntimeError), planner.house.transaction("journey")() as tx:
        replanning.preview_batch(tx, 2)
        raise RuntimeError
    assert planner.run(preview).done == sum(seen) == 6
    finish()
    assert (planner.run(preview).done, planner.run(preview).vanish) == (9, 9)
    assert len(planner.lines(preview)) == 9
    applied = planner.apply(preview)
    assert planner.batch("replan", 4) == 4
    with pytest.raises(RuntimeError), planner.house.transaction("journey")() as tx:
        replanning.replan_batch(tx, 4)
        raise RuntimeError
    assert (planner.run(applied).done, planner.run(applied).state) == (4, "running")
    finish()
    run = planner.run(applied)
    assert (run.state, run.done, run.vanish) == ("done", 9, 9)
    assert happened(before, planner.touchpoints()) == planner.lines(preview)


def test_two_hands_at_once_replan_everybody_once(
    employer: Employer, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    employer.hire_many(60)
    jobs.catch_up()
    before = planner.touchpoints()
    planner.save(changed(planner.rules(), "month_3", after={"months": 4}))
    preview = planner.looked()
    applied = planner.apply(preview)
    monkeypatch.setattr(jobs, "BATCH", 4)
    finish()
    run = planner.run(applied)
    assert (run.state, run.done, run.move) == ("done", 60, 60)
    assert happened(before, planner.touchpoints()) == planner.lines(preview)


def test_a_preview_can_be_stopped_and_another_begun(employer: Employer, planner: Planner) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    first = planner.look()
    planner.batch("preview", 1)
    other = Planner(planner.house)
    with pytest.raises(PreviewBusy), planner.house.transaction("journey")() as tx:
        planning.look(tx, planning.of_switch(tx, "onboarding", on=False), other.account)
    assert planner.look() == first
    with planner.house.transaction("journey")() as tx:
        planning.stop(tx, first)
    assert jobs.preview() == 0
    assert (planner.run(first).state, planner.run(first).done) == ("stopped", 1)
    with pytest.raises(PreviewUnfinished):
        planner.apply(first)
    assert planner.run(planner.looked()).vanish == 3


def test_a_second_click_applies_once(employer: Employer, planner: Planner) -> None:
    employer.hire()
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    preview = planner.looked()
    barrier, found = Barrier(4), []

    def click() -> None:
        barrier.wait()
        found.append(planner.apply(preview))

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert planner.version() == 2
    finish()
    assert planner.apply(preview) == found[0]


def test_two_at_once_put_one_change_in_force_and_the_other_is_told(
    employer: Employer, planner: Planner
) -> None:
    employer.hire()
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    preview = planner.looked()
    with planner.house.transaction("journey")() as tx:
        numbers = rulings.in_force(tx.conn, tx.now).policy.as_plain() | {"a_year": 4}
        planning.put_in_force(tx, planning.of_settings(tx, numbers), planner.account)
    with pytest.raises(PreviewStale):
        planner.apply(preview)
    with pytest.raises(StillReplanning):
        planner.look()
    finish()
    planner.apply(planner.looked())
    finish()
    assert planner.version() == 2
    with planner.house.transaction("journey")() as tx:
        assert rulings.in_force(tx.conn, tx.now).policy.a_year == 4


def test_a_preview_that_is_overtaken_stops_by_itself(employer: Employer, planner: Planner) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    run_id = planner.look()
    planner.batch("preview", 1)
    nobody_looks_first(planner.house)
    jobs.preview()
    assert (planner.run(run_id).state, planner.run(run_id).reason) == ("stopped", "moved_on")


def test_a_change_overtaken_by_another_comes_with_it(employer: Employer, planner: Planner) -> None:
    employer.hire_many(5)
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    first = planner.apply(planner.looked())
    planner.batch("replan", 2)
    with planner.house.transaction("journey")() as tx:
        second = planning.put_in_force(tx, planning.of_switch(tx, "onboarding", on=False), planner.account)
    finish()
    assert (planner.run(first).state, planner.run(first).reason) == ("stopped", "overtaken")
    assert (planner.run(second).state, planner.run(second).done) == ("done", 5)
    asked = [row for row in planner.touchpoints() if row.programme == "onboarding"]
    assert {row.state for row in asked} == {"cancelled"}


def test_switched_off_everything_vanishes_and_switched_on_it_is_back(
    employer: Employer, planner: Planner
) -> None:
    employer.hire_many(2)
    jobs.catch_up()
    before = planner.touchpoints()
    for on in (False, True):
        with planner.house.transaction("journey")() as tx:
            preview = planning.look(tx, planning.of_switch(tx, "onboarding", on=on), planner.account)
        finish()
        run = planner.run(preview)
        assert (run.appear, run.move, run.vanish) == ((10, 0, 0) if on else (0, 0, 10))
        planner.apply(preview)
        finish()
    assert planner.touchpoints() == before
    with pytest.raises(NothingChanges), planner.house.transaction("journey")() as tx:
        planning.of_switch(tx, "onboarding", on=True)


def test_other_numbers_are_looked_at_and_applied_alike(employer: Employer, planner: Planner) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    before = planner.touchpoints()
    with planner.house.transaction("journey")() as tx:
        numbers = rulings.in_force(tx.conn, tx.now).policy.as_plain()
        changes = {"opens": "13:00", "closed": [["2026-06-01", "2026-06-05"]], "spacing_days": 40}
        preview = planning.look(tx, planning.of_settings(tx, numbers | changes), planner.account)
    finish()
    planner.apply(preview)
    finish()
    assert happened(before, planner.touchpoints()) == planner.lines(preview)
    assert planner.run(preview).move >= 12
    with pytest.raises(PlanInvalid), planner.house.transaction("journey")() as tx:
        planning.of_settings(tx, numbers | {"a_year": 0})


def test_a_draft_belongs_to_who_makes_it_until_somebody_takes_it_over(planner: Planner) -> None:
    other = Planner(planner.house)
    with planner.house.transaction("journey")() as tx:
        draft = drafting.take_up(tx, "onboarding", planner.account)
    assert (draft.based_on, len(draft.rules)) == (1, len(planner.rules()))
    with pytest.raises(DraftTaken):
        other.save(other.rules())
    with pytest.raises(DraftTaken), planner.house.transaction("journey")() as tx:
        drafting.take_up(tx, "onboarding", other.account)
    with planner.house.transaction("journey")() as tx:
        drafting.take_over(tx, "onboarding", other.account)
    other.save(without(other.rules(), "month_6"))
    with pytest.raises(DraftTaken):
        planner.save(planner.rules())
    with planner.house.transaction("journey")() as tx:
        drafting.throw_away(tx, "onboarding")
    with pytest.raises(DraftMissing), planner.house.transaction("journey")() as tx:
        planning.of_draft(tx, "onboarding")


def test_a_form_of_before_is_told_that_the_draft_moved_on(planner: Planner) -> None:
    with planner.house.transaction("journey")() as tx:
        seen = drafting.take_up(tx, "onboarding", planner.account).changed_at
    week_1 = next(rule for rule in planner.rules() if rule["rule"] == "week_1")
    with planner.house.transaction("journey")() as tx:
        drafting.put_rule(
            tx,
            "onboarding",
            week_1 | {"after": {"days": 8}},
            planner.account,
            instead_of="week_1",
            seen=seen,
        )
    with pytest.raises(DraftMoved), planner.house.transaction("journey")() as tx:
        drafting.remove_rule(tx, "onboarding", "week_1", planner.account, seen=seen)
    with planner.house.transaction("journey")() as tx:
        found = drafts.find(tx.conn, "onboarding")
    assert found is not None
    assert [rule["after"] for rule in found.rules if rule["rule"] == "week_1"] == [{"days": 8}]


def test_a_draft_changed_after_the_look_is_looked_at_again(employer: Employer, planner: Planner) -> None:
    employer.hire()
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    preview = planner.looked()
    planner.save(without(planner.rules(), "month_3"))
    with pytest.raises(DraftMoved):
        planner.apply(preview)
    assert planner.version() == 1


def test_a_draft_of_an_older_version_is_not_kept(planner: Planner) -> None:
    rules = planner.rules()
    planner.change(without(rules, "month_6"))
    with pytest.raises(PlanMovedOn), planner.house.transaction("journey")() as tx:
        drafting.save(tx, "onboarding", rules, planner.account, based_on=1)
    with planner.house.transaction("journey")() as tx:
        old = drafting.take_up(tx, "onboarding", planner.account, version=1)
    assert [rule["rule"] for rule in old.rules] == [rule["rule"] for rule in rules]


def test_a_rule_taken_out_leaves_nobody_to_go_along_with(planner: Planner) -> None:
    planner.account = new_id()
    with planner.house.transaction("journey")() as tx:
        seen = drafting.take_up(tx, "exit", planner.account).changed_at
    with planner.house.transaction("journey")() as tx:
        drafting.remove_rule(tx, "exit", "invitation", planner.account, seen=seen)
        found = drafts.find(tx.conn, "exit")
    assert found is not None
    assert [rule.get("merges_with") for rule in found.rules] == [None, None]


def test_the_lines_of_who_is_forgotten_go_too(employer: Employer, planner: Planner) -> None:
    one, _ = employer.hire_many(2)
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    preview = planner.looked()
    employer.forget(one)
    jobs.catch_up()
    assert len(planner.lines(preview)) == 1


def test_old_previews_that_came_to_nothing_are_let_go(employer: Employer, planner: Planner) -> None:
    employer.hire()
    jobs.catch_up()
    planner.save(without(planner.rules(), "month_6"))
    nothing, kept = planner.looked(), planner.looked()
    planner.apply(kept)
    finish()
    planner.house.set_time(planner.house.now + timedelta(days=8))
    assert jobs.tidy_previews() == 1
    assert planner.run(nothing) is None
    assert planner.run(kept) is not None


def test_what_waits_to_be_seen_leaves_once_hr_has_looked(
    house: House, employer: Employer, planner: Planner
) -> None:
    with house.transaction("journey")() as tx:
        numbers = rulings.in_force(tx.conn, tx.now).policy.as_plain() | {"approval": "always"}
        planning.put_in_force(tx, planning.of_settings(tx, numbers), planner.account)
    employer.hire_many(3)
    jobs.catch_up()
    house.travel(house.now + timedelta(days=10))
    waiting = house.sql("SELECT programme, waiting FROM journey.unseen_v1")
    assert waiting == [("onboarding", 3)]
    with house.transaction("journey")() as tx:
        assert planning.approve(tx, "onboarding", 1, planner.account) == 3
    jobs.release_due()
    left = house.sql("SELECT state, reason FROM journey.touchpoint WHERE released_at IS NOT NULL")
    assert left == [("due", "seen")] * 3
    assert house.sql("SELECT 1 FROM journey.unseen_v1") == []
    with pytest.raises(PlanMovedOn), house.transaction("journey")() as tx:
        planning.approve(tx, "onboarding", 2, planner.account)


def any_rules(rules: list[dict[str, Any]], dice: random.Random) -> list[dict[str, Any]]:
    """Return the rules as somebody in a mood for change would leave them."""
    left = [rule for rule in rules if dice.random() > 0.2] or rules[:1]
    for number, rule in enumerate(left):
        if dice.random() < 0.5:
            unit = dice.choice(["days", "weeks", "working_days"])
            left[number] = rule | {"after": {unit: dice.randint(1, 60)}}
        if dice.random() < 0.3:
            left[number] = left[number] | {"for": {"countries": [dice.choice(["NL", "BE"])]}}
        if dice.random() < 0.3:
            left[number] = left[number] | {"tolerance_days": dice.randint(0, 60)}
    if dice.random() < 0.5:
        more = {
            "rule": "now_and_then",
            "ask": "month_6",
            "anchor": "hire_date",
            "after": {"months": 2},
            "every": {"months": dice.randint(2, 9)},
            "closes_after": {"days": 20},
            "while": ["active"],
        }
        left = [*[rule for rule in left if rule["rule"] != "now_and_then"], more]
    return left


@pytest.mark.parametrize("seed", range(4))
def test_what_the_preview_says_is_exactly_what_the_change_does(
    house: House, employer: Employer, planner: Planner, seed: int
) -> None:
    dice = random.Random(seed)
    nobody_looks_first(house)
    finish()
    people = []
    for country in ("NL", "BE"):
        for _ in range(6):
            hired = date(2026, 3, 2) + timedelta(days=dice.randint(-200, 60))
            zone = dice.choice(["Europe/Amsterdam", "America/New_York", "Asia/Tokyo"])
            people.append(employer.hire(hired, country=country, time_zone=zone))
    jobs.catch_up()
    house.travel(house.now + timedelta(days=dice.randint(1, 40)))
    for _ in range(4):
        left = [row for row in planner.touchpoints() if row.released_at]
        before = planner.touchpoints()
        try:
            planner.save(any_rules(planner.rules(), dice))
            preview = planner.looked(look_back=dice.random() < 0.5)
        except (PlanInvalid, NothingChanges) as refused:
            assert isinstance(refused, DomainError)  # noqa: PT017  refused is as good an answer
            continue
        assert planner.touchpoints() == before
        applied = planner.apply(preview)
        finish()
        assert_as_said(happened(before, planner.touchpoints()), planner.lines(preview))
        said, done = planner.run(preview), planner.run(applied)
        assert (said.appear, said.move, said.vanish) == (done.appear, done.move, done.vanish)
        assert [row for row in planner.touchpoints() if row.released_at] == left
        if dice.random() < 0.5:
            employer.announce(dice.choice(people))
            jobs.catch_up()
        house.travel(house.now + timedelta(days=dice.randint(1, 20)))


def test_what_waits_for_a_return_of_long_ago_is_not_forgotten(
    house: House, employer: Employer, planner: Planner
) -> None:
    one, absence = employer.hire(date(2025, 1, 1)), new_id()
    house.sql(
        "INSERT INTO people.absence (id, person_id, spell_id, kind, first_day, last_day, noted_at, changed_at)"
        " VALUES (:id, :person, :spell, 'parental', '2026-01-05', '2026-03-06', now(), now())",
        id=absence,
        person=one.person_id,
        spell=one.spell_id,
    )
    back = {
        "rule": "back",
        "ask": "month_1",
        "anchor": "return_from_leave",
        "after": {"weeks": 1},
        "closes_after": {"days": 9},
        "while": ["active"],
    }
    jobs.catch_up()
    planner.change([back])
    query = "SELECT id, state, send_at FROM journey.touchpoint WHERE about = :about"
    [waiting] = house.sql(query, about=absence)
    with house.transaction("journey")() as tx:
        by_hand.move(tx, waiting.id, house.now.date() + timedelta(days=600), new_id())
    house.set_time(house.now + timedelta(days=500))
    employer.change(one, country="BE")
    jobs.catch_up()
    [found] = house.sql(query, about=absence)
    assert (found.id, found.state) == (waiting.id, "planned")


class Trouble(Exception):
    """What nobody foresaw."""


@contextmanager
def breaking_off(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """Let each batch of this kind raise."""

    def break_off(*_: Any) -> int:
        raise Trouble

    with monkeypatch.context() as patched:
        patched.setattr(replanning, name, break_off)
        yield


def test_a_change_that_breaks_off_three_times_waits_for_hr_and_goes_on_where_it_was(
    house: House, employer: Employer, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    employer.hire_many(5)
    jobs.catch_up()
    before = planner.touchpoints()
    planner.save(changed(planner.rules(), "month_3", after={"months": 4}))
    preview = planner.looked()
    applied = planner.apply(preview)
    assert planner.batch("replan", 2) == 2
    with breaking_off(monkeypatch, "replan_batch"):
        for _ in range(3):
            assert planner.run(applied).state == "running"
            with pytest.raises(Trouble):
                jobs.replan()
    assert (planner.run(applied).state, planner.run(applied).reason) == ("failed", "crashed")
    # It is not tried for ever: neither the clock nor time travel takes it up.
    assert jobs.next_work() is None
    assert jobs.replan() == 0
    desk = house.logged_in("journey")
    page = desk.get(f"/journey/desk/plans/runs/{applied}").text
    assert "brak drie keer onverwacht af, na 2 van 5 mensen" in page
    assert "Een wijziging is niet bij iedereen aangekomen" in desk.get("/journey/desk/plans").text
    path = f"/journey/desk/plans/runs/{applied}"
    assert pressed(desk, path, f"{path}/again").status_code == 303
    finish()
    run = planner.run(applied)
    assert (run.state, run.done, run.move, run.crashes) == ("done", 5, 5, 0)
    assert happened(before, planner.touchpoints()) == planner.lines(preview)
    assert "Een wijziging is niet bij iedereen aangekomen" not in desk.get("/journey/desk/plans").text
    with house.transaction("journey")() as tx, pytest.raises(RunOver):
        planning.again(tx, applied)


def test_a_preview_that_breaks_off_goes_on_where_it_was(
    employer: Employer, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    employer.hire_many(4)
    jobs.catch_up()
    planner.save(changed(planner.rules(), "month_3", after={"months": 4}))
    looked = planner.look()
    assert planner.batch("preview", 3) == 3
    for _ in range(3):
        with breaking_off(monkeypatch, "preview_batch"), pytest.raises(Trouble):
            jobs.preview()
    assert planner.run(looked).state == "failed"
    with planner.house.transaction("journey")() as tx:
        planning.again(tx, looked)
    finish()
    assert (planner.run(looked).state, planner.run(looked).done, planner.run(looked).move) == ("done", 4, 4)


def test_where_a_change_broke_off_the_plan_of_before_is_a_way_out(
    employer: Employer, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    rules = planner.rules()
    before = planner.touchpoints()
    planner.save(changed(rules, "month_3", after={"months": 4}))
    planner.apply(planner.looked())
    planner.batch("replan", 1)
    for _ in range(3):
        with breaking_off(monkeypatch, "replan_batch"), pytest.raises(Trouble):
            jobs.replan()
    planner.change(rules, look_back=True)
    assert planner.touchpoints() == before
    assert jobs.next_work() is None


def test_a_database_that_is_away_is_no_fault_of_the_run(
    employer: Employer, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    employer.hire_many(1)
    jobs.catch_up()
    planner.save(changed(planner.rules(), "month_3", after={"months": 4}))
    applied = planner.apply(planner.looked())

    def away(*_: Any) -> int:
        raise OperationalError("SELECT", {}, Exception())

    for _ in range(4):
        with monkeypatch.context() as patched, pytest.raises(OperationalError):
            patched.setattr(replanning, "replan_batch", away)
            jobs.replan()
    assert (planner.run(applied).state, planner.run(applied).crashes) == ("running", 0)
    finish()
    assert planner.run(applied).state == "done"
