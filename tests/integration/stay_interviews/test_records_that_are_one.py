"""Two records turn out to be one person, and two again: what is over follows its employment, what is open ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.stay_interviews import jobs
from shared.contracts.people import PersonMerged, PersonUnmerged
from tests.house import House
from tests.integration.journey.employer import Employee, Employer
from tests.integration.onboarding.conftest import answer_everything, links
from tests.integration.stay_interviews.conftest import interviews

Invite = Callable[..., list[Employee]]


@pytest.fixture
def kept(employer: Employer, house: House) -> Employee:
    """The record that stays, with an employment of years ago."""
    one = employer.hire(date(2019, 1, 7))
    house.sql(
        "UPDATE people.spell SET state = 'left', last_day = '2021-01-01' WHERE id = :id", id=one.spell_id
    )
    return one


def merge(house: House, double: Employee, kept: Employee) -> None:
    belongs(house, double, kept.person_id, latest_of=kept, latest=False)
    house.sql(
        "UPDATE people.person SET merged_into = :kept WHERE id = :id",
        kept=kept.person_id,
        id=double.person_id,
    )
    with house.transaction("people")() as tx:
        tx.record(PersonMerged(person_id=double.person_id, into_person_id=kept.person_id))
    jobs.catch_up()


def unmerge(house: House, double: Employee, kept: Employee) -> None:
    house.sql("UPDATE people.person SET merged_into = NULL WHERE id = :id", id=double.person_id)
    belongs(house, double, double.person_id, latest_of=kept, latest=True)
    with house.transaction("people")() as tx:
        tx.record(PersonUnmerged(person_id=double.person_id, from_person_id=kept.person_id))
    jobs.catch_up()


def belongs(house: House, double: Employee, person: object, *, latest_of: Employee, latest: bool) -> None:
    house.sql("UPDATE people.spell SET latest = false WHERE id = :id", id=latest_of.spell_id)
    house.sql(
        "UPDATE people.spell SET person_id = :person, no = 7 WHERE id = :id",
        person=person,
        id=double.spell_id,
    )
    house.sql("UPDATE people.spell SET latest = :latest WHERE id = :id", latest=latest, id=latest_of.spell_id)


def whose(house: House) -> tuple[object, object]:
    """Return whose the interview is, and whose its invitation."""
    [invitation] = house.sql("SELECT person_id FROM stay.invitation")
    return interviews(house)[0].person_id, invitation.person_id


def test_an_answered_interview_follows_its_employment_there_and_back(
    house: House, invited: Invite, kept: Employee
) -> None:
    [double] = invited()
    answer_everything(house, links(house)["link"])
    merge(house, double, kept)
    assert whose(house) == (kept.person_id, kept.person_id)
    unmerge(house, double, kept)
    assert whose(house) == (double.person_id, double.person_id)
    assert interviews(house)[0].state == "answered"


def test_an_open_interview_ends_and_its_link_is_dead(house: House, invited: Invite, kept: Employee) -> None:
    [double] = invited()
    merge(house, double, kept)
    [interview] = interviews(house)
    assert (interview.state, interview.reason, interview.person_id) == ("closed", "merged", kept.person_id)
    assert house.client("stay_interviews").get(links(house)["link"]).status_code in {404, 410}


def test_forgetting_who_stays_erases_what_the_other_answered_too(
    house: House, employer: Employer, invited: Invite, kept: Employee
) -> None:
    [double] = invited()
    answer_everything(house, links(house)["link"])
    merge(house, double, kept)
    employer.forget(kept)
    jobs.catch_up()
    assert house.sql("SELECT 1 FROM stay.waiting") == []
    assert whose(house) == (None, None)
