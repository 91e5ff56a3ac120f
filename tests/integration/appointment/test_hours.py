"""An interviewer's own hours: written at the desk, read by whoever looks for a time."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from flask.testing import FlaskClient

from shared.appointment.diaries import diaries
from shared.appointment.diary import Diary
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.appointment.conftest import Interviewer, away
from tests.integration.journey.employer import Employer

PAGE = "/journey/desk/hours"
DAY = date(2026, 3, 10)


def logged_in_as(house: House, account: UUID) -> FlaskClient:
    client = house.logged_in("journey", "interviewer")
    house.sql("UPDATE console.session SET account_id = :account", account=account)
    return client


def diary(house: House, account: UUID) -> Diary:
    with house.transaction("stay")() as tx:
        return diaries(tx, DAY, DAY)[account]


def test_hours_are_written_by_the_interviewer_and_read_by_who_looks_for_a_time(
    house: House, interviewer: Interviewer
) -> None:
    anna = interviewer()
    client = logged_in_as(house, anna)
    assert 'value="09:00-17:00"' in client.get(PAGE).text
    form = {
        "mon": "9-12.30, 13:30 - 17",
        "wed": "",
        "zone": "Europe/Brussels",
        "place": "Kamer 7",
        "video": "",
    }
    assert pressed(client, PAGE, PAGE, **form).status_code == 303
    found = diary(house, anna)
    assert found.weekly == {1: ((time(9), time(12, 30)), (time(13, 30), time(17)))}
    assert (found.zone, found.where) == ("Europe/Brussels", {"place": "Kamer 7"})
    assert "09:00-12:30, 13:30-17:00" in client.get(PAGE).text


def test_what_cannot_be_read_is_told_at_its_field_and_what_was_typed_stays(
    house: House, interviewer: Interviewer
) -> None:
    anna = interviewer()
    client = logged_in_as(house, anna)
    wrong = {
        "mon": "morgens",
        "tue": "17-9",
        "wed": "9-12, 11-13",
        "zone": "Mars/Phobos",
        "video": "javascript:x",
    }
    page = pressed(client, PAGE, PAGE, **wrong)
    assert page.status_code == 422
    assert page.text.count("Deze uren lezen we niet") == 3 * 2
    assert 'value="morgens"' in page.text
    assert "Deze tijdzone kennen we niet" in page.text
    assert "beginnend met https" in page.text
    assert diary(house, anna).weekly[1] == ((time(9), time(17)),)


def test_a_day_may_have_other_hours_and_have_the_usual_ones_again(
    house: House, interviewer: Interviewer
) -> None:
    anna = interviewer()
    client = logged_in_as(house, anna)
    assert pressed(client, PAGE, f"{PAGE}/day", day="2026-03-10", hours="13-15").status_code == 303
    assert diary(house, anna).days == {DAY: ((time(13), time(15)),)}
    assert pressed(client, PAGE, f"{PAGE}/day", day="2026-03-10", hours="").status_code == 303
    assert diary(house, anna).days == {}
    for day in ("2026-02-30", "", "2025-01-01"):
        assert pressed(client, PAGE, f"{PAGE}/day", day=day, hours="9-10").status_code == 422


def test_nobody_changes_the_hours_of_another_but_hr(house: House, interviewer: Interviewer) -> None:
    anna, bram = interviewer("Anna"), interviewer("Bram")
    client = logged_in_as(house, anna)
    assert client.get(f"{PAGE}/{bram}").status_code == 403
    assert pressed(client, PAGE, f"{PAGE}/{bram}", mon="9-10").status_code == 403
    hr = house.logged_in("journey")
    assert "Bram" in hr.get(f"{PAGE}/{bram}").text
    assert pressed(hr, f"{PAGE}/{bram}", f"{PAGE}/{bram}", mon="9-10", zone="").status_code == 303
    assert diary(house, bram).weekly == {1: ((time(9), time(10)),)}
    assert "Je voert nog geen gesprekken" in hr.get(PAGE).text


def test_absence_that_hr_or_people_knows_counts_and_why_is_not_told(
    house: House, employer: Employer, interviewer: Interviewer
) -> None:
    one = employer.hire(date(2024, 1, 8))
    anna, bram = interviewer("Anna", person_id=one.person_id), interviewer("Bram")
    house.sql(
        "INSERT INTO people.absence (id, person_id, spell_id, kind, first_day, noted_at, changed_at)"
        " VALUES (:id, :person, :spell, 'sickness', :day, now(), now())",
        id=new_id(),
        person=one.person_id,
        spell=one.spell_id,
        day=DAY,
    )
    away(house, bram, DAY, DAY)
    assert not diary(house, anna).is_there(DAY)
    assert not diary(house, bram).is_there(DAY)
    columns = house.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'interviewer_away_v1'"
    )
    assert {row.column_name for row in columns} == {"account_id", "first_day", "last_day"}


def test_who_left_or_whose_account_is_closed_holds_nothing_any_more(
    house: House, employer: Employer, interviewer: Interviewer
) -> None:
    one = employer.hire(date(2024, 1, 8))
    anna, bram = interviewer("Anna", person_id=one.person_id), interviewer("Bram")
    assert diary(house, anna).active
    employer.leave(one)
    house.sql("UPDATE console.account SET state = 'closed' WHERE id = :id", id=bram)
    assert not diary(house, anna).active
    with house.transaction("stay")() as tx:
        assert bram not in diaries(tx, DAY, DAY)
