"""After the conversation: the report from draft to board, reasons seen twice, thanks, staying in touch, lessons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.alumni import jobs as alumni_jobs
from services.exit_interviews import jobs
from services.exit_interviews.actions import coding
from services.exit_interviews.domain.coding import Coded
from tests.house import House, links_in, pressed, text_of
from tests.integration.appointment.conftest import make_interviewer
from tests.integration.exit_interviews.talks import ANNA, LAST_DAY, Leaver, leaver
from tests.integration.exit_interviews.test_forms import answer
from tests.integration.journey.employer import Employee
from tests.integration.onboarding.conftest import links
from tests.integration.stay_interviews.talks import FATIMA, PAGE

SECRET = "De ploegleider schreeuwt."
WENT, BETTER = "Vier mooie jaren op de nacht.", "Roosters eerder bekend."
LESSON = "Roosters vier weken vooruit"
REPORT = {
    "went": WENT,
    "why": "Te weinig rust.",
    "better": BETTER,
    "apart": SECRET,
    "lesson-0": LESSON,
    "action-0": "Begin met de nacht",
    "tell-0": "yes",
    "lesson-1": "Luister naar de nacht",
}


@pytest.fixture
def talked(house: House) -> tuple[Leaver, FlaskClient, str]:
    """A conversation that has begun, Anna at her desk, and where she writes."""
    return begun(house)


def begun(house: House, **more: Any) -> tuple[Leaver, FlaskClient, str]:
    fatima = leaver(house, **more)
    fatima.pick()
    house.set_time(fatima.talk.ends_at)
    return fatima, fatima.at_the_desk(), f"/exit/desk/talks/{fatima.talk.id}/report"


def write(anna: FlaskClient, page: str, **changes: str) -> Any:
    return pressed(anna, page, page, **{**REPORT, "do": "share", **changes})


def link_to(fatima: Leaver, place: str) -> str:
    """Return the newest link to a page in Fatima's mail."""
    for letter in reversed(fatima.letters(FATIMA)):
        for link in links_in(letter):
            if link.endswith(place):
                return link.removeprefix(fatima.house.settings.base_url)
    pytest.fail(f"no letter leads to {place}")


def send(fatima: Leaver, path: str, *, page: str | None = None, **fields: Any) -> Any:
    """Post a form of a page as it is, or as it was when somebody looked at it."""
    token = PAGE.search(page or fatima.client.get(path).text)
    assert token
    return fatima.client.post(path, data={"page_token": token[1], **fields})


def report(house: House) -> Any:
    [row] = house.sql("SELECT * FROM exit.report")
    return row


def hr(house: House) -> FlaskClient:
    return house.logged_in("exit_interviews")


def board(house: House) -> FlaskClient:
    return house.logged_in("exit_interviews", "board")


