"""Absence and satisfaction come in by file, and lie beside leaving: with sizes and an interval, never as a cause."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from shared.queue.enqueue import call
from tests.house import House, pressed
from tests.integration.insights.conftest import import_file, words
from tests.integration.insights.test_measures import MAPPING, people_file

GATHERED = "/insights/desk/gathered"
ABSENCE = """Afdeling;Maand;Verzuimpercentage;Aantal mensen
Zorg;2025-11;8,5;40
Keuken;november 2025;2,1%;38
Keuken;12/2025;1.9;38
Kantoor;2025-11;2.0;
Zorg;2025-11;9;40
Balie;2025-11;3;4
Nergens;2025-11;3;40
Zorg;2025-13;3;40
Zorg;2026-03;3;40
Zorg;2025-12;honderd;40
Zorg;2025-10;1.234;40
"""
WHY = (
    "staan al op rij 2", "Te weinig mensen (4)", "Deze afdeling kennen we niet", "Deze maand kennen we niet",
    "nog niet voorbij", "Dit getal kennen we niet", "Dit kan duizenden zijn",
)  # fmt: skip


def hand_in(desk: FlaskClient, kind: str, content: bytes, name: str = "cijfers.csv") -> Any:
    return pressed(desk, GATHERED, GATHERED, kind=kind, file=(io.BytesIO(content), name))


def taken_in(desk: FlaskClient, kind: str, content: bytes, name: str = "cijfers.csv") -> str:
    """Hand a file in, look at it, and take it in; return what the page said of it."""
    looked = hand_in(desk, kind, content, name)
    assert looked.status_code == 303, words(looked.text)
    page = words(desk.get(looked.location).text)
    for _ in range(2):
        assert pressed(desk, GATHERED, f"{looked.location}/take").status_code == 303
    return page


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


@pytest.fixture
def organisation(house: House) -> House:
    """Many left Zorg in the last year, few left elsewhere; and of who began there in 2024 half left within a year."""
    lately = [date(2025, 4, 1) + timedelta(days=20 * number) for number in range(14)]
    content = people_file(
        {"Zorg": (50, lately), "Keuken": (40, lately[:1]), "Kantoor": (40, lately[:1]), "Balie": (4, [])}
    ).decode()
    for unit, gone in (("Zorg", 12), ("Keuken", 1)):
        for number in range(24):
            left = "2025-02-10" if number < gone else ""
            kind = "resignation" if left else ""
            content += f"{unit}n{number},A {unit}n{number},2024-06-01,{left},{unit},Zorg,{kind}\n"
    import_file(house, content.encode(), MAPPING)
    return house


def circle(house: House, unit: str, people: int, otherwise: int) -> None:
    """What newcomers found after three months, as onboarding releases it."""
    (row,) = house.sql(
        "INSERT INTO onboarding.circle (id, questionnaire, question, in_words, people, quarter, path, sample)"
        " VALUES (gen_random_uuid(), 'month_3', 'found_job', false, :people, date '2025-01-01', ARRAY[:unit], false)"
        " RETURNING id",
        people=people, unit=unit,
    )  # fmt: skip
    for value, many in (("different", otherwise), ("same", people - otherwise)):
        house.sql(
            "INSERT INTO onboarding.tally (circle_id, value, people) VALUES (:circle, :value, :many)",
            circle=row.id, value=value, many=many,
        )  # fmt: skip


def test_absence_is_looked_at_taken_in_once_and_lies_beside_leaving(
    organisation: House, desk: FlaskClient
) -> None:
    page = taken_in(desk, "absence", ABSENCE.encode())
    assert "4 rijen van cijfers.csv kunnen mee" in page
    assert "7 rijen kunnen niet mee" in page
    assert "Kantoor november 2025 2,0% 39" in page, (
        "who worked there is counted where the file does not say it"
    )
    assert [why for why in WHY if why not in page] == []
    kept = organisation.sql("SELECT count(*) AS many, max(percent) AS most FROM insights.absence")[0]
    assert (kept.many, float(kept.most)) == (4, 8.5)
    assert organisation.sql("SELECT 1 FROM insights.gathered WHERE rows <> '[]' OR refused <> '[]'") == []
    together = words(desk.get("/insights/desk/together").text)
    assert "Waar het verzuim hoger was (Zorg): Daar vertrokken in een jaar" in together
    assert "Dat is vaker, en waarschijnlijk geen toeval: minstens" in together
    assert "zegt niet dat het een door het ander komt" in together
    with pytest.raises(DBAPIError, match="enough_people"):
        organisation.sql("UPDATE insights.absence SET people = 4")


@pytest.mark.usefixtures("organisation")
def test_a_workbook_with_shares_and_one_with_days_say_the_same(desk: FlaskClient) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (
        ["Department", "Month", "Absence rate", "Headcount"],
        ["Zorg", date(2025, 11, 1), 0.085, 40],
        ["Keuken", date(2025, 11, 1), -0.02, 40],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    page = taken_in(desk, "absence", file.getvalue(), "verzuim.xlsx")
    assert "Zorg november 2025 8,5% 40" in page
    assert "3 Absence rate -0.02 Dit getal kennen we niet" in page
    days = b"Service;Mois;Jours d'absence;Jours disponibles\nZorg;2025-12;75,5;800\nKeuken;2025-12;900;800\n"
    page = taken_in(desk, "absence", days)
    assert "Zorg december 2025 9,4% 48" in page
    assert "er zijn er meer verzuimd dan beschikbaar" in page


def test_a_file_of_persons_is_refused_and_so_is_what_is_no_table(house: House, desk: FlaskClient) -> None:
    for content, said in (
        (
            b"Personeelsnummer;Afdeling;Maand;Verzuim\n1;Zorg;2025-11;3\n",
            "telt per persoon (kolom ‘Personeelsnummer’)",
        ),
        (b"Naam;Afdeling;Maand;Verzuim\nJan;Zorg;2025-11;3\n", "telt per persoon (kolom ‘Naam’)"),
        (b"Maand;Verzuim\n2025-11;3\n", "We missen de kolom ‘Afdeling’"),
        (b"Afdeling;Maand\nZorg;2025-11\n", "We missen de kolom ‘Verzuimpercentage’"),
        (b"%PDF-1.7", "geen CSV of XLSX"),
        (b"", "leeg"),
    ):
        answer = hand_in(desk, "absence", content)
        assert (answer.status_code, said in words(answer.text)) == (422, True), said
    assert hand_in(desk, "horoscope", b"a;b\n1;2\n").status_code == 422
    assert house.sql("SELECT 1 FROM insights.gathered") == []
    assert "Er is nog niets om naast vertrek te leggen." in desk.get("/insights/desk/together").text
    looked = hand_in(desk, "absence", b"Afdeling;Maand;Verzuim;Mensen\nZorg;2025-11;3;9\n")
    assert pressed(desk, GATHERED, f"{looked.location}/drop").status_code == 303
    assert desk.get(looked.location).status_code == 404
    assert pressed(desk, GATHERED, f"{looked.location}/take").status_code == 404
    assert house.logged_in("insights", "board").get(GATHERED).status_code == 403


def test_expectations_and_satisfaction_lie_beside_leaving_with_what_is_too_little_said(
    organisation: House, desk: FlaskClient
) -> None:
    circle(organisation, "Zorg", 10, 8)
    circle(organisation, "Keuken", 12, 1)
    scores = (
        b"Afdeling;Periode;Score;Aantal antwoorden;Schaal\n"
        b"Zorg;2025-Q4;3,1;30;5\nKeuken;2025-Q4;4,2;31;5\nZorg;2025;9;30;5\n"
        b"Kantoor;2025-Q4;999,9;30;1000\n"
    )
    page = taken_in(desk, "satisfaction", scores)
    assert "Zorg 4e kwartaal 2025 3,1 van 5 30" in page
    assert "boven het hoogste van de schaal (5)" in page
    assert "boven het hoogste van de schaal (1000)" in page
    together = words(desk.get("/insights/desk/together").text)
    assert (
        "Daar vertrokken binnen een jaar 12 van 24 die begonnen (50,0%), elders 1 van 24 (4,2%)." in together
    )
    assert "Het vaakst anders was daar het werk zelf: volgens 8 van 10." in together
    assert "Gemiddeld: 41% van de antwoorden zei" in together or "40,9% van de antwoorden zei" in together
    assert "Waar mensen tevredener waren (Keuken)" in together
    assert "Nog niet ingelezen: verzuim." in together


def test_what_nobody_took_in_and_figures_of_departments_that_are_no_more_go_by_night(
    organisation: House, desk: FlaskClient
) -> None:
    taken_in(desk, "absence", ABSENCE.encode())
    looked = hand_in(desk, "absence", ABSENCE.encode())
    taken_in(desk, "satisfaction", b"Afdeling;Periode;Score;Aantal\nZorg;2025-Q4;7;30\n")
    assert call("services.insights.jobs.tidy_gathered") == 0
    organisation.sql("UPDATE insights.absence SET department_id = gen_random_uuid() WHERE percent = 8.5")
    organisation.sql("UPDATE insights.satisfaction SET department_id = gen_random_uuid()")
    organisation.sql("UPDATE insights.gathered SET looked_at = looked_at - interval '25 hours'")
    assert call("services.insights.jobs.tidy_gathered") == 3
    assert call("services.insights.jobs.tidy_gathered") == 0
    assert desk.get(looked.location).status_code == 404
    assert len(organisation.sql("SELECT 1 FROM insights.absence")) == 3
    assert organisation.sql("SELECT 1 FROM insights.satisfaction") == []
