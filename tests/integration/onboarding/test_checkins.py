"""From a moment that is due to an answer, a refusal, a reminder or an end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.journey import jobs as journey_jobs
from services.onboarding import actions, jobs
from services.onboarding.tables import META
from services.onboarding.wiring import transaction
from shared.asking.actions import open_requests
from shared.contracts.journey import TouchpointCancelled, TouchpointDue
from shared.contracts.mail import LetterSent, LetterUndeliverable
from shared.kernel.ids import new_id
from shared.questionnaire.sealing import opened
from tests.house import House
from tests.integration.journey.employer import Employee, Employer, due
from tests.integration.onboarding.conftest import (
    AFTERNOON,
    answer_everything,
    checkins,
    fields,
    heard_that_they_left,
    letters,
    links,
)

Invite = Callable[..., list[Employee]]
REMINDER_DAY = datetime(2026, 3, 16, 13, 0, tzinfo=UTC)


def test_a_due_moment_becomes_a_check_in_an_invitation_and_a_letter(house: House, invited: Invite) -> None:
    [one] = invited()
    [checkin], [letter] = checkins(house), letters(house)
    assert (checkin.person_id, checkin.moment, checkin.state) == (one.person_id, "week_1", "open")
    assert checkin.closes_on == date(2026, 3, 30)
    assert checkin.remind_at.date() == date(2026, 3, 16)
    assert letter.key == f"onboarding:checkin:{checkin.id}:invitation"
    assert (letter.template, letter.person_id, letter.kind) == (
        "onboarding/invitation",
        one.person_id,
        "request",
    )
    assert letter.params["moment"] == "week_1"
    assert "Noor" not in str(letter.params)
    assert [fact.type for fact in house.facts("onboarding.")] == ["onboarding.checkin_opened.v1"]


def test_hundreds_are_invited_in_one_go_and_a_repeated_fact_invites_nobody_twice(
    house: House, invited: Invite
) -> None:
    invited(300)
    assert len(checkins(house)) == len(letters(house)) == 300
    with house.transaction("journey")() as tx:
        tx.record(*(_as_due(fact) for fact in house.facts("journey.touchpoint_due")))
    jobs.catch_up()
    assert len(checkins(house)) == len(letters(house)) == 300
    assert len(house.facts("onboarding.checkin_opened")) == 300


def test_whoever_left_between_release_and_invitation_is_not_asked(house: House, employer: Employer) -> None:
    one = employer.hire()
    journey_jobs.catch_up()
    house.set_time(AFTERNOON)
    journey_jobs.release_due()
    employer.announce(one)
    jobs.catch_up()
    assert checkins(house) == []
    assert letters(house) == []


def test_a_letter_takes_the_hours_of_its_moment_along_and_leaves_in_them(
    house: House, employer: Employer
) -> None:
    journey_jobs.catch_up()
    house.sql(
        "UPDATE journey.plan SET rules = (SELECT jsonb_agg(one || cast(:hours AS jsonb))"
        " FROM jsonb_array_elements(rules) AS r (one)) WHERE programme = 'onboarding'",
        hours='{"window": {"opens": "18:00", "closes": "21:00", "days": [1, 2, 3, 4, 5]}}',
    )
    employer.hire()
    journey_jobs.catch_up()
    house.set_time(datetime(2026, 3, 9, 19, 15, tzinfo=UTC))
    journey_jobs.release_due()
    jobs.catch_up()
    hours = [row.hours for row in house.sql("SELECT hours FROM mail.letter")]
    assert hours == [{"opens": "18:00", "closes": "21:00", "days": [1, 2, 3, 4, 5]}]
    house.deliver()
    assert len(house.postbox.envelopes) == 1


def test_a_moment_without_questions_waits_where_somebody_sees_it(house: House, employer: Employer) -> None:
    one = employer.hire()
    with house.transaction("journey")() as tx:
        tx.record(due(one, programme="onboarding", rule="week_99"))
    jobs.catch_up()
    [parked] = house.sql("SELECT error FROM eventlog.parked WHERE follower = 'onboarding'")
    assert "MomentUnknown" in parked.error


def test_answering_behind_the_link_closes_the_check_in_and_journey_hears_of_it(
    house: House, invited: Invite
) -> None:
    [one] = invited()
    thanks = answer_everything(house, links(house)["link"])
    assert "zonder je naam" in thanks
    [checkin] = checkins(house)
    assert (checkin.state, checkin.remind_at) == ("answered", None)
    assert house.sql("SELECT * FROM onboarding.response") == []
    [waiting] = house.sql("SELECT * FROM onboarding.waiting")
    assert (waiting.level, waiting.ready_on) == ("confidential", date(2026, 4, 1))
    kept = opened(waiting.content)
    assert (kept.group.function, kept.group.tenure_band, kept.group.country) == ("Analist", "0-3m", "NL")
    assert kept.month == date(2026, 3, 1)
    [fact] = house.facts("onboarding.checkin_answered")
    assert set(fact.body) == {"checkin_id", "touchpoint_id", "moment"}
    house.drain()
    [touchpoint] = house.sql("SELECT state FROM journey.touchpoint WHERE rule = 'week_1'")
    assert touchpoint.state == "answered"
    assert fact.person_id == one.person_id


def test_nobody_but_onboarding_reads_an_answer(house: House, invited: Invite) -> None:
    invited()
    answer_everything(house, links(house)["link"])
    columns = {
        row.column_name
        for row in house.sql(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = 'onboarding' AND table_name = 'answer_v1'"
        )
    }
    assert not columns & {"person_id", "subject_id", "seal", "submitted_at", "checkin_id", "spell_id"}
    for role in ("console", "journey", "mail", "people"):
        for table in (
            "answer",
            "response",
            "waiting",
            "circle",
            "tally",
            "words",
            "answer_v1",
            "invitation",
            "link",
        ):
            [row] = house.sql(
                "SELECT has_table_privilege(:role, :table, 'SELECT') AS may",
                role=f"weerzien_{role}",
                table=f"onboarding.{table}",
            )
            assert not row.may, (role, table)


def test_declining_is_one_step_and_is_not_asked_about_again(house: House, invited: Invite) -> None:
    invited()
    path = links(house)["decline_link"]
    client = house.client("onboarding")
    page = client.get(path).get_data(as_text=True)
    assert checkins(house)[0].state == "open"
    client.post(path, data=fields(page) | {"sure": "yes"})
    assert checkins(house)[0].state == "declined"
    assert len(house.facts("onboarding.checkin_declined")) == 1
    house.set_time(REMINDER_DAY)
    assert jobs.remind_due() == 0
    house.drain()
    assert house.sql("SELECT state FROM journey.touchpoint WHERE rule = 'week_1'")[0].state == "declined"


def test_one_reminder_with_a_link_of_its_own_and_both_links_work(house: House, invited: Invite) -> None:
    invited()
    heard_that_they_left(house)
    assert jobs.remind_due() == 0
    house.set_time(REMINDER_DAY)
    assert jobs.remind_due() == 1
    assert jobs.remind_due() == 0
    assert [letter.template for letter in letters(house)] == ["onboarding/invitation", "onboarding/reminder"]
    assert checkins(house)[0].reminded_at is not None
    assert len(house.facts("onboarding.checkin_reminded")) == 1
    first, second = links(house, 0)["link"], links(house, 1)["link"]
    assert first != second
    client = house.client("onboarding")
    assert client.get(first).status_code == client.get(second).status_code == 200
    answer_everything(house, second)
    assert checkins(house)[0].state == "answered"
    assert "onboarding.checkin_answered.v1" in {fact.type for fact in house.facts("onboarding.")}


def test_a_sweep_that_comes_late_in_the_evening_reminds_the_next_morning(
    house: House, invited: Invite
) -> None:
    invited(3)
    heard_that_they_left(house)
    house.set_time(REMINDER_DAY + timedelta(hours=7))
    jobs.remind_due()
    assert len(letters(house)) == 3
    assert {row.remind_at.date() for row in checkins(house)} == {date(2026, 3, 17)}
    house.set_time(REMINDER_DAY + timedelta(days=1))
    jobs.remind_due()
    assert len(letters(house)) == 6


def test_three_sweeps_at_once_remind_each_once(
    house: House, invited: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(150)
    heard_that_they_left(house)
    house.set_time(REMINDER_DAY)
    monkeypatch.setattr(actions, "REMIND_BATCH", 20)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: jobs.remind_due(), range(3)))
    jobs.remind_due()
    assert len(letters(house)) == 300
    assert len(house.facts("onboarding.checkin_reminded")) == 150


def test_a_house_that_stood_still_past_the_end_does_not_remind_and_closes(
    house: House, invited: Invite
) -> None:
    invited()
    house.set_time(datetime(2026, 4, 2, 13, 0, tzinfo=UTC))
    jobs.remind_due()
    assert len(letters(house)) == 1
    assert jobs.close_due() == 1
    assert jobs.next_due() is None


def test_after_three_weeks_it_closes_and_the_link_is_dead(house: House, invited: Invite) -> None:
    invited()
    path = links(house)["link"]
    house.set_time(datetime(2026, 3, 30, 21, 59, tzinfo=UTC))
    assert jobs.close_due() == 0
    house.set_time(datetime(2026, 3, 30, 22, 0, tzinfo=UTC))
    assert jobs.close_due() == 1
    assert jobs.close_due() == 0
    [checkin] = checkins(house)
    assert (checkin.state, checkin.reason) == ("closed", "expired")
    assert house.client("onboarding").get(path).status_code in {404, 410}
    house.drain()
    assert house.sql("SELECT state FROM journey.touchpoint WHERE rule = 'week_1'")[0].state == "expired"
    assert len(house.facts("journey.touchpoint_expired")) == 1


@pytest.mark.parametrize(
    ("happens", "reason"),
    [("announce", "leaving"), ("leave", "leaving"), ("bury", "died"), ("forget", "forgotten")],
)
def test_leaving_death_and_being_forgotten_kill_the_link_at_once(
    house: House, employer: Employer, invited: Invite, happens: str, reason: str
) -> None:
    [one] = invited()
    path = links(house)["link"]
    getattr(employer, happens)(one)
    jobs.catch_up()
    [checkin] = checkins(house)
    assert (checkin.state, checkin.reason) == ("closed", reason)
    assert house.client("onboarding").get(path).status_code in {404, 410}
    house.set_time(REMINDER_DAY)
    assert jobs.remind_due() == 0
    assert len(letters(house)) == 1


def test_a_leaving_from_long_ago_does_not_close_the_check_in_of_who_came_back(
    house: House, employer: Employer, invited: Invite
) -> None:
    [one] = invited()
    # The same fact again, while the person is plainly active.
    employer.announce(one)
    employer.withdraw(one)
    jobs.catch_up()
    assert checkins(house)[0].state == "open"


def test_a_moment_cancelled_by_hand_closes_its_check_in(house: House, invited: Invite) -> None:
    [one] = invited()
    [checkin] = checkins(house)
    with house.transaction("journey")() as tx:
        tx.record(
            TouchpointCancelled(
                person_id=one.person_id, touchpoint_id=checkin.touchpoint_id, reason="by_hand"
            )
        )
    jobs.catch_up()
    assert (checkins(house)[0].state, checkins(house)[0].reason) == ("closed", "by_hand")


def test_forgetting_erases_the_answers_and_the_person_and_keeps_that_somebody_took_part(
    house: House, employer: Employer, invited: Invite
) -> None:
    [one, _other] = invited(2)
    number = next(n for n, letter in enumerate(letters(house)) if letter.person_id == one.person_id)
    answer_everything(house, links(house, number)["link"])
    assert len(house.sql("SELECT 1 FROM onboarding.waiting")) == 1
    employer.forget(one)
    house.drain()
    assert house.sql("SELECT 1 FROM onboarding.waiting") == []
    assert house.sql("SELECT 1 FROM onboarding.invitation WHERE person_id = :id", id=one.person_id) == []
    assert sorted((row.state, row.person_id is None) for row in checkins(house)) == [
        ("answered", True),
        ("open", False),
    ]


def test_a_sample_that_is_removed_leaves_no_counts_behind(
    house: House, employer: Employer, invited: Invite
) -> None:
    [one] = invited()
    house.sql("UPDATE people.person SET sample = true WHERE id = :id", id=one.person_id)
    employer.forget(one)
    jobs.catch_up()
    assert checkins(house) == []


def test_what_became_of_the_letter_shows_at_the_check_in(house: House, invited: Invite) -> None:
    [one] = invited()
    for fact in (
        LetterUndeliverable(person_id=one.person_id, letter_id=new_id(), reason="no_address"),
        LetterSent(person_id=one.person_id, letter_id=new_id(), template="console/welcome"),
    ):
        with house.transaction("mail")() as tx:
            tx.record(fact)
    jobs.catch_up()
    assert checkins(house)[0].delivery == "no_address"
    with house.transaction("mail")() as tx:
        tx.record(LetterSent(person_id=one.person_id, letter_id=new_id(), template="onboarding/reminder"))
    jobs.catch_up()
    assert checkins(house)[0].delivery == "sent"


def test_a_crash_before_the_commit_leaves_neither_check_in_nor_letter(
    house: House, employer: Employer
) -> None:
    employer.hire()
    journey_jobs.catch_up()
    house.set_time(AFTERNOON)
    journey_jobs.release_due()
    due = [_as_due(fact) for fact in house.facts("journey.touchpoint_due")]
    with pytest.raises(RuntimeError, match="the plug"), transaction() as tx:
        open_requests(tx, actions.CHECKINS, due)
        raise RuntimeError("the plug was pulled")
    assert (checkins(house), letters(house)) == ([], [])
    jobs.catch_up()
    assert (len(checkins(house)), len(letters(house))) == (1, 1)


def test_the_tables_in_code_are_the_tables_in_the_database(house: House) -> None:
    for table in META.sorted_tables:
        rows = house.sql(
            "SELECT column_name, is_nullable FROM information_schema.columns"
            " WHERE table_schema = 'onboarding' AND table_name = :table",
            table=table.name,
        )
        assert {(row.column_name, row.is_nullable == "YES") for row in rows} == {
            (column.name, bool(column.nullable)) for column in table.c
        }


def _as_due(row: Any) -> TouchpointDue:
    body = {key: value for key, value in row.body.items() if key not in {"due_date", "closes_on"}}
    return TouchpointDue(
        person_id=row.person_id,
        **body,
        due_date=date.fromisoformat(row.body["due_date"]),
        closes_on=date.fromisoformat(row.body["closes_on"]),
    )
