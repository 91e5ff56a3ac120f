"""Answers become figures at night; before and after, who has the service's own role does not learn whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import ProgrammingError

from services.onboarding import jobs
from services.onboarding.actions import CHECKINS
from services.onboarding.wiring import transaction
from shared.asking import pages, sweeps
from shared.asking.pages import Words
from shared.asking.programme import Programme
from shared.asking.reactions import follower_of
from shared.kernel.settings import use
from shared.questionnaire.kinds import Stored
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Level, Text
from shared.questionnaire.privacy import Group
from shared.questionnaire.sealing import Content, opened, sealed
from shared.web.factory import make_app
from tests.house import House
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import answer_everything, checkins, fields, links

Invite = Callable[..., list[Employee]]
_FINE = Text(nl="Goed.", en="Fine.", fr="Bien.")


def everybody_answers(house: House, number: int) -> None:
    for one in range(number):
        answer_everything(house, links(house, one)["link"])


def a_month_passes(house: House) -> None:
    house.set_time(house.now + timedelta(days=45))
    jobs.close_due()


def as_the_service(house: House, statement: str) -> list[Any]:
    """Ask as HR could who got hold of the application's own role."""
    with house.transaction("onboarding")() as tx:
        return list(tx.conn.exec_driver_sql(statement))


def test_answers_leave_together_once_nobody_can_change_them_any_more(house: House, invited: Invite) -> None:
    invited(6)
    everybody_answers(house, 6)
    assert jobs.release() == 0
    assert as_the_service(house, "SELECT 1 FROM onboarding.answer_v1") == []
    a_month_passes(house)
    assert jobs.release() > 0
    rows = as_the_service(
        house, "SELECT question, sum(people) AS people FROM onboarding.answer_v1 GROUP BY 1"
    )
    assert rows
    assert {row.people for row in rows} == {6}
    assert jobs.release() == 0
    left = {
        key
        for row in house.sql("SELECT content FROM onboarding.waiting")
        for key in opened(row.content).answers
    }
    assert left <= CHECKINS.catalogue().asked_back("week_1"), (
        "what left is not kept twice, unless it is asked back"
    )


def test_what_will_be_asked_back_stays_under_the_person_s_seal_and_is_counted_once(
    house: House, invited: Invite
) -> None:
    invited(6)
    everybody_answers(house, 6)
    asked_back = CHECKINS.catalogue().asked_back("week_1")
    answered = {
        key
        for row in house.sql("SELECT content FROM onboarding.waiting")
        for key in opened(row.content).answers
    }
    assert asked_back & answered
    a_month_passes(house)
    assert jobs.release() > 0
    rows = house.sql("SELECT * FROM onboarding.waiting")
    assert {(row.remembered, *sorted(opened(row.content).answers)) for row in rows} == {
        (True, *sorted(asked_back & answered))
    }
    assert jobs.release() == 0
    house.set_time(house.now + timedelta(days=440))
    jobs.release()
    assert house.sql("SELECT 1 FROM onboarding.waiting") == []


def lay_by(house: House, number: int, question: str) -> None:
    """So many wait who answered a question that is asked back, and wrote something that fewer than ten did."""
    for one in range(number):
        content = Content(
            answers={question: Stored(codes=("a",)), "anything_else": Stored(text="iets")},
            group=Group(),
            month=date(2026, 1, 1),
            promised=(5, 10),
            who=uuid4().bytes,
        )
        house.sql(
            "INSERT INTO onboarding.waiting (id, questionnaire, version, level, ready_on, seal, content)"
            " VALUES (gen_random_uuid(), 'week_1', 1, 'confidential', '2026-02-01', :seal, :content)",
            seal=f"{question} {number} {one}".encode(),
            content=sealed(content),
        )


