"""From a moment of the plan to what somebody says about staying, or rather does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from services.journey import jobs as journey_jobs
from services.onboarding import jobs as onboarding_jobs
from services.stay_interviews import jobs
from shared.contracts.people import PersonNeverStarted
from tests.house import House, text_of
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import answer_everything, checkins, fields, letters, links
from tests.integration.stay_interviews.conftest import AFTERNOON, Ask, interviews

Invite = Callable[..., list[Employee]]


def at(day: int, hour: int = 13) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=UTC)


def test_a_moment_becomes_an_interview_an_invitation_and_a_letter(house: House, invited: Invite) -> None:
    [one] = invited()
    [interview], [letter] = interviews(house), letters(house)
    assert (interview.person_id, interview.moment, interview.state) == (one.person_id, "yearly", "open")
    assert (interview.closes_on, interview.remind_at.date()) == (date(2026, 3, 23), date(2026, 3, 11))
    assert letter.key == f"stay:interview:{interview.id}:invitation"
    assert (letter.template, letter.kind) == ("stay/invitation", "request")
    assert links(house)["link"].startswith("/stay/a/")
    assert [fact.type for fact in house.facts("stay.")] == ["stay.interview_opened.v1"]


def test_each_service_asks_for_its_own_programme_alone(
    house: House, employer: Employer, ask: Ask, invited: Invite
) -> None:
    invited()
    onboarding_jobs.catch_up()
    assert checkins(house) == []
    ask(employer.hire(), programme="onboarding", rule="week_1")
    onboarding_jobs.catch_up()
    assert (len(checkins(house)), len(interviews(house))) == (1, 1)


def test_any_moment_asks_with_the_form_whatever_hr_calls_it(house: House, invited: Invite) -> None:
    invited(fields={"rule": "na_de_fusie"})
    [invitation] = house.sql("SELECT questionnaire FROM stay.invitation")
    assert (interviews(house)[0].moment, invitation.questionnaire) == ("na_de_fusie", "stay_form")


def test_answers_are_kept_without_the_person_and_journey_hears_that_there_are_some(
    house: House, employer: Employer, ask: Ask
) -> None:
    [one] = employer.hire_many(1)
    journey_jobs.catch_up()
    house.set_time(at(9))
    journey_jobs.release_due()
    [touchpoint] = house.sql("SELECT id FROM journey.touchpoint WHERE state = 'due'")
    ask(one, touchpoint_id=touchpoint.id)
    thanks = answer_everything(house, links(house)["link"])
    assert "zonder je naam" in thanks
    assert "check-in" not in thanks
    assert house.sql("SELECT * FROM stay.response") == []
    [waiting] = house.sql("SELECT * FROM stay.waiting")
    assert (waiting.questionnaire, waiting.level, waiting.ready_on) == (
        "stay_form",
        "confidential",
        date(2026, 4, 1),
    )
    [fact] = house.facts("stay.interview_answered")
    assert set(fact.body) == {"interview_id", "touchpoint_id", "moment"}
    house.drain()
    [touchpoint] = house.sql("SELECT state FROM journey.touchpoint WHERE id = :id", id=touchpoint.id)
    assert touchpoint.state == "answered"


def test_nobody_but_stay_interviews_reads_an_answer(house: House) -> None:
    published = house.sql(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'stay' AND table_name IN ('answer_v1', 'stay_v1')"
    )
    of_answers = {row.column_name for row in published if row.table_name == "answer_v1"}
    of_people = {row.column_name for row in published if row.table_name == "stay_v1"}
    assert not of_answers & {"person_id", "subject_id", "seal", "submitted_at", "interview_id", "spell_id"}
    assert not of_people & {"question", "number", "codes", "text", "day", "response_id"}
    for role in ("console", "journey", "mail", "people", "onboarding"):
        for table in (
            "answer",
            "response",
            "waiting",
            "circle",
            "answer_v1",
            "words_v1",
            "invitation",
            "link",
            "interview",
        ):
            [row] = house.sql(
                "SELECT has_table_privilege(:role, :table, 'SELECT') AS may",
                role=f"weerzien_{role}",
                table=f"stay.{table}",
            )
            assert not row.may, (role, table)


def test_declining_is_one_step_and_is_not_asked_about_again(house: House, invited: Invite) -> None:
    invited()
    path, client = links(house)["decline_link"], house.client("stay_interviews")
    page = client.get(path).get_data(as_text=True)
    assert interviews(house)[0].state == "open", "a scanner that opens the link declines nothing"
    said = client.post(path, data=fields(page) | {"sure": "yes"}, follow_redirects=True)
    assert "geen gevolgen" in said.get_data(as_text=True)
    assert interviews(house)[0].state == "declined"
    assert len(house.facts("stay.interview_declined")) == 1
    house.set_time(at(12))
    assert jobs.remind_due() == 0


def test_one_reminder_by_itself_which_says_that_it_is_the_only_one(house: House, invited: Invite) -> None:
    invited(email="noor@example.org")
    house.set_time(at(12))
    assert jobs.remind_due() == 1
    assert jobs.remind_due() == 0
    house.deliver()
    _, reminder = house.postbox.letters_to("noor@example.org")
    assert "Dit is de enige herinnering" in words_of(reminder)
    assert (interviews(house)[0].reminders, interviews(house)[0].remind_at) == (1, None)


def test_reminders_on_the_days_that_the_plan_names_each_with_a_link_of_its_own(
    house: House, invited: Invite
) -> None:
    # The second day is a Saturday: it leaves on the Monday.
    invited(
        email="noor@example.org",
        fields={"remind_on": (date(2026, 3, 6), date(2026, 3, 14), date(2026, 3, 20))},
    )
    for day in (6, 14, 16, 20):
        house.set_time(at(day))
        jobs.remind_due()
    house.deliver()
    reminders = house.postbox.letters_to("noor@example.org")[1:]
    words = [words_of(letter) for letter in reminders]
    assert ["enige herinnering" in one for one in words] == [False, False, False]
    assert ["laatste herinnering" in one for one in words] == [False, False, True]
    sent = [letter for letter in letters(house) if letter.template == "stay/reminder"]
    [interview] = interviews(house)
    assert [letter.queued_at.day for letter in sent] == [6, 16, 20]
    assert [letter.key.removeprefix(f"stay:interview:{interview.id}:") for letter in sent] == [
        "reminder",
        "reminder:2",
        "reminder:3",
    ]
    assert (interview.reminders, interview.remind_at, interview.remind_later) == (3, None, [])
    assert len(house.facts("stay.interview_reminded")) == 3
    assert len(house.sql("SELECT 1 FROM stay.link")) == 4


def test_a_house_that_stood_still_reminds_once_not_of_each_day_it_missed(
    house: House, invited: Invite
) -> None:
    invited(fields={"remind_on": tuple(date(2026, 3, day) for day in (4, 5, 6, 20))})
    house.set_time(at(9))
    jobs.remind_due()
    assert [letter.template for letter in letters(house)] == ["stay/invitation", "stay/reminder"]
    assert interviews(house)[0].remind_at.date() == date(2026, 3, 20)
    assert interviews(house)[0].remind_later == []


def test_a_sweep_in_the_evening_takes_the_reminders_along_to_the_next_morning(
    house: House, invited: Invite
) -> None:
    invited(fields={"remind_on": (date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 17))})
    house.set_time(at(5, hour=20))
    jobs.remind_due()
    [interview] = interviews(house)
    assert (interview.reminders, interview.remind_at.date()) == (0, date(2026, 3, 6))
    assert [later.date() for later in interview.remind_later] == [date(2026, 3, 17)]


@pytest.mark.parametrize(
    "days",
    [
        (),
        (date(2026, 3, 2),),
        (date(2026, 1, 1), date.min),
        (date(2026, 3, 24), date(2027, 1, 1), date.max),
    ],
    ids=["none", "the day of the invitation", "long ago", "after it is over"],
)
def test_a_reminder_that_makes_no_sense_is_not_sent(
    house: House, invited: Invite, days: tuple[date, ...]
) -> None:
    invited(fields={"remind_on": days})
    assert (interviews(house)[0].remind_at, interviews(house)[0].remind_later) == (None, [])
    assert jobs.next_due() == interviews(house)[0].closes_at


def test_answering_between_two_reminders_stops_the_second(house: House, invited: Invite) -> None:
    invited(fields={"remind_on": (date(2026, 3, 5), date(2026, 3, 12))})
    house.set_time(at(5))
    jobs.remind_due()
    answer_everything(house, links(house, 1)["link"])
    house.set_time(at(12))
    assert jobs.remind_due() == 0
    assert len(letters(house)) == 2


def test_a_questionnaire_that_nobody_wrote_waits_where_somebody_sees_it(
    house: House, invited: Invite
) -> None:
    invited(fields={"ask": "mood_of_the_moon"})
    assert interviews(house) == []
    [parked] = house.sql("SELECT error FROM eventlog.parked WHERE follower = 'stay'")
    assert "MomentUnknown" in parked.error


def test_a_check_in_at_a_moment_of_hrs_own_asks_with_the_questions_that_it_names(
    house: House, employer: Employer, ask: Ask
) -> None:
    one = employer.hire(email="noor@example.org")
    house.set_time(AFTERNOON)
    ask(one, programme="onboarding", rule="na_twee_jaar", ask="month_6")
    onboarding_jobs.catch_up()
    [checkin] = checkins(house)
    [invitation] = house.sql("SELECT questionnaire FROM onboarding.invitation")
    assert (checkin.moment, invitation.questionnaire) == ("na_twee_jaar", "month_6")
    path = links(house)["link"]
    house.deliver()
    [letter] = house.postbox.letters_to("noor@example.org")
    assert "jaar" not in f"{letter['Subject']} {words_of(letter).partition('Je krijgt deze mail')[0]}"
    thanks = answer_everything(house, path)
    assert "eerste jaar" not in thanks, "no promise about a moment that is not in this plan"


def test_after_three_weeks_it_closes_and_every_link_is_dead(house: House, invited: Invite) -> None:
    invited(fields={"remind_on": (date(2026, 3, 5),)})
    house.set_time(at(5))
    jobs.remind_due()
    paths = [links(house, number)["link"] for number in (0, 1)]
    house.set_time(at(23, hour=23))
    assert jobs.close_due() == 1
    assert (interviews(house)[0].state, interviews(house)[0].reason) == ("closed", "expired")
    client = house.client("stay_interviews")
    assert {client.get(path).status_code for path in paths} <= {404, 410}
    assert jobs.next_due() is None


@pytest.mark.parametrize(
    ("happens", "reason"),
    [("announce", "leaving"), ("leave", "leaving"), ("bury", "died"), ("forget", "forgotten")],
)
def test_leaving_death_and_being_forgotten_end_it_at_once(
    house: House, employer: Employer, invited: Invite, happens: str, reason: str
) -> None:
    [one] = invited(fields={"remind_on": (date(2026, 3, 5), date(2026, 3, 12))})
    getattr(employer, happens)(one)
    jobs.catch_up()
    [interview] = interviews(house)
    assert (interview.state, interview.reason, interview.remind_later) == ("closed", reason, [])
    house.set_time(at(12))
    assert jobs.remind_due() == 0
    assert house.client("stay_interviews").get(links(house)["link"]).status_code in {404, 410}


def test_whoever_turns_out_never_to_have_begun_is_let_be(house: House, invited: Invite) -> None:
    [one] = invited()
    house.sql("UPDATE people.spell SET state = 'never_started' WHERE id = :id", id=one.spell_id)
    with house.transaction("people")() as tx:
        tx.record(PersonNeverStarted(person_id=one.person_id, spell_id=one.spell_id))
    jobs.catch_up()
    assert [(row.state, row.reason) for row in interviews(house)] == [("closed", "never_started")]
    assert "niet is begonnen" in desk(house, f"/stay/desk/interviews/{interviews(house)[0].id}")


def test_forgetting_erases_the_answers_and_keeps_that_somebody_took_part(
    house: House, employer: Employer, invited: Invite
) -> None:
    [one] = invited()
    answer_everything(house, links(house)["link"])
    employer.forget(one)
    house.drain()
    assert house.sql("SELECT 1 FROM stay.waiting") == []
    assert [(row.state, row.person_id, row.spell_id) for row in interviews(house)] == [
        ("answered", None, None)
    ]
    assert house.sql("SELECT 1 FROM stay.invitation WHERE person_id IS NOT NULL") == []


def test_the_desk_shows_who_takes_part_and_not_what_was_said(house: House, invited: Invite) -> None:
    assert "nog niemand gevraagd" in desk(house, "/stay/desk/")
    invited(3, given="Fatima", fields={"rule": "na_de_fusie"})
    answer_everything(house, links(house)["link"])
    shown = desk(house, "/stay/desk/?moment=na_de_fusie")
    assert "Fatima de Vries" in shown
    assert "na_de_fusie" in desk(house, "/stay/desk/")
    assert "Deze keuze kennen we niet" in desk(house, "/stay/desk/?moment=nooit")
    one = next(row for row in interviews(house) if row.state == "answered")
    shown = desk(house, f"/stay/desk/interviews/{one.id}")
    assert "Het blijfgesprek van Fatima de Vries" in shown
    desk(house, "/stay/desk/interviews/00000000-0000-0000-0000-000000000000", status=404)


def test_what_hr_sends_by_hand_is_called_so(house: House, invited: Invite) -> None:
    invited(fields={"rule": "by_hand", "ask": "stay_form"})
    assert "Met de hand gestuurd" in desk(house, "/stay/desk/")
    log = house.logged_in("console").get("/console/desk/events?service=stay").get_data(as_text=True)
    assert "Blijfgesprek met de hand gestuurd: uitnodiging onderweg." in log


def test_the_desk_tells_when_the_next_of_several_reminders_goes(house: House, invited: Invite) -> None:
    invited(fields={"remind_on": (date(2026, 3, 5), date(2026, 3, 12))})
    house.set_time(at(5))
    jobs.remind_due()
    assert "Volgende herinnering" in desk(house, f"/stay/desk/interviews/{interviews(house)[0].id}")


def test_the_api_lists_who_was_asked(house: House, invited: Invite) -> None:
    [one, _other] = invited(2)
    client = house.client("stay_interviews")
    found: Any = client.get(
        f"/stay/api/v1/interviews?person={one.person_id}&moment=yearly", headers=house.api
    ).get_json()
    assert [(item["person_id"], item["state"]) for item in found["items"]] == [(str(one.person_id), "open")]
    assert "answers" not in found["items"][0]


def test_home_timeline_and_log_tell_of_it(house: House, invited: Invite) -> None:
    [one] = invited(given="Fatima")
    answer_everything(house, links(house)["link"])
    client = house.logged_in("console")
    home = client.get("/console/desk/").get_data(as_text=True)
    assert "Blijfgesprekken waar we de laatste 30 dagen om vroegen" in home
    assert "blijfgesprek elk jaar" in home
    timeline = client.get(f"/console/desk/people/{one.person_id}").get_data(as_text=True)
    assert "Blijfgesprek elk jaar: beantwoord." in timeline
    log = client.get("/console/desk/events?service=stay").get_data(as_text=True)
    assert "Blijfgesprek elk jaar: uitnodiging onderweg." in log
    assert "In dienst" not in log


def desk(house: House, path: str, status: int = 200) -> str:
    answer = house.logged_in("stay_interviews").get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def words_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter without its line breaks."""
    return " ".join(text_of(letter).split())
