"""Who has signed and not begun gets a word of welcome, at home, and says what has to be ready."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.journey import jobs as journey_jobs
from services.onboarding import jobs
from tests.house import House, text_of
from tests.integration.journey.employer import Employee, Employer, in_force
from tests.integration.onboarding.conftest import checkins, fields, letters, links

# Seventeen days before a Monday in April.
FRIDAY = datetime(2026, 3, 20, 13, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 4, 6)
TWO_WEEKS_BEFORE = datetime(2026, 3, 23, 13, 0, tzinfo=UTC)


@pytest.fixture
def employer(house: House) -> Employer:
    house.set_time(FRIDAY)
    in_force(house, on={"onboarding"}, approval="never")
    return Employer(house)


def welcomed(house: House, when: datetime = TWO_WEEKS_BEFORE) -> None:
    """Let the moment come, up to the letter in the letterbox."""
    journey_jobs.catch_up()
    house.set_time(when)
    journey_jobs.release_due()
    jobs.catch_up()


def private(house: House, one: Employee, email: str) -> None:
    house.sql("UPDATE people.person SET private_email = :email WHERE id = :id", email=email, id=one.person_id)


def answered(house: House, path: str, **said: Any) -> None:
    client = house.client("onboarding")
    for number in (1, 2, 4):
        page = fields(client.get(f"{path}/{number}").get_data(as_text=True))
        client.post(f"{path}/{number}", data={**page, **said, "_go": "next"})
    summary = client.get(f"{path}/summary").get_data(as_text=True)
    assert client.post(f"{path}/summary", data=fields(summary) | {"sure": "yes"}).status_code == 303


def test_two_weeks_before_the_first_day_a_welcome_goes_to_the_address_at_home(
    house: House, employer: Employer
) -> None:
    noor = employer.hire(FIRST_DAY, email="noor@werk.example")
    private(house, noor, "noor@thuis.example")
    welcomed(house)
    [checkin], [letter] = checkins(house), letters(house)
    assert (checkin.moment, letter.template, letter.address) == ("before_start", "onboarding/welcome", "home")
    house.deliver()
    [mail] = house.postbox.letters_to("noor@thuis.example")
    assert mail["Subject"] == "Welkom bij Weerzien: wat zullen we klaarzetten?"
    assert "zondag 5 april" in text_of(mail) or "maandag 6 april" in text_of(mail)
    assert house.postbox.letters_to("noor@werk.example") == []


def test_who_has_no_address_at_home_is_written_at_work(house: House, employer: Employer) -> None:
    employer.hire(FIRST_DAY, email="noor@werk.example")
    welcomed(house)
    house.deliver()
    assert len(house.postbox.letters_to("noor@werk.example")) == 1


def test_hr_reads_by_name_what_has_to_be_ready(house: House, employer: Employer) -> None:
    employer.hire(FIRST_DAY)
    welcomed(house)
    [checkin] = checkins(house)
    answered(house, links(house)["link"], called="Noortje", needs=["laptop", "seat"], buddy="yes")
    page = house.logged_in("onboarding").get(f"/onboarding/desk/checkins/{checkin.id}").get_data(as_text=True)
    assert "Noortje" in page
    assert "Een laptop" in page
    assert "Een aangepaste stoel of tafel" in page
    for role in ("manager", "interviewer", "board"):
        other = house.logged_in("onboarding", role)
        assert other.get(f"/onboarding/desk/checkins/{checkin.id}").status_code == 403


def test_who_has_begun_already_is_not_welcomed_any_more(house: House, employer: Employer) -> None:
    employer.hire(date(2026, 3, 16))
    welcomed(house)
    assert [one.moment for one in checkins(house)] in ([], ["week_1"])


def test_the_welcome_takes_nobodys_turn(house: House, employer: Employer) -> None:
    one = employer.hire(FIRST_DAY)
    welcomed(house)
    week_1 = house.sql(
        "SELECT due_date, send_at FROM journey.touchpoint WHERE person_id = :id AND rule = 'week_1'",
        id=one.person_id,
    )[0]
    # A week after the first day, on the day itself: as if there had been no welcome.
    assert week_1.due_date == date(2026, 4, 13)
    assert week_1.send_at.date() == week_1.due_date
    assert (week_1.due_date - TWO_WEEKS_BEFORE.date()).days == 21


def test_somebody_who_signs_a_few_days_before_is_welcomed_at_once_and_asked_in_time(
    house: House, employer: Employer
) -> None:
    house.set_time(datetime(2026, 4, 1, 8, 0, tzinfo=UTC))
    one = employer.hire(FIRST_DAY)
    welcomed(house, datetime(2026, 4, 1, 13, 0, tzinfo=UTC))
    assert [checkin.moment for checkin in checkins(house)] == ["before_start"]
    [week_1] = house.sql(
        "SELECT state, send_at FROM journey.touchpoint WHERE person_id = :id AND rule = 'week_1'",
        id=one.person_id,
    )
    assert (week_1.state, week_1.send_at.date()) == ("planned", date(2026, 4, 13))


def test_who_dies_before_the_first_day_hears_no_more(house: House, employer: Employer) -> None:
    noor = employer.hire(FIRST_DAY)
    welcomed(house)
    employer.bury(noor)
    jobs.catch_up()
    [checkin] = checkins(house)
    assert (checkin.state, checkin.reason) == ("closed", "died")
    assert house.client("onboarding").get(links(house)["link"]).status_code == 404


def test_what_has_to_be_ready_never_becomes_a_figure(house: House, employer: Employer) -> None:
    employer.hire_many(6, FIRST_DAY)
    welcomed(house)
    for place in range(6):
        answered(house, links(house, place)["link"], needs=["laptop"])
    house.set_time(datetime(2026, 7, 2, 2, 0, tzinfo=UTC))
    assert jobs.release() == 0
    assert house.sql("SELECT count(*) FROM onboarding.circle")[0].count == 0
    hr = house.logged_in("onboarding")
    assert "Welkom" not in hr.get("/onboarding/desk/results").get_data(as_text=True)
    assert hr.get("/onboarding/desk/results/before_start").status_code == 404