def test_what_left_and_is_remembered_is_not_counted_again_when_others_come(house: House) -> None:
    question = min(CHECKINS.catalogue().asked_back("week_1"))
    lay_by(house, 6, question)
    assert jobs.release() == 6
    assert not any(row.remembered for row in house.sql("SELECT remembered FROM onboarding.waiting"))
    lay_by(house, 7, question)
    jobs.release()
    [row] = house.sql("SELECT sum(people) AS people FROM onboarding.circle WHERE NOT in_words")
    assert row.people == 13


def test_four_wait_until_a_fifth_comes(house: House, invited: Invite) -> None:
    invited(4)
    everybody_answers(house, 4)
    a_month_passes(house)
    assert jobs.release() == 0
    assert len(house.sql("SELECT 1 FROM onboarding.waiting")) == 4
    assert as_the_service(house, "SELECT 1 FROM onboarding.circle") == []


def test_who_was_promised_eight_is_not_shown_with_five_after_the_setting_fell(
    house: House, invited: Invite
) -> None:
    invited(6)
    with use(replace(house.settings, minimum_group=8)):
        answer_everything(house, links(house, 0)["link"])
    for number in range(1, 6):
        answer_everything(house, links(house, number)["link"])
    a_month_passes(house)
    assert jobs.release() == 0


def test_after_the_setting_rose_five_are_too_few(house: House, invited: Invite) -> None:
    invited(6)
    everybody_answers(house, 6)
    a_month_passes(house)
    with use(replace(house.settings, minimum_group=7)):
        assert jobs.release() == 0
    assert jobs.release() > 0


def test_the_sample_s_figures_leave_with_its_people(house: House, employer: Any, invited: Invite) -> None:
    people = invited(6)
    house.sql("UPDATE people.person SET sample = true")
    everybody_answers(house, 6)
    a_month_passes(house)
    jobs.release()
    assert {row.sample for row in house.sql("SELECT sample FROM onboarding.circle")} == {True}
    house.sql("UPDATE people.person SET sample = false")
    employer.forget(people[0])
    house.drain()
    assert house.sql("SELECT 1 FROM onboarding.tally") == []


def test_nothing_ties_what_was_released_to_who_was_invited(house: House, invited: Invite) -> None:
    invited(6)
    everybody_answers(house, 6)
    a_month_passes(house)
    jobs.release()
    for table in ("circle", "tally"):
        tied = as_the_service(
            house,
            f"SELECT 1 FROM onboarding.{table} t JOIN onboarding.invitation i ON i.xmin = t.xmin"
            f" UNION ALL SELECT 1 FROM onboarding.{table} t JOIN onboarding.checkin c ON c.xmin = t.xmin",
        )
        assert tied == []
        [row] = as_the_service(house, f"SELECT count(DISTINCT xmin::text) AS number FROM onboarding.{table}")
        assert row.number == 1


@pytest.mark.parametrize("table", ["circle", "tally", "words"])
def test_the_service_s_own_role_changes_nothing_that_was_released(
    house: House, invited: Invite, table: str
) -> None:
    invited(6)
    everybody_answers(house, 6)
    a_month_passes(house)
    jobs.release()
    with pytest.raises(ProgrammingError):
        as_the_service(
            house,
            f"UPDATE onboarding.{table} SET id = id"
            if table != "tally"
            else "UPDATE onboarding.tally SET people = 1",
        )
    if table == "tally":
        with pytest.raises(ProgrammingError, match="stays as it is"):
            as_the_service(house, "DELETE FROM onboarding.tally")


def test_who_is_forgotten_before_the_night_takes_the_answers_along(
    house: House, employer: Any, invited: Invite
) -> None:
    people = invited(5)
    everybody_answers(house, 5)
    employer.forget(people[0])
    house.drain()
    a_month_passes(house)
    assert jobs.release() == 0


@pytest.fixture
def anonymous() -> Programme:
    found = replace(CHECKINS.catalogue().latest("week_1"), level=Level.ANONYMOUS)
    return replace(CHECKINS, catalogue=lambda: Catalogue([found]))