def test_a_report_is_written_in_peace_read_corrected_settled_and_released(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    case = f"/exit/desk/cases/{fatima.case.id}"
    others = [hr(house), board(house), fatima.at_the_desk(make_interviewer(house, "Bram"))]
    # What is typed is kept, and nobody else sees a word of it.
    assert pressed(anna, page, f"{page}/draft", **REPORT).status_code == 204
    assert WENT in anna.get(page).text
    for place in (page, f"{case}/report", f"/exit/desk/reports/{fatima.talk.id}"):
        assert {one.get(place).status_code for one in others} <= {403, 404}, place
    assert fatima.client.get(fatima.link.replace("/talk", "/report")).status_code == 404
    # What the board will read names nobody; what stays apart may.
    named = write(anna, page, went="Fatima werkte hier vier jaar.", **{"lesson-0": "Vraag FATIMA eerder"})
    assert (named.status_code, named.text.count("Hier staat een naam van deze collega")) == (422, 4)
    assert "Fatima werkte hier vier jaar." in named.text, "what was typed is not lost"
    # She reads it first, also what stays apart, and says what should be otherwise.
    assert write(anna, page, apart=f"Fatima: {SECRET}").status_code == 303
    assert write(anna, page).status_code == 409, "a second click changes nothing"
    link = link_to(fatima, "/report")
    mine = fatima.client.get(link).text
    assert all(words in mine for words in (WENT, SECRET, LESSON, "zonder je naam en je functie"))
    assert all(one.get(f"{case}/report").status_code in {403, 404} for one in others)
    assert send(fatima, link, do="agree").status_code == 422, "a machine that presses agrees with nothing"
    signed = send(fatima, link, do="agree", read="yes", added="Groet, Fatima")
    assert (signed.status_code, "Haal hem weg" in signed.text) == (422, True)
    assert (
        send(
            fatima, link, do="correct", said="Drie jaren op de nacht.", added="Ik kom graag terug."
        ).status_code
        == 303
    )
    assert any("Er is iets gezegd" in str(one["Subject"]) for one in fatima.letters(ANNA))
    # Settled in the text; she hears so; HR waits until she had her days, and then releases it.
    assert pressed(anna, page, f"{page}/settle", **{**REPORT, "went": "Drie mooie jaren."}).status_code == 303
    assert "Zo is het verslag geworden" in [str(one["Subject"]) for one in fatima.letters(FATIMA)]
    desk = others[0]
    assert "kan er nog iets van zeggen" in desk.get(f"{case}/report").text
    assert pressed(desk, case, f"{case}/report/release").status_code == 409
    house.set_time(report(house).agree_by)
    assert others[1].get(f"/exit/desk/reports/{fatima.talk.id}").status_code == 404
    assert pressed(desk, case, f"{case}/report/release").status_code == 303
    released = others[1].get(f"/exit/desk/reports/{fatima.talk.id}").text
    assert all(words in released for words in ("Drie mooie jaren.", BETTER, LESSON, "Ik kom graag terug."))
    for hidden in (SECRET, "Fatima", "Analist", "Drie jaren op de nacht."):
        assert hidden not in released, hidden
    assert "eigen opzegging" in others[1].get("/exit/desk/reports").text
    paper = others[1].get(f"/exit/desk/reports/{fatima.talk.id}.pdf")
    assert (paper.status_code, paper.data[:4]) == (200, b"%PDF")
    assert others[2].get("/exit/desk/reports").status_code == 403
    assert "vrijgegeven" in desk.get(case).text
    assert [fact.type for fact in house.facts("exit.report")] == [
        "exit.report_shared.v1",
        "exit.report_corrected.v1",
        "exit.report_final.v1",
        "exit.report_released.v1",
    ]
    read = house.sql("SELECT parts FROM exit.reading")
    assert {tuple(row.parts) for row in read} == {("report",)}, "each opening by HR is noted"


def test_silence_lets_it_stand_and_two_years_later_it_is_gone(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    write(anna, page)
    before = fatima.client.get(link := link_to(fatima, "/report")).text
    assert jobs.next_due() <= report(house).agree_by
    house.set_time(report(house).agree_by)
    assert jobs.settle_reports() == 1
    assert report(house).how == "silent"
    assert "Zo staat het verslag" in fatima.client.get(link).text
    assert send(fatima, link, page=before, do="correct", said="Te laat").status_code == 409
    two_years = datetime(LAST_DAY.year + 2, LAST_DAY.month, LAST_DAY.day, 12, tzinfo=UTC)
    house.set_time(two_years)
    assert jobs.settle_reports() == 0
    house.set_time(two_years + timedelta(days=1))
    assert jobs.settle_reports() == 1
    assert house.sql("SELECT * FROM exit.report") == []
    assert house.sql("SELECT * FROM exit.lesson") == []


def test_reasons_and_words_of_which_no_report_came_are_gone_as_soon(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    _fatima, anna, page = talked
    pressed(anna, page, f"{page}/reasons", **{"cause-0": "growth"})
    pressed(anna, page, f"{page}/thanks", thanks="Dank.", do="keep")
    house.set_time(datetime(LAST_DAY.year + 2, LAST_DAY.month, LAST_DAY.day, 12, tzinfo=UTC))
    assert jobs.settle_reports() == 0
    house.set_time(house.now + timedelta(days=1))
    assert jobs.settle_reports() == 1
    for table in ("coding", "thanks"):
        assert house.sql(f"SELECT * FROM exit.{table}") == [], table


def test_a_lesson_goes_on_without_a_person_unless_the_person_keeps_it_back(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    write(anna, page)
    assert house.sql("SELECT * FROM exit.lesson_v1") == []
    link = link_to(fatima, "/report")
    assert send(fatima, link, do="agree", read="yes").status_code == 303
    desk = house.logged_in("insights")
    shown = desk.get("/insights/desk/proposals").text
    assert LESSON in shown
    assert "Luister naar de nacht" not in shown, "the writer let only one go on"
    for hidden in ("Fatima", str(fatima.case.id), "Analist"):
        assert hidden not in shown, hidden
    [lesson] = house.sql("SELECT * FROM exit.lesson_v1")
    form = desk.get(f"/insights/desk/measures/new?lesson={lesson.id}").text
    assert all(words in form for words in (LESSON, "Begin met de nacht"))
    made = re.search(r'action="(/insights/desk/measures/[^"]+/edit)"', form)
    assert made
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token
    given = {"csrf_token": token[1], "version": "0", "lesson": str(lesson.id), "title": "Roosters", "what": "x",
             "why": "y", "starts_on": "2026-05-01"}  # fmt: skip
    assert desk.post(made[1], data=given).status_code == 303
    assert LESSON not in desk.get("/insights/desk/proposals").text
    # She thinks again, within the week: it is gone for whoever has not made a measure of it.
    assert send(fatima, link, do="agree", read="yes", withheld="0").status_code == 303
    assert house.sql("SELECT * FROM exit.lesson_v1") == []


def test_words_of_appreciation_are_sealed_seen_sent_once_and_kept_nowhere(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    words = "Je hield rust in de nacht.\nDank je wel."
    assert pressed(anna, page, f"{page}/thanks", thanks=words, do="keep").status_code == 303
    assert "Je hield rust in de nacht." in anna.get(page).text
    [row] = house.sql("SELECT words FROM exit.thanks")
    assert b"rust" not in bytes(row.words)
    assert pressed(anna, page, f"{page}/thanks", do="send").status_code == 303
    assert pressed(anna, page, f"{page}/thanks", do="send").status_code == 303
    [letter] = [one for one in fatima.letters(FATIMA) if "afscheid" in str(one["Subject"])]
    assert "Je hield rust in de nacht." in text_of(letter)
    assert "Anna" in text_of(letter)
    [row] = house.sql("SELECT words, sent_at FROM exit.thanks")
    assert (row.words, row.sent_at is None) == (None, False)
    assert pressed(anna, page, f"{page}/thanks", thanks="Nog iets", do="keep").status_code == 409
    assert "rust" not in hr(house).get(f"/exit/desk/cases/{fatima.case.id}").text


def test_staying_in_touch_is_ticked_by_hand_and_the_ledger_says_whose_and_when(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    write(anna, page)
    contact = link_to(fatima, "/report").replace("/report", "/contact")
    shown = fatima.client.get(contact).text
    assert "checked" not in shown
    assert send(fatima, contact).status_code == 422
    assert send(fatima, contact, subjects=["news", "reunions"]).status_code == 303
    assert send(fatima, contact, page=shown, subjects=["vacancies"]).status_code == 303, "once, by this page"
    alumni_jobs.catch_up()
    ledger = house.sql("SELECT subject, given, how, hand, evidence FROM alumni.consent ORDER BY subject")
    assert [(one.subject, one.given, one.how, one.hand) for one in ledger] == [
        ("news", True, "farewell", "person"),
        ("reunions", True, "farewell", "person"),
    ]
    assert ledger[0].evidence["case"] == str(fatima.case.id)
    assert "ticked_at" in ledger[0].evidence
    assert house.sql("SELECT state FROM alumni.member")[0].state == "asleep", "until the last day is over"
    case = hr(house).get(f"/exit/desk/cases/{fatima.case.id}").text
    assert "koos zelf" in case


def test_hr_sees_to_the_end_and_takes_it_back(house: House, talked: tuple[Leaver, FlaskClient, str]) -> None:
    fatima, *_ = talked
    desk, page = hr(house), f"/exit/desk/cases/{fatima.case.id}"
    for ticked in (["reference", "belongings", "nonsense"], ["belongings"]):
        assert pressed(desk, page, f"{page}/closing", items=ticked).status_code == 303
        found = {row.item for row in house.sql("SELECT item FROM exit.checked")}
        assert found == set(ticked) - {"nonsense"}


@pytest.mark.parametrize("kind", ["dismissal", "retirement"])
def test_nobody_is_coded_who_is_not_asked_why(house: House, kind: str) -> None:
    _fatima, anna, page = begun(house, kind=kind)
    shown = anna.get(page).text
    assert 'name="why"' not in shown
    assert 'name="cause-0"' not in shown
    coded = pressed(anna, page, f"{page}/reasons", **{"cause-0": "growth"})
    assert coded.status_code == 409


def test_reasons_seen_twice_become_figures_in_company_only(
    house: House, leaving: Callable[..., Employee]
) -> None:
    """Five say that they could not grow; of one the interviewer heard something else."""
    for _ in range(5):
        leaving()
    for number in range(5):
        answer(house, links(house, number)["link"], reasons={"reason": "growth"})
    house.sql(
        "UPDATE exit.talk SET state = 'held', ended_at = :at, starts_at = :at, ends_at = :at, event_id = id,"
        " account_id = id",
        at=house.now,
    )
    with house.transaction("exit")() as tx:
        for number, talk in enumerate(house.sql("SELECT id FROM exit.talk")):
            causes = ["manager.care", "growth"] if number else ["workload"]
            coding.keep(
                tx,
                talk.id,
                Coded(causes=causes if number < 2 else ["growth.step"], last_drop=None, prevented=[]),
            )
    for month in (6, 7):
        house.set_time(datetime(2026, month, 2, 12, tzinfo=UTC))
        jobs.close_due()
        assert house.sql("SELECT * FROM exit.coded_v1") == [], (
            "it waits for the end of a month, as all answers do"
        )
        jobs.release()
    told = {
        (row.question, row.value): (row.people, row.out_of)
        for row in house.sql("SELECT * FROM exit.coded_v1")
    }
    assert told["agrees", "same"] == (3, 5)
    assert (told["agrees", "among"], told["agrees", "different"]) == ((1, 5), (1, 5))
    assert told["coded_first", "growth"] == (3, 5)
    page = house.logged_in("insights").get("/insights/desk/reasons").text
    assert "Hoorde wie het gesprek voerde" in page
    assert "3 van 5" in page
    assert house.sql("SELECT * FROM exit.coding WHERE filed_at IS NULL") == []


def test_who_stays_or_is_forgotten_leaves_nothing_of_the_conversation(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    write(anna, page)
    pressed(anna, page, f"{page}/reasons", **{"cause-0": "growth"})
    pressed(anna, page, f"{page}/thanks", thanks="Dank.", do="keep")
    fatima.employer.withdraw(fatima.one)
    jobs.catch_up()
    for table in ("report", "lesson", "coding", "thanks", "waiting"):
        assert house.sql(f"SELECT * FROM exit.{table}") == [], table


def test_nobody_above_reads_it_and_hr_settles_what_the_writer_cannot(
    house: House, talked: tuple[Leaver, FlaskClient, str]
) -> None:
    fatima, anna, page = talked
    boss = fatima.employer.hire(fatima.one.hire_date, given="Bert")
    house.sql(
        "UPDATE people.spell SET manager_id = :boss WHERE person_id = :id",
        boss=boss.person_id,
        id=fatima.one.person_id,
    )
    write(anna, page)
    # Who has no mailbox gets the way to it on paper.
    desk, case = hr(house), f"/exit/desk/cases/{fatima.case.id}"
    assert "/report</strong>" in pressed(desk, case, f"{case}/report/paper").text
    assert send(fatima, link_to(fatima, "/report"), do="correct", said="Anders.").status_code == 303
    assert "Anders." in desk.get(f"{case}/report").text
    assert (
        pressed(desk, case, f"{case}/report/settle", **REPORT, **{"lesson-2": "x" * 501}).status_code == 422
    )
    assert pressed(desk, case, f"{case}/report/settle", **REPORT).status_code == 303
    house.set_time(report(house).agree_by)
    assert pressed(desk, case, f"{case}/report/release").status_code == 303
    boards = board(house)
    assert boards.get(f"/exit/desk/reports/{fatima.talk.id}").status_code == 200
    # The same people, once they are the manager of who left.
    house.sql("UPDATE console.account SET person_id = :id WHERE person_id IS NULL", id=boss.person_id)
    assert desk.get(f"{case}/report").status_code == 403
    assert boards.get(f"/exit/desk/reports/{fatima.talk.id}").status_code == 404
    assert "eigen opzegging" not in boards.get("/exit/desk/reports").text


def test_there_need_not_be_a_report(house: House, talked: tuple[Leaver, FlaskClient, str]) -> None:
    fatima, anna, page = talked
    pressed(anna, page, page, **REPORT, do="keep")
    assert pressed(anna, page, f"{page}/none").status_code == 422
    assert pressed(anna, page, f"{page}/none", none="yes").status_code == 303
    row = report(house)
    assert (row.state, row.went) == ("none", "")
    assert "geen verslag" in hr(house).get(f"/exit/desk/cases/{fatima.case.id}").text
    assert write(anna, page).status_code == 303, "and then there is one after all"
