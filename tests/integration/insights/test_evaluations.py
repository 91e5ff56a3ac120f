"""The yearly evaluation: made in one step, by hand or by the clock; read on the page and on paper; released once."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from tests.house import House, pressed
from tests.integration.insights.conftest import Hire, leave, words

DESK = "/insights/desk/evaluations"


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def test_a_year_is_evaluated_in_one_step_with_the_figures_of_the_reference(
    export: bytes, desk: FlaskClient
) -> None:
    assert export
    answer = pressed(desk, DESK, DESK, year="2015")
    assert answer.location.endswith(f"{DESK}/2015")
    page = words(desk.get(f"{DESK}/2015").text)
    for said in (
        "Komen, blijven en gaan in 2015",
        "23 van gemiddeld 222,5 mensen vertrokken: een verloop van 10,3%.",
        "In het jaar ervoor was het 6,8%.",
        "Production 155 15 9,7% 6,9%",
        "Dit jaar liep er geen maatregel.",
    ):
        assert said in page, said
    assert "Production 155 15" not in words(desk.get(f"{DESK}/2015?edition=short").text)


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "evaluatie"), ("en", "evaluation"), ("fr", "evaluation")]
)
def test_it_goes_on_paper_in_three_languages(
    export: bytes, desk: FlaskClient, language: str, word: str
) -> None:
    assert export
    pressed(desk, DESK, DESK, year="2016")
    for edition in ("", "short"):
        answer = desk.get(f"{DESK}/2016.pdf?lang={language}&edition={edition}")
        assert answer.status_code == 200
        assert answer.data.startswith(b"%PDF-")
        assert f"{word}-2016-{language}.pdf" in answer.headers["Content-Disposition"]
        assert len(answer.data) > 10_000


def test_what_is_proposed_stays_when_it_is_made_once_more_and_nothing_changes_once_released(
    house: House, export: bytes, desk: FlaskClient
) -> None:
    assert export
    pressed(desk, DESK, DESK, year="2017")
    page = f"{DESK}/2017"
    pressed(desk, page, f"{page}/proposal", proposed="Meer thuis werken.\n\nEn een coach.")
    pressed(desk, page, DESK, year="2017")
    assert "Meer thuis werken." in desk.get(page).text
    board = house.logged_in("insights", "board")
    assert board.get(page).status_code == 404
    assert board.get(f"{page}.pdf").status_code == 404
    assert "Zodra HR er een vrijgeeft" in board.get(DESK).text
    for _twice in range(2):
        assert pressed(desk, DESK, f"{page}/release").status_code == 303
    assert "Korte uitgave" in board.get(page).text
    assert board.get(f"{page}.pdf").status_code == 200
    assert pressed(desk, DESK, f"{page}/proposal", proposed="Toch anders").status_code == 409
    assert pressed(desk, DESK, DESK, year="2017").status_code == 409
    with pytest.raises(DBAPIError, match="stays as it was"):
        house.sql("UPDATE insights.evaluation SET proposed = ''")
    assert board.post(DESK).status_code == 403


def test_what_was_asked_on_the_first_of_january_belongs_to_the_year_that_begins(
    house: House, export: bytes, desk: FlaskClient
) -> None:
    assert export
    for opened in (
        "2016-12-31 23:30+01",
        "2017-01-01 00:30+01",
        "2017-12-31 23:30+01",
        "2018-01-01 00:30+01",
    ):
        house.sql(
            "INSERT INTO onboarding.checkin (id, touchpoint_id, moment, state, opened_at, closes_on, closes_at)"
            " SELECT gen_random_uuid(), gen_random_uuid(), 'week_1', 'open', cast(:opened AS timestamptz),"
            " date '2030-01-01', timestamptz '2030-01-01 00:00+01'",
            opened=opened,
        )
    pressed(desk, DESK, DESK, year="2017")
    assert "Check-ins: 2 keer gevraagd, 0 keer beantwoord." in words(desk.get(f"{DESK}/2017").text)


@pytest.mark.parametrize("year", ["2026", "2031", "", "x", "0000", "99999", "²"])
def test_a_year_that_is_not_over_is_not_evaluated(desk: FlaskClient, year: str) -> None:
    answer = pressed(desk, DESK, DESK, year=year)
    assert answer.status_code == 409
    assert "nog niet voorbij" in answer.text
    assert desk.get(f"{DESK}/2026").status_code == 404
    assert desk.get(f"{DESK}/999999999999").status_code == 404


def test_the_clock_makes_one_each_january_and_only_where_somebody_was_there(house: House, hire: Hire) -> None:
    house.travel(datetime.fromisoformat("2027-02-01T09:00:00+00:00"))
    assert house.sql("SELECT year FROM insights.evaluation") == []
    person = hire(hire_date="2027-02-01")
    hire(family_name="Z", hire_date="2027-02-01")
    leave(house, person, "2027-06-30")
    house.travel(datetime.fromisoformat("2029-02-01T09:00:00+00:00"))
    made = house.sql("SELECT year, content FROM insights.evaluation ORDER BY year")
    assert [(row.year, row.content["whole"]["leavers"]) for row in made] == [(2027, 1), (2028, 0)]
