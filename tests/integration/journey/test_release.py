"""Released once and only once, and only in the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from services.journey import jobs
from services.journey.actions import releasing
from services.journey.wiring import transaction
from shared.contracts.mail import LetterUndeliverable
from shared.contracts.onboarding import CheckinAnswered, CheckinClosed, CheckinDeclined
from shared.db.engine import engine_for
from shared.kernel.ids import new_id
from tests.house import House
from tests.integration.journey.employer import Employer, first_year_only, nobody_looks_first

AFTERNOON = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def first(house: House) -> Any:
    return house.sql(
        "SELECT id, person_id, state, reason, send_at, released_at FROM journey.touchpoint ORDER BY due_date LIMIT 1"
    )[0]


def test_a_due_touchpoint_leaves_with_its_fact_in_one_commit(house: House, employer: Employer) -> None:
    one = employer.hire()
    jobs.catch_up()
    assert jobs.release_due() == 0
    house.set_time(AFTERNOON)
    assert jobs.release_due() == 1
    assert first(house).state == "due"
    [fact] = house.facts("journey.touchpoint_due", one.person_id)
    assert fact.body["touchpoint_id"] == str(first(house).id)
    assert (fact.body["programme"], fact.body["rule"]) == ("onboarding", "week_1")
    assert jobs.release_due() == 0


def test_a_crash_before_the_commit_releases_nothing_and_the_next_sweep_everything(
    house: House, employer: Employer
) -> None:
    employer.hire_many(3)
    jobs.catch_up()
    house.set_time(AFTERNOON)
    with pytest.raises(RuntimeError, match="the plug"), transaction() as tx:
        releasing.release_batch(tx)
        raise RuntimeError("the plug was pulled")
    assert house.facts("journey.touchpoint_due") == []
    assert jobs.release_due() == 3
    assert len(house.facts("journey.touchpoint_due")) == 3


def test_four_sweeps_at_once_release_each_once(
    house: House, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody_looks_first(house)
    employer.hire_many(600)
    jobs.catch_up()
    house.set_time(AFTERNOON)
    monkeypatch.setattr(jobs, "BATCH", 50)
    with ThreadPoolExecutor(4) as pool:
        looked_at = sum(pool.map(lambda _: jobs.release_due(), range(4)))
    looked_at += jobs.release_due()
    # A sweep may look once more at whom another has just let go; nothing is left to release then.
    assert looked_at >= 600
    facts = house.facts("journey.touchpoint_due")
    assert len(facts) == len({fact.body["touchpoint_id"] for fact in facts}) == 600


def test_late_at_six_in_the_evening_nothing_leaves_before_the_next_morning(
    house: House, employer: Employer
) -> None:
    employer.hire_many(20)
    jobs.catch_up()
    house.set_time(datetime(2026, 3, 9, 17, 0, tzinfo=UTC))
    assert jobs.release_due() == 20
    assert house.facts("journey.touchpoint_due") == []
    assert (first(house).state, first(house).reason) == ("planned", "outside_window")
    local = first(house).send_at.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert (local.date(), 9 <= local.hour < 11) == (date(2026, 3, 10), True)
    assert jobs.release_due() == 0
    house.set_time(datetime(2026, 3, 10, 11, 0, tzinfo=UTC))
    assert jobs.release_due() == 20
    assert len(house.facts("journey.touchpoint_due")) == 20


def test_a_house_that_stood_still_for_a_month_does_not_ask_about_a_first_week(
    house: House, employer: Employer
) -> None:
    employer.hire()
    jobs.catch_up()
    house.set_time(AFTERNOON + timedelta(days=24))
    jobs.release_due()
    rows = house.sql("SELECT rule, state, reason FROM journey.touchpoint ORDER BY due_date LIMIT 2")
    assert [tuple(row) for row in rows] == [("week_1", "skipped", "too_late"), ("month_1", "due", None)]


def test_what_was_to_go_together_with_something_that_is_too_late_now_leaves_by_itself_with_its_fact(
    house: House,
) -> None:
    # Ten thousand people found it: the form was released in the table, and nobody was told to send it.
    nobody_looks_first(house)
    employer = Employer(house)
    one = employer.hire(house.now.date() - timedelta(days=800))
    jobs.catch_up()
    employer.announce(one, 34, notice=house.now.date())
    jobs.catch_up()
    query = "SELECT rule, state, reason FROM journey.touchpoint WHERE programme = 'exit' ORDER BY due_date"
    assert [tuple(row) for row in house.sql(query)] == [
        ("invitation", "planned", None), ("form", "skipped", "together"),
    ]  # fmt: skip
    house.set_time(datetime(2026, 3, 24, 11, 0, tzinfo=UTC))
    jobs.release_due()
    assert [tuple(row) for row in house.sql(query)] == [
        ("invitation", "skipped", "too_late"), ("form", "due", "late"),
    ]  # fmt: skip
    [fact] = house.facts("journey.touchpoint_due", one.person_id)
    assert (fact.body["rule"], fact.body["ask"]) == ("form", "exit_form")
    assert jobs.release_due() == 0
    house.drain()
    assert len(house.facts("exit.form_opened", one.person_id)) == 1


def test_whoever_is_no_longer_active_at_the_last_moment_gets_nothing(
    house: House, employer: Employer
) -> None:
    one = employer.hire()
    jobs.catch_up()
    # Journey has not heard of it yet: the fact comes after the release.
    house.sql(
        "UPDATE people.spell SET state = 'leaving', last_day = '2026-05-01' WHERE id = :id", id=one.spell_id
    )
    house.set_time(AFTERNOON)
    jobs.release_due()
    assert (first(house).state, first(house).reason) == ("cancelled", "leaving")
    assert house.facts("journey.touchpoint_due") == []
    # Not only the one whose moment had come: all that was planned with them stops.
    assert len(house.facts("journey.touchpoint_cancelled")) == 5


def test_next_due_is_when_the_first_letter_leaves(house: House, employer: Employer) -> None:
    assert jobs.next_due() is None
    employer.hire()
    jobs.catch_up()
    assert jobs.next_due() == first(house).send_at


def test_a_tick_with_nothing_due_is_one_query(house: House, employer: Employer) -> None:
    employer.hire_many(50)
    jobs.catch_up()
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    engine = engine_for("journey")
    event.listen(engine, "before_cursor_execute", note)
    try:
        jobs.release_due()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    [(statement, parameters)] = asked
    with house.transaction("journey")() as tx:
        plan = list(tx.conn.exec_driver_sql(f"EXPLAIN {statement}", parameters))
    assert "ix_touchpoint_sweep" in str(plan)
    assert "Seq Scan on touchpoint" not in str(plan)


def say(house: House, kind: type, checkin: Any) -> None:
    with house.transaction("onboarding")() as tx:
        tx.record(
            kind(person_id=checkin.person_id, checkin_id=new_id(), touchpoint_id=checkin.id, moment="week_1")
        )
    jobs.catch_up()


@pytest.mark.parametrize(
    ("kind", "state"),
    [(CheckinAnswered, "answered"), (CheckinDeclined, "declined"), (CheckinClosed, "expired")],
)
def test_what_became_of_the_check_in_becomes_of_the_touchpoint(
    house: House, employer: Employer, kind: type, state: str
) -> None:
    employer.hire()
    jobs.catch_up()
    house.set_time(AFTERNOON)
    jobs.release_due()
    say(house, kind, first(house))
    assert first(house).state == state
    say(house, CheckinClosed, first(house))
    say(house, kind, first(house))
    assert first(house).state == state
    assert len(house.facts("journey.touchpoint_expired")) == (1 if state == "expired" else 0)


def test_what_never_left_cannot_be_answered(house: House, employer: Employer) -> None:
    employer.hire()
    jobs.catch_up()
    say(house, CheckinAnswered, first(house))
    assert first(house).state == "planned"


def test_a_letter_that_could_not_be_delivered_shows_at_the_touchpoint(
    house: House, employer: Employer
) -> None:
    one = employer.hire()
    jobs.catch_up()
    house.set_time(AFTERNOON)
    jobs.release_due()
    with house.transaction("mail")() as tx:
        tx.record(LetterUndeliverable(person_id=one.person_id, letter_id=new_id(), reason="no_address"))
    jobs.catch_up()
    assert (first(house).state, first(house).reason) == ("due", "no_address")


def test_a_leaver_takes_the_open_question_along_and_it_never_leaves_twice(
    house: House, employer: Employer
) -> None:
    one = employer.hire()
    jobs.catch_up()
    house.set_time(AFTERNOON)
    jobs.release_due()
    employer.announce(one)
    jobs.catch_up()
    assert (first(house).state, first(house).reason) == ("cancelled", "leaving")
    employer.withdraw(one)
    jobs.catch_up()
    jobs.release_due()
    assert first(house).state == "cancelled"
    assert len(house.facts("journey.touchpoint_due")) == 1


def test_more_than_fifty_letters_of_a_plan_that_nobody_looked_at_wait_day_by_day_until_hr_has(
    house: House, employer: Employer
) -> None:
    employer.hire_many(60)
    jobs.catch_up()
    house.set_time(AFTERNOON)
    assert jobs.release_due() == 60
    assert house.facts("journey.touchpoint_due") == []
    assert {
        row.reason for row in house.sql("SELECT reason FROM journey.touchpoint WHERE rule = 'week_1'")
    } == {"unseen"}
    house.set_time(AFTERNOON + timedelta(days=1))
    assert jobs.release_due() == 60
    assert house.facts("journey.touchpoint_due") == []
    nobody_looks_first(house)
    house.set_time(AFTERNOON + timedelta(days=2))
    jobs.release_due()
    assert len(house.facts("journey.touchpoint_due")) == 60


def test_fifty_letters_leave_without_anybody_looking_first(house: House, employer: Employer) -> None:
    employer.hire_many(50)
    jobs.catch_up()
    house.set_time(AFTERNOON)
    jobs.release_due()
    assert len(house.facts("journey.touchpoint_due")) == 50
