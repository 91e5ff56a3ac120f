"""The form: asked once, by kind of leaving, taken back and answered; and what becomes of the answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from infra.migrate import SERVICES
from services.exit_interviews import jobs
from services.exit_interviews.actions.completing import whole
from services.exit_interviews.policy import catalogue
from shared.contracts.journey import TouchpointCancelled
from tests.house import House
from tests.integration.exit_interviews.conftest import AFTERNOON, CLOSES_ON, Ask, cases, forms
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields, letters, links

Leave = Callable[..., Employee]
NOT_A_WORD_ABOUT_REASONS = ("reason", "also", "drop", "first_thought")


@pytest.mark.parametrize(
    ("kind", "form", "letter"),
    [
        ("resignation", "exit_form", "exit/invitation"),
        ("end_of_contract", "exit_form", "exit/invitation"),
        ("mutual_agreement", "exit_form", "exit/invitation"),
        ("retirement", "exit_retirement", "exit/invitation_retirement"),
    ],
)
def test_the_questions_and_the_letter_follow_from_the_kind(
    house: House, leaving: Leave, kind: str, form: str, letter: str
) -> None:
    leaving(kind)
    (invitation,) = house.sql("SELECT questionnaire, level FROM exit.invitation")
    assert (invitation.questionnaire, invitation.level) == (form, "confidential")
    assert [one.template for one in letters(house)] == [letter]


def test_only_who_resigns_or_whose_contract_ends_is_asked_why() -> None:
    assert {*NOT_A_WORD_ABOUT_REASONS} <= set(whole(catalogue().latest("exit_form")).questions)
    for form in ("exit_retirement", "exit_dismissal"):
        assert not {*NOT_A_WORD_ABOUT_REASONS} & set(whole(catalogue().latest(form)).questions)


def test_a_dismissal_waits_until_hr_says_that_the_person_knows(
    house: House, employer: Employer, leaving: Leave, ask: Ask
) -> None:
    one = leaving("dismissal")
    assert (forms(house), letters(house)) == ([], [])
    (case,) = cases(house)
    desk = house.logged_in("exit_interviews")
    answered = told(desk, case.id)
    assert answered.status_code == 303
    jobs.catch_up()
    (form,) = forms(house)
    assert (form.person_id, form.moment) == (one.person_id, "invitation")
    assert [letter.template for letter in letters(house)] == ["exit/invitation_dismissal"]
    assert told(desk, case.id).status_code == 303
    assert len(house.facts("exit.person_told")) == 1
    assert len(forms(house)) == 1


def test_what_waits_for_hr_is_let_go_when_it_is_too_late(house: House, leaving: Leave) -> None:
    leaving("dismissal")
    house.set_time(datetime.combine(CLOSES_ON, AFTERNOON.timetz()) + timedelta(days=1))
    assert jobs.close_due() == 1
    assert house.sql("SELECT * FROM exit.held") == []
    (fact,) = house.facts("exit.moment_passed")
    assert fact.body["reason"] == "too_late"
    assert letters(house) == []


def test_a_cancelled_moment_no_longer_waits(house: House, leaving: Leave) -> None:
    one = leaving("dismissal")
    (waiting,) = house.sql("SELECT touchpoint_id FROM exit.held")
    with house.transaction("journey")() as tx:
        tx.record(
            TouchpointCancelled(
                person_id=one.person_id, touchpoint_id=waiting.touchpoint_id, reason="leaving"
            )
        )
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.held") == []


def test_a_second_moment_goes_along_with_the_form_that_is_open(
    house: House, leaving: Leave, ask: Ask
) -> None:
    one = leaving()
    later = date(2026, 5, 20)
    ask(one, rule="form", closes_on=later)
    (form,) = forms(house)
    assert (form.moment, form.closes_on, form.reminders) == ("invitation", later, 1)
    assert [letter.template for letter in letters(house)] == ["exit/invitation", "exit/reminder"]
    assert len({links(house, n)["link"] for n in (0, 1)}) == 2
    (passed,) = house.facts("exit.moment_passed")
    assert passed.body["reason"] == "together"
    client = house.client("exit_interviews")
    assert all(client.get(links(house, n)["link"]).status_code == 200 for n in (0, 1))
    (invitation,) = house.sql("SELECT expires_at FROM exit.invitation")
    assert invitation.expires_at == form.closes_at


def test_who_answered_or_would_rather_not_is_not_asked_again(house: House, leaving: Leave, ask: Ask) -> None:
    one, other = leaving(), leaving()
    answer(house, links(house, 0)["link"], back={"finest": "De eerste dag."})
    decline(house, links(house, 1)["decline_link"])
    ask(one, other, rule="form")
    ask(one, other, rule="afterwards")
    assert sorted(form.state for form in forms(house)) == ["answered", "declined"]
    assert len(letters(house)) == 2
    assert sorted(f.body["reason"] for f in house.facts("exit.moment_passed")) == [
        "answered", "answered", "declined", "declined",
    ]  # fmt: skip


def test_who_let_the_time_pass_is_asked_once_more_after_leaving(
    house: House, employer: Employer, leaving: Leave, ask: Ask
) -> None:
    one = leaving()
    house.set_time(datetime.combine(CLOSES_ON, AFTERNOON.timetz()) + timedelta(days=2))
    jobs.close_due()
    employer.leave(one)
    ask(one, rule="afterwards", closes_on=date(2026, 6, 8))
    assert [form.state for form in forms(house)] == ["closed", "open"]


def test_liever_niet_is_one_step_and_can_be_taken_back(house: House, leaving: Leave) -> None:
    leaving()
    path = links(house)["link"]
    page = decline(house, links(house)["decline_link"])
    assert "geen gevolgen" in page
    assert "Ja, ik wil toch meedoen" in page
    (form,) = forms(house)
    assert form.state == "declined"
    client = house.client("exit_interviews")
    unsure = client.post(f"{path}/return", data=fields(client.get(path).text))
    assert unsure.status_code == 422
    again = client.post(
        f"{path}/return", data=fields(client.get(path).text) | {"sure": "yes"}, follow_redirects=True
    )
    assert "Begin" in again.text or "Naar de vragen" in again.text or f"{path}/1" in again.text
    (form,) = forms(house)
    assert (form.state, form.ended_at) == ("open", None)
    assert len(house.facts("exit.form_reconsidered")) == 1
    answer(house, path, back={"finest": "Toch een mooie tijd."})
    assert forms(house)[0].state == "answered"


def test_a_scanner_that_presses_everything_takes_nothing_back(house: House, leaving: Leave) -> None:
    leaving()
    path = links(house)["link"]
    decline(house, links(house)["decline_link"])
    client = house.client("exit_interviews")
    client.post(f"{path}/return", data=fields(client.get(path).text))
    assert client.get(f"{path}/return").status_code in {404, 405, 410}
    assert forms(house)[0].state == "declined"


def test_a_withdrawn_notice_ends_it_erases_what_was_said_and_says_so(
    house: House, employer: Employer, leaving: Leave
) -> None:
    one, other, third = leaving(), leaving(), leaving()
    at = {letter.person_id: links(house, n) for n, letter in enumerate(letters(house))}
    answer(house, at[one.person_id]["link"], back={"finest": "Alles."})
    decline(house, at[other.person_id]["decline_link"])
    for each in (one, other, third):
        employer.withdraw(each)
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.waiting") == []
    stays = [letter for letter in letters(house) if letter.template == "exit/stays"]
    assert {letter.person_id for letter in stays} == {one.person_id, third.person_id}
    states = {form.person_id: (form.state, form.reason) for form in forms(house)}
    assert states[third.person_id] == ("closed", "stays")
    assert house.client("exit_interviews").get(at[third.person_id]["link"]).status_code in {404, 410}


def test_who_may_read_which_part_is_kept_and_shown_back(house: House, leaving: Leave) -> None:
    leaving()
    path = links(house)["link"]
    said = answer(
        house,
        path,
        back={"finest": "Het feest.", "attracted": ["people"]},
        work={"challenge": "4"},
        reasons={"reason": "manager", "also": ["growth"], "drop": "conditions"},
        use={"use_back": "named", "use_reasons": "later"},
    )
    for page in (said, house.client("exit_interviews").get(path).text):
        assert "Terugkijken: Degene met wie ik praat, met mijn naam" in page
        assert "Waarom je gaat: Alleen in groepen, en pas na zes maanden." in page
        assert "Het werk: Alleen in groepen, zonder mijn naam." in page
    assert house.sql("SELECT * FROM exit.response") == [], "nothing stands in the open"
    assert len(house.sql("SELECT * FROM exit.waiting")) == 1


def test_answers_become_figures_together_and_some_only_after_months(house: House, leaving: Leave) -> None:
    for _ in range(6):
        leaving()
    for number in range(6):
        answer(
            house,
            links(house, number)["link"],
            work={"challenge": "4"},
            reasons={"reason": "growth", "why_growth": ["growth.step"]},
            use={"use_reasons": "later"},
        )
    house.set_time(datetime.combine(CLOSES_ON, AFTERNOON.timetz()) + timedelta(days=40))
    assert jobs.release() == 6
    assert {row.question for row in house.sql("SELECT question FROM exit.answer_v1")} == {"challenge"}
    assert house.sql("SELECT * FROM exit.reason_v1") == []
    house.set_time(AFTERNOON + timedelta(days=250))
    jobs.release()
    reasons = house.sql("SELECT * FROM exit.reason_v1 ORDER BY rank NULLS LAST")
    assert [(row.role, row.rank, row.code, row.main, row.second, row.people) for row in reasons] == [
        ("cause", 1, "growth", "growth", None, 6),
        ("cause", None, "growth.step", "growth", "growth.step", 6),
    ]
    assert {(row.leave_kind, row.out_of, row.year) for row in reasons} == {("resignation", 6, 2026)}
    published = {row.question for row in house.sql("SELECT question FROM exit.answer_v1")}
    assert not any(question.startswith("use_") for question in published)


def test_aftercare_counts_in_no_figure(house: House, employer: Employer, leaving: Leave, ask: Ask) -> None:
    for _ in range(6):
        one = leaving("mutual_agreement")
        employer.leave(one)
        ask(one, programme="aftercare", rule="month_2", ask="aftercare")
    at = [n for n, letter in enumerate(letters(house)) if letter.template == "exit/invitation_aftercare"]
    assert len(at) == 6
    for number in at:
        answer(house, links(house, number)["link"], now={"help": ["reference"]})
    house.set_time(datetime.combine(CLOSES_ON, AFTERNOON.timetz()) + timedelta(days=40))
    jobs.release()
    assert house.sql("SELECT * FROM exit.answer_v1") == []


def test_aftercare_comes_again_until_one_word(
    house: House, employer: Employer, leaving: Leave, ask: Ask
) -> None:
    people = [leaving("mutual_agreement") for _ in range(3)]
    for one in people:
        employer.leave(one)
    ask(*people, programme="aftercare", rule="month_2", ask="aftercare")
    at = {
        letter.person_id: links(house, n)
        for n, letter in enumerate(letters(house))
        if letter.template == "exit/invitation_aftercare"
    }
    stays, stops, declines = people
    answer(house, at[stays.person_id]["link"], now={"how": "Het gaat."})
    answer(house, at[stops.person_id]["link"], now={"how": "Laat maar.", "again": "stop"})
    decline(house, at[declines.person_id]["decline_link"])
    ask(*people, programme="aftercare", rule="month_6", ask="aftercare")
    again = [letter.person_id for letter in letters(house) if letter.template == "exit/invitation_aftercare"]
    assert sorted(again) == sorted([*(one.person_id for one in people), stays.person_id])
    reasons = {fact.person_id: fact.body["reason"] for fact in house.facts("exit.moment_passed")}
    assert reasons == {stops.person_id: "stopped", declines.person_id: "declined"}


def test_whoever_asks_for_aftercare_says_so_with_a_name(house: House, leaving: Leave) -> None:
    leaving()
    answer(house, links(house)["link"], decision={"aftercare": "yes"})
    (case,) = cases(house)
    assert case.aftercare == "wanted"
    assert "graag" in house.logged_in("exit_interviews").get(f"/exit/desk/cases/{case.id}").text


def test_one_without_an_address_shows_at_the_desk(house: House, leaving: Leave) -> None:
    one = leaving(email=None)
    house.deliver()
    jobs.catch_up()
    (form,) = forms(house)
    assert (form.person_id, form.delivery) == (one.person_id, "no_address")


def test_who_is_forgotten_leaves_no_answer_behind(house: House, employer: Employer, leaving: Leave) -> None:
    one = leaving()
    answer(house, links(house)["link"], reasons={"reason": "growth"})
    employer.forget(one)
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.waiting") == []
    assert forms(house)[0].person_id is None


@pytest.mark.parametrize("role", [one for one in SERVICES if one != "exit"])
def test_no_other_service_reads_an_answer_or_a_reason(house: House, role: str) -> None:
    for table in ("response", "answer", "waiting", "leaving", "past", "past_reason", "talk", "beforehand"):
        with pytest.raises(ProgrammingError) as refused, house.transaction(role)() as tx:
            tx.conn.execute(text(f"SELECT 1 FROM exit.{table}"))
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def told(desk: Any, case_id: Any) -> Any:
    path = f"/exit/desk/cases/{case_id}"
    page = desk.get(path).text
    held = {"held_on": AFTERNOON.date().isoformat(), "present": ["manager", "hr"]}
    return desk.post(f"{path}/told", data=fields(page) | held | {"sure": "yes"})


def decline(house: House, path: str) -> str:
    client = house.client("exit_interviews")
    page = client.get(path).text
    answered = client.post(path, data=fields(page) | {"sure": "yes"}, follow_redirects=True)
    return str(answered.text)


def answer(house: House, path: str, **sections: dict[str, Any]) -> str:
    """Fill in what is given, page by page as a browser without script; send, and return the last page."""
    given = {key: value for section in sections.values() for key, value in section.items()}
    client = house.client("exit_interviews")
    place = f"{path}/1"
    while not place.endswith("/summary"):
        page = client.get(place).text
        hidden = {
            name: value for name, value in fields(page).items() if name.startswith("_") or "token" in name
        }
        data = hidden | {key: value for key, value in given.items() if f'name="{key}"' in page}
        place = client.post(place, data=data | {"_go": "next"}).headers["Location"]
    page = client.get(place).text
    sent = client.post(place, data=fields(page) | {"sure": "yes"}, follow_redirects=True)
    assert sent.status_code == 200, sent.text
    return str(sent.text)


def test_on_paper_stands_a_link_of_its_own_to_the_same_form(house: House, leaving: Leave) -> None:
    leaving()
    (case,) = cases(house)
    desk = house.logged_in("exit_interviews")
    path = f"/exit/desk/cases/{case.id}"
    page = desk.post(f"{path}/paper", data=fields(desk.get(path).text)).text
    found = re.search(r"/exit/a/[\w-]+", page)
    assert found
    assert "<svg" in page
    assert house.client("exit_interviews").get(found[0]).status_code == 200
    assert desk.get(f"{path}/paper").status_code == 405


def test_who_holds_the_talk_reads_what_is_meant_for_them_and_each_time_is_noted(
    house: House, leaving: Leave
) -> None:
    leaving()
    answer(
        house,
        links(house)["link"],
        back={"finest": "Het feest van toen."},
        work={"obstacles": "De systemen."},
        use={"use_back": "named"},
    )
    (case,) = cases(house)
    desk = house.logged_in("exit_interviews")
    path = f"/exit/desk/cases/{case.id}"
    form = fields(desk.get(path).text)
    assert desk.post(f"{path}/read", data=form).status_code == 422
    page = desk.post(f"{path}/read", data=form | {"talks": "yes"}).text
    assert "Het feest van toen." in page
    assert "De systemen." not in page
    assert len(house.sql("SELECT * FROM exit.reading")) == 1
    assert "Hanna" in desk.get(path).text
    assert "Het feest" not in desk.get(path).text


def test_nobody_above_somebody_in_the_line_reads_what_they_said(
    house: House, employer: Employer, leaving: Leave
) -> None:
    boss, top = employer.hire_many(2, date(2015, 1, 5))
    one = leaving()
    for below, above in ((one, boss), (boss, top)):
        house.sql(
            "UPDATE people.spell SET manager_id = :above WHERE id = :below",
            above=above.person_id,
            below=below.spell_id,
        )
    answer(house, links(house)["link"], back={"finest": "Het feest."}, use={"use_back": "named"})
    (case,) = cases(house)
    desk = house.logged_in("exit_interviews")
    path = f"/exit/desk/cases/{case.id}"
    form = fields(desk.get(path).text) | {"talks": "yes"}
    for above in (boss, top):
        house.sql("UPDATE console.account SET person_id = :id", id=above.person_id)
        assert desk.post(f"{path}/read", data=form).status_code == 403
    assert house.sql("SELECT * FROM exit.reading") == []


def test_nobody_reads_what_is_for_groups_only(house: House, leaving: Leave) -> None:
    leaving()
    answer(house, links(house)["link"], back={"finest": "Het feest."})
    (case,) = cases(house)
    desk = house.logged_in("exit_interviews")
    path = f"/exit/desk/cases/{case.id}"
    answered = desk.post(f"{path}/read", data=fields(desk.get(path).text) | {"talks": "yes"})
    assert answered.status_code == 409
    assert "Het feest" not in answered.text
