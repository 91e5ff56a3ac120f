"""The pages of insight: what HR, a manager and the board see of who came and went."""

from __future__ import annotations

import io

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.house import House
from tests.integration.insights.conftest import Hire, leave, words


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def a_team(hire: Hire, department: str, many: int, **more: str) -> list[str]:
    return [
        hire(department=department, family_name=f"{department}{number}", hire_date="2019-05-01", **more)
        for number in range(many)
    ]


def test_an_empty_house_says_how_to_begin(desk: FlaskClient) -> None:
    for path in ("/insights/desk/", "/insights/desk/turnover", "/insights/desk/retention"):
        assert desk.get(path).status_code == 200, path
    assert "Mensen inlezen" in desk.get("/insights/desk/turnover").text


def test_the_real_export_is_told_in_sentences_with_a_picture_a_table_and_the_day(
    export: bytes, desk: FlaskClient
) -> None:
    assert export
    page = desk.get("/insights/desk/turnover?period=2015").text
    assert "23 van gemiddeld 222,5 mensen vertrokken: een verloop van 10,3%" in words(page)
    assert "In het jaar ervoor was het 6,8%." in words(page)
    assert 'role="img"' in page
    assert "var(--accent)" in page
    assert "Geteld tot en met zondag 1 maart 2026." in words(page)
    units = words(desk.get("/insights/desk/turnover?period=2015&by=department").text)
    assert "Production 157 11 15 " in units
    assert "9,7%" in units


@pytest.mark.parametrize(
    "by", ["function", "age_band", "tenure_band", "hours", "place", "country", "kind", "manager"]
)
def test_every_way_to_group_has_a_page(export: bytes, desk: FlaskClient, by: str) -> None:
    assert export
    page = desk.get(f"/insights/desk/turnover?period=2016&by={by}&points=13")
    assert page.status_code == 200
    if by == "manager":
        assert "Amy Dunn" in words(page.text)


def test_nonsense_in_the_address_counts_as_not_asked(export: bytes, desk: FlaskClient) -> None:
    assert export
    for query in ("by=star_sign", "period=9999", "period=-1", "department=zz", "points=7", "period=²³"):
        assert desk.get(f"/insights/desk/turnover?{query}").status_code == 200, query


def test_the_figures_go_along_as_files(export: bytes, desk: FlaskClient) -> None:
    assert export
    text = desk.get("/insights/desk/turnover.csv?by=department&period=2015").data.decode("utf-8-sig")
    assert "Production;157;11;15;153;155.0;9.7;" in text
    assert "Geteld tot en met;2026-03-01" in text
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/insights/desk/turnover.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.worksheets[0]]
    assert ["2015", 216, 36, 23, 229, 222.5, 10.3] in [row[:7] for row in rows]


def test_cohorts_are_shown_with_how_many_were_still_at_risk(
    house: House, hire: Hire, desk: FlaskClient
) -> None:
    team = [hire(family_name=f"C{number}", hire_date="2023-02-01") for number in range(8)]
    leave(house, team[0], "2023-08-01")
    leave(house, team[1], "2024-08-01")
    page = words(desk.get("/insights/desk/retention").text)
    assert "Van wie in 2023 begon, was 88% er een jaar later nog" in page
    assert "n=7" in page


def test_a_manager_sees_the_own_department_and_nothing_smaller_than_five(house: House, hire: Hire) -> None:
    large = a_team(hire, "Zorg > Nacht", 6)
    a_team(hire, "Keuken", 3)
    cook = hire(department="Keuken", family_name="Kok", hire_date="2019-05-01")
    for person_id, seen in ((large[0], "6 "), (cook, None)):
        client = house.logged_in("insights", "manager")
        house.sql("UPDATE console.account SET person_id = NULL WHERE person_id = :person", person=person_id)
        house.sql(
            "UPDATE console.account SET person_id = :person WHERE id = (SELECT account_id FROM console.session"
            " ORDER BY created_at DESC LIMIT 1)",
            person=person_id,
        )
        page = words(client.get("/insights/desk/turnover?by=manager&department=x").text)
        if seen:
            assert "Zorg &gt; Nacht" in page
            assert "Keuken" not in page
        else:
            assert "te klein om te laten zien" in page
        assert client.get("/insights/desk/retention").status_code == 403


def test_a_manager_of_whom_we_know_no_department_is_told_so(house: House) -> None:
    page = house.logged_in("insights", "manager").get("/insights/desk/turnover")
    assert "welke afdeling de jouwe is" in page.text
    assert house.logged_in("insights", "manager").get("/insights/desk/turnover.csv").status_code == 404
    assert house.logged_in("insights", "interviewer").get("/insights/desk/turnover").status_code == 403
