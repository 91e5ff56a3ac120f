"""The desk: where each leaving stands, whose turn it is, and one leaving as a story."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from services.exit_interviews import jobs
from services.exit_interviews.domain.stages import STAGES, standing
from services.exit_interviews.store import board
from services.exit_interviews.store.board import Looked
from tests.house import House
from tests.integration.exit_interviews.conftest import HIRED, cases
from tests.integration.exit_interviews.test_forms import answer, decline
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import fields, letters, links

Leave = Callable[..., Employee]
# How the report of a conversation stands, by the stage that it makes; to_report has none yet.
REPORTS = {
    "to_report": None,
    "with_leaver": "shared",
    "to_settle": "corrected",
    "to_release": "final",
    "released": "released",
}


@pytest.fixture
def everybody(house: House, employer: Employer, leaving: Leave) -> dict[str, Employee]:
    """Somebody at each stage."""
    people = {
        "asked": leaving(),
        "answered": leaving(),
        "declined": leaving(),
        "to_talk": leaving(),
        "unreachable": leaving(email=None),
        "to_tell": leaving("dismissal"),
        "closed": leaving(),
        "silent": leaving(),
        "not_asked": employer.hire(HIRED),
        "no_interviewer": leaving(),
        "to_plan": leaving(),
        "planned": leaving(),
        "held": leaving(),
        **{stage: leaving() for stage in REPORTS},
    }
    employer.announce(people["not_asked"], in_days=60)
    talked(house, people)
    at = {letter.person_id: links(house, n) for n, letter in enumerate(letters(house))}
    answer(house, at[people["answered"].person_id]["link"], back={"finest": "Alles."})
    answer(house, at[people["to_talk"].person_id]["link"], back={"finest": "Iets."})
    wish(house, at[people["to_talk"].person_id]["link"])
    decline(house, at[people["declined"].person_id]["decline_link"])
    employer.withdraw(people["closed"])
    house.sql(
        "UPDATE exit.form SET state = 'closed', reason = 'expired', ended_at = now() WHERE person_id = :id",
        id=people["silent"].person_id,
    )
    house.sql(
        "UPDATE exit.form SET delivery = 'no_address' WHERE person_id = :id",
        id=people["unreachable"].person_id,
    )
    jobs.catch_up()
    return people


def test_the_stages_of_the_database_are_those_of_the_domain(
    house: House, everybody: dict[str, Employee]
) -> None:
    with house.transaction("exit")() as tx:
        found = {stage: board.listed(tx.conn, Looked(stage=stage), after=None, limit=50) for stage in STAGES}
        counts = board.tally(tx.conn, house.now.date()).stages
    for stage, rows in found.items():
        assert [row.person_id for row in rows] == [everybody[stage].person_id], stage
        assert {standing(row, house.now.date()).stage for row in rows} == {stage}
    assert counts == {stage: 1 for stage in STAGES if stage != "closed"}


def test_the_board_says_whose_turn_it_is_and_what_is_late(
    house: House, everybody: dict[str, Employee]
) -> None:
    desk = house.logged_in("exit_interviews")
    page = desk.get("/exit/desk/").text
    assert "HR is aan zet" in page
    # The dismissal whose letter waits, and the letter that did not arrive.
    assert page.count('class="badge alarm">te laat') == 2
    assert "n = 5" in page, "five of those who resigned had their chance"
    only = desk.get("/exit/desk/?stage=to_talk&kind=resignation").text
    assert only.count("/exit/desk/cases/") == 1
    assert "kennen we niet" in desk.get("/exit/desk/?stage=nowhere").text


def test_every_case_reads_like_a_story_without_an_answer(
    house: House, everybody: dict[str, Employee]
) -> None:
    desk = house.logged_in("exit_interviews")
    pages = {case.person_id: desk.get(f"/exit/desk/cases/{case.id}") for case in cases(house)}
    assert {page.status_code for page in pages.values()} == {200}
    assert "Alles." not in "".join(page.text for page in pages.values())
    assert "vroeg om een gesprek" in pages[everybody["to_talk"].person_id].text
    assert "op papier" in pages[everybody["unreachable"].person_id].text
    assert "Deze collega blijft" in pages[everybody["closed"].person_id].text.replace(": d", ": D")


def test_a_talk_that_was_arranged_is_no_longer_asked_for(
    house: House, everybody: dict[str, Employee]
) -> None:
    (case,) = [case for case in cases(house) if case.person_id == everybody["to_talk"].person_id]
    desk = house.logged_in("exit_interviews")
    found = re.search(r"/exit/desk/wishes/[\w-]+", desk.get(f"/exit/desk/cases/{case.id}").text)
    assert found
    form = fields(desk.get(found[0]).text)
    assert desk.post(f"{found[0]}/done", data=form).status_code == 303
    assert "wil praten" not in desk.get(f"/exit/desk/cases/{case.id}").text


def test_the_word_that_somebody_was_told_needs_a_tick(house: House, everybody: dict[str, Employee]) -> None:
    (case,) = [case for case in cases(house) if case.person_id == everybody["to_tell"].person_id]
    (other,) = [case for case in cases(house) if case.person_id == everybody["asked"].person_id]
    desk = house.logged_in("exit_interviews")
    path = f"/exit/desk/cases/{case.id}"
    form = fields(desk.get(path).text)
    refused = desk.post(f"{path}/told", data=form)
    assert refused.status_code == 422
    assert "Kruis eerst aan" in refused.text
    held = {"sure": "yes", "held_on": house.now.date().isoformat(), "present": "hr"}
    assert desk.post(f"/exit/desk/cases/{other.id}/told", data=form | held).status_code == 409


@pytest.mark.parametrize("role", ["manager", "board", "interviewer"])
def test_nobody_but_hr_opens_the_board(house: House, everybody: dict[str, Employee], role: str) -> None:
    (case, *_) = cases(house)
    other = house.logged_in("exit_interviews", role)
    for path in ("/exit/desk/", f"/exit/desk/cases/{case.id}"):
        assert other.get(path).status_code == 403


def talked(house: House, people: dict[str, Employee]) -> None:
    """Let the conversations of these people stand where their stage says; those of the others are refused."""
    house.sql("UPDATE exit.talk SET state = 'declined', ended_at = now()")
    for stage in ("asked", "no_interviewer", "to_plan", "planned", "held", *REPORTS):
        state = {"planned": "booked", "held": "held", **dict.fromkeys(REPORTS, "held")}.get(stage, "offered")
        house.sql(
            "UPDATE exit.talk SET state = :state, ended_at = CASE WHEN :state = 'held' THEN now() END, starts_at = :at,"
            " ends_at = cast(:at AS timestamptz) + interval '2 hours', event_id = id,"
            " account_id = CASE WHEN :stage <> 'no_interviewer' THEN id END WHERE person_id = :person",
            state=state,
            stage=stage,
            at=house.now,
            person=people[stage].person_id,
        )
    for stage, report in {**REPORTS, "held": "none"}.items():
        if report:
            reported(house, people[stage], report)
    house.sql(
        "UPDATE exit.form SET state = 'closed', reason = 'expired', ended_at = now() WHERE person_id = :id",
        id=people["to_plan"].person_id,
    )


def reported(house: House, one: Employee, state: str) -> None:
    """Let the report of a conversation stand so."""
    house.sql(
        "INSERT INTO exit.report (talk_id, leaving_id, state, promise, written_at, shared_at, agree_by, said, said_at,"
        " final_at, how, released_at, released_by)"
        " SELECT t.id, t.subject_id, :state, 1, :at, CASE WHEN :shared THEN cast(:at AS timestamptz) END,"
        " CASE WHEN :shared THEN cast(:at AS timestamptz) END, CASE WHEN :state = 'corrected' THEN 'Anders.' END,"
        " CASE WHEN :state = 'corrected' THEN cast(:at AS timestamptz) END,"
        " CASE WHEN :final THEN cast(:at AS timestamptz) END, CASE WHEN :final THEN 'silent' END,"
        " CASE WHEN :state = 'released' THEN cast(:at AS timestamptz) END, CASE WHEN :state = 'released' THEN t.id END"
        " FROM exit.talk t WHERE t.person_id = :person",
        state=state,
        shared=state != "none",
        final=state in ("final", "released"),
        at=house.now,
        person=one.person_id,
    )


def wish(house: House, path: str) -> None:
    """Ask for a talk behind the link."""
    client = house.client("exit_interviews")
    page = client.get(f"{path}/wish").text
    sent = client.post(
        f"{path}/wish", data=fields(page) | {"whom": "hr", "sure": "yes"}, follow_redirects=True
    )
    assert sent.status_code == 200, sent.text
