"""A case opens by itself for everybody who leaves, and follows the employment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.exit_interviews import jobs
from services.exit_interviews.domain.cases import KINDS
from shared.contracts.people import LeavingChanged, PersonLeft, PersonMerged, PersonNeverStarted
from tests.house import House
from tests.integration.exit_interviews.conftest import HIRED, cases
from tests.integration.journey.employer import Employee, Employer


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_kind_a_case_opens_by_itself(house: House, employer: Employer, kind: str) -> None:
    one = employer.hire(HIRED)
    employer.announce(one, in_days=30, kind=kind)
    (case,) = cases(house)
    assert (case.person_id, case.spell_id, case.kind, case.state) == (
        one.person_id,
        one.spell_id,
        kind,
        "open",
    )
    assert (case.tenure_band, case.function, case.country) == ("5-10y", "Analist", "NL")
    (fact,) = house.facts("exit.case_opened")
    assert fact.body["kind"] == kind


def test_nobody_asks_anything_of_the_dead(house: House, employer: Employer) -> None:
    gone, leaving = employer.hire_many(2, HIRED)
    employer.announce(gone, kind="death")
    employer.announce(leaving)
    assert [case.person_id for case in cases(house)] == [leaving.person_id]
    employer.bury(leaving)
    (case,) = cases(house)
    assert (case.state, case.reason) == ("closed", "died")


def test_the_same_fact_again_opens_nothing(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED)
    employer.announce(one)
    employer.announce(one)
    employer.leave(one)
    assert len(cases(house)) == 1
    assert len(house.facts("exit.case_opened")) == 1


def test_a_withdrawn_notice_closes_it_and_a_new_one_lets_it_go_on(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED)
    employer.announce(one)
    (before,) = cases(house)
    employer.withdraw(one)
    (case,) = cases(house)
    assert (case.state, case.reason) == ("closed", "withdrawn")
    employer.announce(one, in_days=90)
    (again,) = cases(house)
    assert (again.id, again.state, again.reason) == (before.id, "open", None)
    assert again.last_day == house.now.date() + timedelta(days=90)


def test_a_moved_last_day_is_followed(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED)
    employer.announce(one, in_days=30)
    cases(house)
    house.sql(
        "UPDATE people.spell SET last_day = '2026-06-30', leave_kind = 'retirement' WHERE id = :id",
        id=one.spell_id,
    )
    employer.say(
        LeavingChanged(
            person_id=one.person_id,
            spell_id=one.spell_id,
            kind="retirement",
            notice_date=None,
            last_day=date(2026, 6, 30),
        )
    )
    (case,) = cases(house)
    assert (case.kind, case.last_day) == ("retirement", date(2026, 6, 30))
    (fact,) = house.facts("exit.case_changed")
    assert fact.body["last_day"] == "2026-06-30"


def test_who_leaves_twice_has_two(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED)
    employer.announce(one)
    employer.leave(one)
    again = employer.come_back(one, date(2026, 3, 9))
    employer.announce(again, in_days=60)
    found = cases(house)
    assert {case.spell_id for case in found} == {one.spell_id, again.spell_id}
    assert [case.state for case in found] == ["open", "open"]


def test_who_left_long_ago_is_history(house: House, employer: Employer) -> None:
    one, other = employer.hire_many(2, HIRED, state="left")
    for each, day in ((one, "2020-12-31"), (other, "2026-02-20")):
        house.sql(
            "UPDATE people.spell SET last_day = :day, leave_kind = 'resignation' WHERE id = :id",
            day=day,
            id=each.spell_id,
        )
    employer.say(
        *(
            PersonLeft(person_id=p.person_id, spell_id=p.spell_id, kind="resignation", last_day=HIRED)
            for p in (one, other)
        )
    )
    assert [case.person_id for case in cases(house)] == [other.person_id]


def test_who_never_started_leaves_nothing_behind(house: House, employer: Employer) -> None:
    one = employer.hire(date(2026, 4, 1))
    employer.announce(one, in_days=300)
    cases(house)
    house.sql(
        "UPDATE people.spell SET state = 'never_started', last_day = NULL, leave_kind = NULL WHERE id = :id",
        id=one.spell_id,
    )
    employer.say(PersonNeverStarted(person_id=one.person_id, spell_id=one.spell_id))
    (case,) = cases(house)
    assert (case.state, case.reason) == ("closed", "never_started")


def test_a_case_follows_its_employment_to_the_record_that_stays(house: House, employer: Employer) -> None:
    double = employer.hire(HIRED)
    kept = employer.hire(date(2017, 1, 2), state="left")
    house.sql("UPDATE people.spell SET last_day = '2018-12-31' WHERE id = :id", id=kept.spell_id)
    employer.announce(double)
    cases(house)
    merge(house, double, kept)
    employer.say(PersonMerged(person_id=double.person_id, into_person_id=kept.person_id))
    (case,) = cases(house)
    assert (case.person_id, case.state) == (kept.person_id, "open")


def test_who_is_forgotten_is_forgotten_here_and_that_somebody_left_stays(
    house: House, employer: Employer
) -> None:
    one = employer.hire(HIRED)
    employer.announce(one, in_days=30)
    cases(house)
    employer.forget(one)
    (case,) = cases(house)
    assert (case.person_id, case.spell_id, case.notice_date) == (None, None, None)
    assert (case.state, case.reason, case.last_day.day) == ("closed", "forgotten", 1)
    assert case.department is None
    assert case.function == "Analist"


def test_the_desk_shows_who_leaves(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED, given="Noor")
    employer.announce(one, kind="retirement")
    jobs.catch_up()
    desk = house.logged_in("exit_interviews")
    page = desk.get("/exit/desk/").text
    assert "Noor de Vries 0" in page
    assert "pensioen" in page
    assert "Noor" not in desk.get("/exit/desk/?kind=dismissal").text
    assert "kennen we niet" in desk.get("/exit/desk/?kind=x").text


def test_the_api_lists_cases(house: House, employer: Employer) -> None:
    one, _other = employer.hire_many(2, HIRED)
    employer.announce(one)
    jobs.catch_up()
    client = house.client("exit_interviews")
    assert client.get("/exit/api/v1/cases").status_code == 401
    listed = client.get(f"/exit/api/v1/cases?person={one.person_id}&state=open", headers=house.api).json
    assert listed is not None
    assert [item["spell_id"] for item in listed["items"]] == [str(one.spell_id)]
    assert listed["next"] is None


def merge(house: House, double: Employee, kept: Employee) -> None:
    house.sql("UPDATE people.spell SET latest = false WHERE id = :id", id=kept.spell_id)
    house.sql(
        "UPDATE people.spell SET person_id = :kept, no = 7 WHERE id = :id",
        kept=kept.person_id,
        id=double.spell_id,
    )
    house.sql(
        "UPDATE people.person SET merged_into = :kept WHERE id = :id",
        kept=kept.person_id,
        id=double.person_id,
    )


def test_a_case_is_over_when_nothing_more_will_come(house: House, employer: Employer) -> None:
    one = employer.hire(HIRED)
    employer.announce(one, in_days=30)
    cases(house)
    house.set_time(house.now + timedelta(days=30 + 215))
    jobs.close_due()
    assert [case.state for case in cases(house)] == ["open"]
    house.set_time(house.now + timedelta(days=10))
    jobs.close_due()
    (case,) = cases(house)
    assert (case.state, case.reason) == ("closed", "over")
    assert [fact.body["reason"] for fact in house.facts("exit.case_closed")] == ["over"]
