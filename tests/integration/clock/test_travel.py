"""Eleven months in seconds, and nothing in them is left out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.clock import travel
from services.clock.timetable import NEXT_DUE, TIMETABLE
from services.clock.travel import BackInTime, NoTimeTravel, TooFar, travel_to
from shared.contracts.people import PersonForgotten
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.settings import settings, use
from shared.letterbox.put import Letter, put
from shared.queue.enqueue import call
from tests.house import House
from tests.integration.journey.employer import Employer, first_year_only


@pytest.fixture
def employer(house: House) -> Employer:
    return first_year_only(house)


def test_a_first_year_passes_in_order_and_in_the_window(house: House, employer: Employer) -> None:
    employer.hire_many(3)
    reached = travel_to(datetime(2027, 3, 1, 12, 0, tzinfo=UTC))
    assert reached - datetime(2027, 3, 1, 12, 0, tzinfo=UTC) < timedelta(minutes=1)
    rows = house.sql("SELECT rule, state, count(*) AS n FROM journey.touchpoint GROUP BY 1, 2")
    assert {(row.rule, row.state, row.n) for row in rows} == {
        (rule, "expired", 3) for rule in ("week_1", "month_1", "month_3", "month_6", "month_11")
    }
    letters = house.sql("SELECT template, queued_at FROM mail.letter")
    assert len(letters) == 30
    for letter in letters:
        assert 9 <= letter.queued_at.astimezone(ZoneInfo("Europe/Amsterdam")).hour < 17
    instants = [
        row.occurred_at for row in house.sql("SELECT occurred_at FROM eventlog.fact ORDER BY position")
    ]
    assert instants == sorted(instants)


def test_in_eleven_months_of_many_people_each_moment_comes_once(house: House, employer: Employer) -> None:
    for week in range(3):
        employer.hire_many(47, house.now.date() + timedelta(days=week * 7), state="active")
    travel_to(house.now + timedelta(days=335))
    released = house.facts("journey.touchpoint_due")
    assert len(released) == len({fact.body["touchpoint_id"] for fact in released}) > 500


def test_a_leaver_in_between_gets_nothing_more(house: House, employer: Employer) -> None:
    one = employer.hire()
    travel_to(datetime(2026, 4, 15, 12, 0, tzinfo=UTC))
    employer.announce(one)
    travel_to(datetime(2027, 4, 15, 12, 0, tzinfo=UTC))
    rows = house.sql("SELECT rule, state FROM journey.touchpoint ORDER BY due_date")
    assert [row.state for row in rows] == ["expired", "cancelled", "cancelled", "cancelled", "cancelled"]


def test_travelling_to_where_one_is_does_what_is_due_and_is_harmless(
    house: House, employer: Employer
) -> None:
    employer.hire()
    travel_to(house.now + timedelta(seconds=1))
    assert house.sql("SELECT count(*) AS n FROM journey.touchpoint")[0].n == 5


def test_sweeps_that_never_finish_do_not_stop_the_clock(
    house: House, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = house.now
    employer.hire(house.now.date() - timedelta(days=6))

    def half_broken(job: str) -> object:
        if job == "services.mail.jobs.next_due":
            return stuck
        return None if job == "services.mail.jobs.deliver" else call(job)

    monkeypatch.setattr(travel, "call", half_broken)
    monkeypatch.setattr(travel, "ROUNDS", 5)
    travel_to(house.now + timedelta(days=2))
    assert len(house.facts("journey.touchpoint_due")) == 1


@pytest.mark.parametrize(
    ("target", "error"),
    [
        (lambda now: now - timedelta(days=1), BackInTime),
        (lambda now: now + timedelta(days=4_000), TooFar),
        (lambda now: now.replace(tzinfo=None) + timedelta(days=1), Invalid),
    ],
)
def test_where_one_cannot_go_is_said_in_words(
    house: House, target: Callable[[datetime], datetime], error: type[Exception]
) -> None:
    something_happens(house)
    with pytest.raises(error):
        travel_to(target(house.now))


def test_a_house_in_which_nothing_happened_yet_may_begin_years_ago(house: House) -> None:
    begin = datetime(2018, 7, 2, 9, tzinfo=UTC)
    assert travel_to(begin) - begin < timedelta(seconds=5)
    something_happens(house)
    travel_to(begin + timedelta(days=30))
    with pytest.raises(BackInTime):
        travel_to(begin - timedelta(days=1))


def test_a_letter_leaves_at_the_stop_at_which_it_was_asked_for(house: House, employer: Employer) -> None:
    # The house's clock runs on during a stop: what is asked for then is due a moment later than the stop itself.
    employer.hire(email="noor@brug.example")
    travel_to(house.now + timedelta(days=30))
    letters = house.sql("SELECT queued_at, sent_at FROM mail.letter WHERE state = 'sent'")
    assert len(letters) == 2
    for letter in letters:
        assert letter.sent_at - letter.queued_at < timedelta(minutes=1)


def a_letter_in_a_worker_s_hands(house: House) -> None:
    """A worker that heard the bell has just claimed a letter."""
    with house.transaction("onboarding")() as tx:
        put(tx, Letter(key="one", template="console/welcome", email="ada@brug.example"))
    house.sql("UPDATE mail.letter SET state = 'sending', claimed_at = :now", now=house.now)


def test_time_stands_still_while_a_letter_is_being_sent(house: House) -> None:
    a_letter_in_a_worker_s_hands(house)
    begin = house.now

    def arrives() -> None:
        house.sql("UPDATE mail.letter SET state = 'sent', sent_at = :now, claimed_at = NULL", now=house.now)

    worker = threading.Timer(3.0, arrives)
    worker.start()
    travel_to(begin + timedelta(days=30))
    worker.join()
    [letter] = house.sql("SELECT state, sent_at FROM mail.letter")
    assert letter.state == "sent"
    assert letter.sent_at - begin < timedelta(minutes=1), "it left before the clock moved, and once"


def test_a_letter_that_a_crash_left_does_not_hold_up_time_for_ever(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(travel, "PATIENCE", 0.2)
    a_letter_in_a_worker_s_hands(house)
    travel_to(house.now + timedelta(days=1))
    [letter] = house.sql("SELECT state, reason FROM mail.letter")
    assert (letter.state, letter.reason) == ("uncertain", "worker_lost")


def something_happens(house: House) -> None:
    """Put a fact about somebody into the log."""
    with house.transaction("people")() as tx:
        tx.record(PersonForgotten(person_id=new_id()))


def test_without_time_travel_nobody_moves_the_clock(house: House) -> None:
    with use(replace(settings(), time_travel=False)), pytest.raises(NoTimeTravel):
        travel_to(datetime(2027, 1, 1, tzinfo=UTC))


def test_every_job_of_the_timetable_runs_on_an_empty_house_and_does_nothing(house: House) -> None:
    before = len(house.facts())
    for tick in TIMETABLE:
        call(tick.job)
    for job in NEXT_DUE:
        instant = call(job)
        assert instant is None or instant.tzinfo is not None
    assert len(house.facts()) == before


def test_the_same_journey_asked_for_twice_is_made_once(house: House) -> None:
    something_happens(house)
    target = house.now + timedelta(days=2)
    arrived = travel_to(target)
    time.sleep(0.01)
    assert arrived <= travel_to(target) < arrived + timedelta(minutes=1)
