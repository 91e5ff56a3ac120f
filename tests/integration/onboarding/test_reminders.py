"""A reminder speaks of a letter that somebody has had for days: never on its day, never without it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from services.onboarding import jobs
from shared.calendar.working import next_working_day
from tests.house import House
from tests.integration.journey.employer import Employee, due
from tests.integration.onboarding.conftest import AFTERNOON, checkins

Invite = Callable[..., list[Employee]]
REMINDER_DAY = datetime(2026, 3, 16, 13, 0, tzinfo=UTC)


def post(house: House) -> None:
    """Let mail send what waits, and onboarding hear of it."""
    house.deliver()
    house.drain()


def arrived(house: House) -> list[str]:
    """What the reader found in the mailbox, in order."""
    return [str(message["Subject"]) for _, _, message in house.postbox.envelopes]


def let_days_pass(house: House, number: int, *, posting: bool = True) -> None:
    """Let so many days pass, with a sweep on each; ``posting``: and the post."""
    for _ in range(number):
        house.set_time(house.now + timedelta(days=1))
        jobs.remind_due()
        if posting:
            post(house)


def sent(house: House) -> list[tuple[str, date]]:
    rows = house.sql(
        "SELECT template, sent_at FROM mail.letter WHERE state = 'sent' ORDER BY sent_at, template"
    )
    return [(row.template.removeprefix("onboarding/"), row.sent_at.date()) for row in rows]


def test_post_that_lay_still_for_a_week_brings_the_invitation_first_and_the_reminder_days_later(
    house: House, invited: Invite
) -> None:
    invited(email="noor@brug.example")
    let_days_pass(house, 8, posting=False)
    post(house)
    assert sent(house) == [("invitation", date(2026, 3, 17))]
    let_days_pass(house, 6)
    assert len(arrived(house)) == 1
    let_days_pass(house, 1)
    assert sent(house) == [("invitation", date(2026, 3, 17)), ("reminder", date(2026, 3, 24))]


def test_an_invitation_that_left_shortly_before_the_end_has_no_reminder(
    house: House, invited: Invite
) -> None:
    invited(email="noor@brug.example")
    let_days_pass(house, 16, posting=False)
    post(house)
    assert sent(house) == [("invitation", date(2026, 3, 25))]
    assert checkins(house)[0].remind_at is not None
    let_days_pass(house, 5)
    assert [name for name, _ in sent(house)] == ["invitation"]
    assert checkins(house)[0].remind_at is None


def test_whoever_could_not_be_invited_is_reminded_only_after_the_invitation_came_through(
    house: House, invited: Invite
) -> None:
    [one] = invited(email=None)
    post(house)
    let_days_pass(house, 8)
    assert house.postbox.envelopes == []
    house.sql("UPDATE people.person SET email = 'noor@brug.example' WHERE id = :id", id=one.person_id)
    house.sql("UPDATE mail.letter SET state = 'queued', attempts = 0")
    post(house)
    assert sent(house) == [("invitation", date(2026, 3, 17))]
    let_days_pass(house, 8)
    assert sent(house)[1:] == [("reminder", date(2026, 3, 24))]


def test_a_letter_about_another_check_in_says_nothing_about_this_one(house: House, invited: Invite) -> None:
    [one] = invited(email="noor@brug.example")
    post(house)
    house.set_time(AFTERNOON + timedelta(days=1))
    with house.transaction("journey")() as tx:
        days = {"due_date": date(2026, 3, 10), "closes_on": date(2026, 3, 31)}
        tx.record(due(one, programme="onboarding", rule="month_1", **days))
    jobs.catch_up()
    let_days_pass(house, 8, posting=False)
    assert {row.moment: row.reminded_at is not None for row in checkins(house)} == {
        "week_1": True,
        "month_1": False,
    }


def test_a_word_of_the_post_that_is_heard_late_costs_the_reminder_a_day_and_not_itself(
    house: House, invited: Invite
) -> None:
    invited(email="noor@brug.example")
    house.deliver()
    house.set_time(REMINDER_DAY)
    jobs.remind_due()
    house.drain()
    let_days_pass(house, 1)
    assert sent(house) == [("invitation", date(2026, 3, 9)), ("reminder", date(2026, 3, 17))]


@pytest.mark.parametrize("days", [0, 1, 4, 5, 9, 12])
def test_however_long_the_post_lies_still_a_reminder_keeps_five_working_days(
    house: House, invited: Invite, days: int
) -> None:
    invited(3, email="noor@brug.example")
    let_days_pass(house, days, posting=False)
    post(house)
    let_days_pass(house, 20 - days)
    by_name = dict(sent(house))
    # Back on a Saturday, the post leaves people their weekend.
    assert by_name["invitation"] == next_working_day(AFTERNOON.date() + timedelta(days=days))
    assert by_name.get("reminder", date.max) >= by_name["invitation"] + timedelta(days=6)