@pytest.fixture
def client(house: House, anonymous: Programme) -> FlaskClient:
    app = make_app(
        "onboarding",
        transaction=transaction,
        blueprints=[pages.make_blueprint(anonymous, transaction, Words(declined=_FINE, following={}))],
    )
    return app.test_client()


def answer_anonymously(house: House, client: FlaskClient, number: int) -> str:
    path = links(house, number)["link"]
    page = client.get(f"{path}/1").get_data(as_text=True)
    client.post(f"{path}/1", data=fields(page) | {"_go": "next"})
    page = client.get(f"{path}/summary").get_data(as_text=True)
    return client.post(f"{path}/summary", data=fields(page) | {"sure": "yes"}).get_data(as_text=True)


@pytest.fixture
def answered(
    house: House, invited: Invite, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, anonymous: Programme
) -> list[Employee]:
    monkeypatch.setattr(jobs, "FOLLOWER", follower_of(anonymous))
    people = invited(6)
    assert {row.level for row in house.sql("SELECT level FROM onboarding.invitation")} == {"anonymous"}
    for number in range(5):
        assert "Je code" in answer_anonymously(house, client, number)
    return people


def test_who_answered_anonymously_is_told_to_nobody_before_all_are_closed(
    house: House, answered: list[Employee]
) -> None:
    assert {row.state for row in checkins(house)} == {"open"}
    assert house.facts("onboarding.checkin_answered") == []
    a_month_passes(house)
    rows = checkins(house)
    assert sorted(row.state for row in rows) == ["answered"] * 5 + ["closed"]
    assert {row.ended_at for row in rows if row.state == "answered"} == {
        row.closes_at for row in rows if row.state == "answered"
    }
    [said] = house.sql(
        "SELECT count(*) AS facts, count(DISTINCT occurred_at) AS moments FROM eventlog.fact"
        " WHERE type = 'onboarding.checkin_answered.v1'"
    )
    assert (said.facts, said.moments) == (5, 1)


def test_after_a_night_neither_transaction_nor_place_ties_an_anonymous_answer_to_its_invitation(
    house: House, answered: list[Employee]
) -> None:
    tied = (
        "SELECT count(*) AS pairs, count(DISTINCT w.id) AS answers FROM onboarding.waiting w"
        " JOIN onboarding.invitation i ON i.xmin = w.xmin"
    )
    [before] = as_the_service(house, tied)
    assert before.pairs == 5
    places = "SELECT id FROM onboarding.waiting ORDER BY ctid"
    orders = {tuple(row.id for row in as_the_service(house, places))}
    for _ in range(8):
        sweeps.release(CHECKINS, transaction)
        orders.add(tuple(row.id for row in as_the_service(house, places)))
    [after] = as_the_service(house, tied)
    assert after.pairs in {0, 25}, "none, or each with all"
    assert len(orders) > 1


def test_nothing_about_an_anonymous_answer_is_in_facts_or_letters(
    house: House, answered: list[Employee]
) -> None:
    ids = {str(row.id) for row in house.sql("SELECT id FROM onboarding.waiting")}
    said = str(house.sql("SELECT body FROM eventlog.fact")) + str(
        house.sql("SELECT key, params FROM mail.letter")
    )
    assert not [one for one in ids if one in said]


def test_an_anonymous_person_is_not_reminded_after_answering(house: House, answered: list[Employee]) -> None:
    before = len(house.sql("SELECT 1 FROM mail.letter"))
    house.sql("UPDATE onboarding.checkin SET invited_at = opened_at")
    house.set_time(house.now + timedelta(days=8))
    jobs.remind_due()
    assert len(house.sql("SELECT 1 FROM mail.letter")) - before == 1


def test_anonymous_answers_become_figures_like_others(house: House, answered: list[Employee]) -> None:
    a_month_passes(house)
    assert jobs.release() > 0
    assert {
        row.circle_people for row in as_the_service(house, "SELECT circle_people FROM onboarding.answer_v1")
    } == {5}
