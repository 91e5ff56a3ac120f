"""Results at the desk: figures of groups that are large enough, what is hidden and why, and the same in files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import lxml.html
import pytest
from openpyxl import load_workbook

from services.stay_interviews.tables import TABLES
from shared.disclosure import store
from shared.disclosure.circles import circles
from shared.disclosure.model import Traits, Waiting
from tests.house import House

Q3, Q4 = date(2026, 7, 1), date(2026, 10, 1)


def released(
    house: House,
    question: str,
    said: Sequence[tuple[str, int, str]],
    *,
    quarter: date = Q4,
    words: bool = False,
) -> None:
    """Release answers: so many people of a department said this."""
    waiting: list[Waiting[int]] = []
    answers: dict[int, list[str]] = {}
    for department, number, value in said:
        for _ in range(number):
            key = len(waiting)
            traits = Traits(path=tuple(department.split(" > ")))
            waiting.append(Waiting(key=key, traits=traits, quarter=quarter, promised=5))
            answers[key] = [value]
    with house.transaction("stay")() as tx:
        store.keep(
            tx,
            TABLES.released,
            questionnaire="stay_form",
            question=question,
            circles=circles(waiting, least=10 if words else 5),
            said=answers,
            in_words=words,
        )


def page(house: House, path: str = "", **asked: str) -> Any:
    client = house.logged_in("stay_interviews", "hr")
    response = client.get(f"/stay/desk/results{path}", query_string=asked)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.get_data(as_text=True))


def works_in(house: House, employer: Any, department: str) -> None:
    """Somebody works in a department of which there are too few answers to show."""
    [one] = employer.hire_many(1)
    house.sql(
        "WITH made AS (INSERT INTO people.department (id, name, path)"
        " VALUES (gen_random_uuid(), :name, :name) RETURNING id)"
        " UPDATE people.spell SET department_id = made.id FROM made WHERE spell.id = :spell",
        name=department,
        spell=one.spell_id,
    )


def rows_of(found: Any, question: str, caption: str) -> dict[str, list[str]]:
    [section] = found.xpath(f"//section[@aria-labelledby='q-{question}']")
    [table] = section.xpath(f".//table[caption[starts-with(normalize-space(), '{caption}')]]")
    return {
        " ".join(row.xpath("th")[0].text_content().split()): [
            " ".join(cell.text_content().split()) for cell in row.xpath("td")
        ]
        for row in table.xpath("tbody/tr")
    }


def finding(found: Any, question: str) -> str:
    [section] = found.xpath(f"//section[@aria-labelledby='q-{question}']")
    return " ".join(section.xpath(".//p[@class='picture-title']")[0].text_content().split())


def test_a_finding_is_said_in_a_sentence_beside_what_it_was(house: House) -> None:
    released(house, "energy", [("Zorg", 6, "4"), ("Zorg", 4, "2")], quarter=Q3)
    released(house, "energy", [("Zorg", 6, "4"), ("Zorg", 6, "5")])
    found = page(house, "/stay_form", period="2026-Q4")
    assert (
        finding(found, "energy")
        == "Gemiddeld 4,5, op een schaal van 1 tot 5; in 3e kwartaal 2026 was dat 3,2."
    )
    assert rows_of(found, "energy", "Alle antwoorden")["5: Helemaal wel"] == ["6", "50%", "0%"]
    assert "nog niets van te tonen" not in found.text_content()


def test_groups_stand_beside_one_another_and_small_ones_are_hidden_with_their_reason(
    house: House, employer: Any
) -> None:
    works_in(house, employer, "Keuken")
    released(house, "energy", [("Zorg", 12, "4"), ("Kantoor", 9, "3"), ("Keuken", 2, "1")])
    found = page(house, "/stay_form", by="department")
    rows = rows_of(found, "energy", "Per groep")
    assert rows["Zorg"] == ["12", "4,0", "–"]
    assert rows["Niet apart te tonen"][0] == "11"
    [hidden] = [cells for name, cells in rows.items() if "Keuken" in name]
    assert hidden[0] == "–"
    assert "te weinig antwoorden" in hidden[1]
    assert "Kantoor" not in rows, "alone beside the total, Keuken would be the difference"


def test_every_picture_says_in_words_what_it_shows(house: House) -> None:
    released(house, "binds", [("Zorg", 6, "work"), ("Zorg", 5, "colleagues")])
    found = page(house, "/stay_form")
    assert finding(found, "binds") == "Het vaakst gekozen: Het werk zelf (55%)."
    described = found.xpath("//*[@role='img']/@aria-label")
    assert all("Mijn collega’s: 45% (5)" in one for one in described)
    drawn = lxml.html.tostring(found.xpath("//*[@role='img']")[0], encoding="unicode")
    assert "var(--accent)" in drawn
    assert "style=" not in drawn


def test_words_are_shown_from_ten_on_and_before_that_it_is_said_why_not(house: House) -> None:
    released(house, "energy", [("Zorg", 6, "4")])
    assert "als er genoeg zijn" in page(house, "/stay_form").text_content()
    released(house, "good_day", [("Zorg", 10, "Als niemand belt.")], words=True)
    found = page(house, "/stay_form")
    [section] = found.xpath("//section[@aria-labelledby='q-good_day']")
    assert len(section.xpath(".//li")) == 10


def test_a_department_shows_its_own_and_those_just_below(house: House) -> None:
    released(house, "energy", [("Zorg > Thuis", 6, "4"), ("Zorg > Wonen", 7, "2"), ("Kantoor", 9, "5")])
    rows = rows_of(page(house, "/stay_form", by="department", within="Zorg"), "energy", "Per groep")
    assert {"Thuis", "Wonen"} <= rows.keys()
    assert "Kantoor" not in rows
    assert page(house, "/stay_form", within="Nergens").text_content().count("nog niets van te tonen") == 1


def test_files_hold_the_figures_of_the_page_and_the_reasons(house: House, employer: Any) -> None:
    works_in(house, employer, "Keuken")
    released(house, "energy", [("Zorg", 12, "4"), ("Kantoor", 9, "3")])
    client = house.logged_in("stay_interviews", "hr")
    csv = client.get("/stay/desk/results/stay_form.csv?by=department").get_data(as_text=True)
    assert "Zorg;gemiddelde;12;4,0" in csv
    assert "te weinig antwoorden" in csv
    book = load_workbook(io.BytesIO(client.get("/stay/desk/results/stay_form.xlsx?by=department").data))
    lines = {row[1:5] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert ("Zorg", "gemiddelde", 12, "4,0") in lines


def test_the_board_reads_along_and_an_interviewer_does_not(house: House) -> None:
    assert house.logged_in("stay_interviews", "board").get("/stay/desk/results").status_code == 200
    assert house.logged_in("stay_interviews", "interviewer").get("/stay/desk/results").status_code == 403
    assert house.logged_in("stay_interviews", "board").get("/stay/desk/").status_code == 403


def test_a_period_or_a_choice_that_we_do_not_know_is_told_at_its_field(house: House) -> None:
    client = house.logged_in("stay_interviews", "hr")
    asked = client.get("/stay/desk/results/stay_form?period=2026-Q9&by=person").get_data(as_text=True)
    assert "Deze periode kennen we niet" in asked
    assert "Deze keuze kennen we niet" in asked
    assert client.get("/stay/desk/results/stay_form.csv?by=person").status_code == 422
    assert client.get("/stay/desk/results/nothing").status_code == 404
    assert client.get("/stay/desk/results/stay_form?within=%00").status_code < 500


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_speaks_the_other_languages(house: House, language: str) -> None:
    released(house, "energy", [("Zorg", 6, "4")])
    found = page(house, "/stay_form", lang=language)
    said = {"en": "on average, on a scale from 1 to 5", "fr": "en moyenne, sur une échelle de 1 à 5"}[
        language
    ]
    assert said in finding(found, "energy")


def test_who_took_part_stands_beside_the_period_before(house: House) -> None:
    for quarter, number, state in (
        ("2026-08-03", 4, "answered"),
        ("2026-10-05", 3, "answered"),
        ("2026-10-05", 1, "closed"),
    ):
        house.sql(
            "INSERT INTO stay.interview (id, touchpoint_id, moment, state, reason, opened_at, closes_on, closes_at,"
            " ended_at) SELECT gen_random_uuid(), gen_random_uuid(), 'yearly', :state,"
            " CASE WHEN :state = 'closed' THEN 'expired' END, cast(:day AS timestamptz), cast(:day AS date) + 21,"
            " cast(:day AS timestamptz) + interval '21 days', now() FROM generate_series(1, :number)",
            state=state, day=quarter, number=number,
        )  # fmt: skip
    released(house, "energy", [("Zorg", 6, "4")])
    text = " ".join(page(house, period="2026-Q4").text_content().split())
    assert "Elk jaar 4 3 75% 100% (n = 4)" in text


def test_who_took_part_is_told_apart_by_department_where_there_are_enough(
    house: House, employer: Any
) -> None:
    for department, number in (("Zorg", 6), ("Kantoor", 5), ("Keuken", 2)):
        for one in employer.hire_many(number):
            house.sql(
                "INSERT INTO people.department (id, name, path) VALUES (gen_random_uuid(), :name, :name)"
                " ON CONFLICT DO NOTHING",
                name=department,
            )
            house.sql(
                "UPDATE people.spell SET department_id = (SELECT id FROM people.department WHERE path = :name)"
                " WHERE id = :spell",
                name=department,
                spell=one.spell_id,
            )
            house.sql(
                "INSERT INTO stay.interview (id, touchpoint_id, person_id, spell_id, moment, state, opened_at,"
                " closes_on, closes_at, ended_at) VALUES (gen_random_uuid(), gen_random_uuid(), :person, :spell,"
                " 'yearly', 'answered', now(), now(), now(), now())",
                person=one.person_id,
                spell=one.spell_id,
            )
    text = " ".join(page(house).text_content().split())
    assert "Zorg66100%" in text
    assert "Niet apart te tonen77100%" in text
    assert "Keuken" not in text
