"""The form: asked once, by kind of leaving, taken back and answered; and what becomes of the answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from services.exit_interviews import jobs
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
    assert {*NOT_A_WORD_ABOUT_REASONS} <= set(catalogue().latest("exit_form").questions)
    for form in ("exit_retirement", "exit_dismissal"):
        assert not {*NOT_A_WORD_ABOUT_REASONS} & set(catalogue().latest(form).questions)


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
    assert house.sql("SELECT * FROM exit.waiting") == []
    (fact,) = house.facts("exit.moment_passed")
    assert fact.body["reason"] == "too_late"
    assert letters(house) == []


def test_a_cancelled_moment_no_longer_waits(house: House, leaving: Leave) -> None:
    one = leaving("dismissal")
    (waiting,) = house.sql("SELECT touchpoint_id FROM exit.waiting")
    with house.transaction("journey")() as tx:
        tx.record(
            TouchpointCancelled(
                person_id=one.person_id, touchpoint_id=waiting.touchpoint_id, reason="leaving"
            )
        )
    jobs.catch_up()
    assert house.sql("SELECT * FROM exit.waiting") == []


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
    assert house.sql("SELECT * FROM exit.response") == []
    assert house.sql("SELECT * FROM exit.part") == []
    stays = [letter for letter in letters(house) if letter.template == "exit/stays"]
    assert {letter.person_id for letter in stays} == {one.person_id, third.person_id}
    states = {form.person_id: (form.state, form.reason) for form in forms(house)}
    assert states[third.person_id] == ("closed", "stays")
    assert house.client("exit_interviews").get(at[third.person_id]["link"]).status_code in {404, 410}


def test_each_part_is_kept_with_who_may_read_it_and_shown_back(house: House, leaving: Leave) -> None:
    leaving()
    said = answer(
        house,
        links(house)["link"],
        back={"finest": "Het feest.", "attracted": ["people"]},
        work={"challenge": "4"},
        reasons={"reason": "manager", "also": ["growth"], "drop": "conditions"},
        use={"use_back": "named", "use_reasons": "later"},
    )
    assert "ligt vast" in said
    assert "Terugkijken: Degene met wie ik praat, met mijn naam" in said
    assert "Waarom je gaat: Alleen in groepen, en pas na zes maanden." in said
    parts = {row.part: row for row in house.sql("SELECT * FROM exit.part")}
    assert {key: row.use for key, row in parts.items()} == {
        "back": "named", "work": "groups", "reasons": "later",
    }  # fmt: skip
    assert parts["reasons"].usable_from == date(2026, 9, 2)
    assert {"finest", "attracted"} <= set(parts["back"].questions)
    with pytest.raises(DBAPIError, match="fixed when it is sent"):
        house.sql("UPDATE exit.part SET use = 'named'")


def test_answers_count_from_the_night_after_they_may(house: House, leaving: Leave) -> None:
    leaving()
    answer(
        house,
        links(house)["link"],
        work={"challenge": "4"},
        reasons={"reason": "growth"},
        use={"use_reasons": "later"},
    )
    published = "SELECT DISTINCT part FROM exit.answer_v1"
    assert house.sql(published) == []
    assert jobs.release_answers() == 1
    assert [row.part for row in house.sql(published)] == ["work"]
    house.set_time(AFTERNOON + timedelta(days=190))
    assert jobs.release_answers() == 1
    assert sorted(row.part for row in house.sql(published)) == ["reasons", "work"]
    (row,) = house.sql("SELECT * FROM exit.answer_v1 WHERE question = 'challenge'")
    assert (row.leave_kind, row.function, row.tenure_band, row.number) == (
        "resignation", "Analist", "5-10y", 4,
    )  # fmt: skip
    assert not {"person_id", "subject_id", "seal", "submitted_at"} & set(row._fields)


def test_reasons_are_kept_in_rows_as_deep_as_they_were_peeled(house: House, leaving: Leave) -> None:
    leaving()
    answer(
        house,
        links(house)["link"],
        reasons={
            "reason": "manager",
            "also": ["growth", "balance"],
            "drop": "conditions",
            "why_manager": ["manager.care", "manager.openness"],
            "why_growth": ["growth.challenge"],
            "more_manager_care": ["manager.care.appreciation"],
        },
    )
    rows = house.sql("SELECT * FROM exit.reason ORDER BY role, rank, main, second")
    assert [(r.role, r.rank, r.main, r.second, r.third) for r in rows] == [
        ("cause", 1, "manager", "manager.care", "manager.care.appreciation"),
        ("cause", 1, "manager", "manager.openness", None),
        ("cause", 2, "balance", None, None),
        ("cause", 2, "growth", "growth.challenge", None),
        ("drop", 1, "conditions", None, None),
    ]


def test_who_wants_to_talk_says_so_with_a_name(house: House, leaving: Leave) -> None:
    leaving()
    answer(house, links(house)["link"], talk={"talk": "yes", "topics": ["together", "why"]})
    (case,) = cases(house)
    assert (case.wants_talk, case.topics) == (True, ["together", "why"])
    assert house.sql("SELECT * FROM exit.part") == []


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
    assert house.sql("SELECT * FROM exit.response") == []
    assert house.sql("SELECT * FROM exit.reason") == []
    assert forms(house)[0].person_id is None


@pytest.mark.parametrize("role", ["people", "journey", "onboarding", "stay", "mail", "console"])
def test_no_other_service_reads_an_answer_or_a_reason(house: House, role: str) -> None:
    for table in ("response", "answer", "reason", "part", "leaving"):
        with pytest.raises(ProgrammingError) as refused, house.transaction(role)() as tx:
            tx.conn.execute(text(f"SELECT 1 FROM exit.{table}"))
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def told(desk: Any, case_id: Any) -> Any:
    path = f"/exit/desk/cases/{case_id}"
    page = desk.get(path).text
    return desk.post(f"{path}/told", data=fields(page) | {"sure": "yes"})


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
