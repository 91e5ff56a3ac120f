"""HR lays what people wrote under themes: one by one, a person decides, and nothing counts before its pile is read."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import lxml.html

from services.stay_interviews.tables import TABLES
from shared.disclosure.store import forget_sample
from shared.kernel.settings import use
from tests.house import House
from tests.integration.themes.conftest import (
    DESK,
    HERE,
    Q3,
    decide,
    id_of,
    read_everything,
    read_next,
    theme,
    token,
    wrote,
)

BUSY, BOSS = "Het is hier te druk.", "Mijn leidinggevende luistert niet."


def rows(page: str, title: str) -> dict[str, list[str]]:
    """Return the table under a heading, by what each row is about."""
    found: Any = lxml.html.document_fromstring(page)
    [section] = [
        one for one in found.xpath("//section[@class='result']") if one.xpath("h2")[0].text_content() == title
    ]
    return {
        " ".join(row.xpath("th")[0].text_content().split()): [
            " ".join(cell.text_content().split()) for cell in row.xpath("td")
        ]
        for row in section.xpath(".//tbody/tr")
    }


def test_a_person_decides_and_figures_come_with_the_whole_pile(house: House) -> None:
    """A list of themes, texts one by one with suggestions, an undo; then results, in files too, in three languages."""
    hanna, board = (house.logged_in("stay_interviews", role) for role in ("hr", "board"))
    wrote(house, [("Zorg", [BUSY] * 9), ("Zorg", [BOSS] * 3), ("Kantoor", [BUSY, *[BOSS] * 10])])
    wrote(house, [("Zorg", [BUSY] * 10)], quarter=Q3)
    assert "nog geen thema’s om uit te kiezen" in hanna.get(f"{HERE}/coding").text
    assert theme(hanna, "", side="").status_code == 422
    assert theme(hanna, "Werkdruk", words="druk\nte veel", name_en="Workload").status_code == 303
    assert "Er is al een thema" in theme(hanna, "WERKDRUK").text
    assert theme(hanna, "Leiding", words="leidinggevende").status_code == 303
    assert "Frans ontbreekt" in hanna.get(HERE).text
    place, page = read_next(hanna)
    word = "druk" if BUSY in page else "leidinggevende"
    assert f"Voorstel, om ‘{word}’" in page
    assert " checked" not in page, "a suggestion is no choice"
    assert "Kies een of meer" in hanna.post(place, data={"csrf_token": token(page)}).text
    for department in ("Zorg", "Kantoor", "Hanna"):
        assert department not in page.split("<main")[1]
    busy, boss = id_of(house, "Werkdruk"), id_of(house, "Leiding")
    moved = decide(hanna, place, page, boss, busy)
    undo = re.search(r'action="([^"]+/undo/[^"]+)"', hanna.get(moved.location, follow_redirects=True).text)
    assert undo
    again = hanna.post(undo[1], data={"csrf_token": token(page)})
    assert again.location == place
    assert house.sql("SELECT * FROM stay.coding WHERE stands") == []
    gone = hanna.post(undo[1], data={"csrf_token": token(page)}, follow_redirects=True)
    assert "niets meer ongedaan" in gone.text
    decide(hanna, place, page, busy if word == "druk" else boss)
    assert "nog niets van te tonen" in board.get(f"{HERE}/outcome").text
    assert not house.sql("SELECT * FROM stay.theme_v1"), "no figure grows text by text"
    assert read_everything(hanna, {"druk": busy, "leidinggevende": boss}) == 32
    assert "Alles is gelezen" in read_next(hanna)[1]
    shown = board.get(f"{HERE}/outcome?period=2026-Q4").text
    assert rows(shown, "Wat mensen wegduwt") == {
        "Leiding": ["13", "57%", "0%"],
        "Werkdruk": ["10", "43%", "100%"],
    }
    _by_department(house, board)


def _by_department(house: House, board: Any) -> None:
    """Figures of departments, what is hidden, the view for insights and the file."""
    groups = rows(board.get(f"{HERE}/outcome?by=department").text, "Werkdruk")
    assert groups["Kantoor"][:3] == ["11", "1", "9%"]
    assert groups["Zorg"][0] == "22"
    lines = list(csv.reader(io.StringIO(board.get(f"{HERE}/outcome.csv?by=department").text), delimiter=";"))
    assert any(line[0] == "Werkdruk" and line[2] == "Kantoor" and line[4] == "11" for line in lines)
    assert board.get(f"{HERE}/outcome.xlsx").status_code == 200
    assert "Workload" in board.get(f"{HERE}/outcome?lang=en").text
    assert "Geen thema" not in board.get(f"{HERE}/outcome?lang=fr").text
    with house.transaction("insights")() as tx:
        seen = tx.conn.exec_driver_sql(
            "SELECT department_path, circle_people, circle_texts FROM stay.theme_v1"
        ).all()
    assert {row.department_path for row in seen} == {"Zorg", "Kantoor"}
    assert all(row.circle_people >= 10 and row.circle_texts >= 10 for row in seen)
    for odd in ("period=2026-Q9", "by=person", "question=energy"):
        assert "kennen we niet" in board.get(f"{HERE}/outcome?{odd}").text
        assert board.get(f"{HERE}/outcome.csv?{odd}").status_code == 422
    assert board.get(f"{DESK}/nothing/outcome").status_code == 404


def test_two_who_read_the_same_text_do_not_undo_one_another(house: House) -> None:
    """The second is told what the first chose; a change is on record, and only one's own choice can be taken back."""
    hanna, sanne = house.logged_in("stay_interviews"), house.logged_in("stay_interviews")
    wrote(house, [("Zorg", [BUSY] * 10)])
    theme(hanna, "Werkdruk")
    busy = id_of(house, "Werkdruk")
    place, page = read_next(hanna)
    other = sanne.get(place).text
    decide(hanna, place, page, busy)
    met = decide(sanne, place, other)
    assert met.status_code == 409
    assert "Iemand anders was je voor" in met.text
    assert "Hanna koos intussen: Werkdruk" in met.text
    [first] = house.sql("SELECT * FROM stay.coding")
    refused = sanne.post(f"{DESK}/undo/{first.id}", data={"csrf_token": token(other)}, follow_redirects=True)
    assert "niets meer ongedaan" in refused.text
    assert decide(sanne, place, met.text).status_code == 303
    history = house.sql("SELECT decided_by, stands, previous_id FROM stay.coding ORDER BY stands")
    assert [row.stands for row in history] == [False, True]
    assert history[1].previous_id == first.id
    assert "geen thema" in hanna.get(f"{HERE}/read").text
    ended = hanna.post(f"{DESK}/theme/{busy}/end", data={"csrf_token": token(page)}, follow_redirects=True)
    assert "stellen we niet meer voor" in ended.text, "something was decided about it"


def test_what_was_seen_of_another_text_is_not_set_aside(house: House) -> None:
    client = house.logged_in("stay_interviews")
    wrote(house, [("Zorg", [BUSY] * 10)])
    theme(client, "Werkdruk")
    place, page = read_next(client)
    decide(client, place, page, id_of(house, "Werkdruk"))
    [first] = house.sql("SELECT * FROM stay.coding")
    place, page = read_next(client)
    mixed_up = page.replace('name="seen" value=""', f'name="seen" value="{first.id}"')
    assert mixed_up != page
    assert decide(client, place, mixed_up).status_code == 409
    [row] = house.sql("SELECT * FROM stay.coding")
    assert row.stands


def test_an_address_that_holds_what_no_database_does_is_an_empty_page(house: House) -> None:
    client = house.logged_in("stay_interviews")
    assert client.get(f"{HERE}/outcome?within=%00").status_code == 200


def test_texts_take_along_what_was_decided_about_them(house: House) -> None:
    hanna = house.logged_in("stay_interviews")
    wrote(house, [("Zorg", [BUSY] * 10)], sample=True)
    began = hanna.post(
        f"{HERE}/begin", data={"csrf_token": token(hanna.get(HERE).text)}, follow_redirects=True
    )
    assert "Te veel werk" in began.text
    busy = id_of(house, "Te veel werk")
    assert read_everything(hanna, {"druk": busy}) == 10
    place = house.sql("SELECT id FROM stay.words")[0].id
    with house.transaction("stay")() as tx:
        forget_sample(tx, TABLES.released)
    assert house.sql("SELECT * FROM stay.coding") == house.sql("SELECT * FROM stay.coding_theme") == []
    assert hanna.get(f"{DESK}/text/{place}").status_code == 404
    page = hanna.get(HERE).text
    gone = hanna.post(f"{DESK}/theme/{busy}/end", data={"csrf_token": token(page)}, follow_redirects=True)
    assert "Er lag geen tekst onder" in gone.text


def test_when_more_are_asked_smaller_piles_are_neither_read_nor_counted(house: House) -> None:
    hanna = house.logged_in("stay_interviews")
    wrote(house, [("Zorg", [BUSY] * 10), ("Kantoor", [BUSY] * 12)])
    theme(hanna, "Werkdruk")
    assert read_everything(hanna, {"druk": id_of(house, "Werkdruk")}) == 22
    [small] = house.sql(
        "SELECT w.id FROM stay.words w JOIN stay.circle c ON c.id = w.circle_id WHERE c.people = 10 LIMIT 1"
    )
    with use(replace(house.settings, minimum_words=12)):
        assert rows(hanna.get(f"{HERE}/outcome").text, "Wat mensen wegduwt")["Werkdruk"][0] == "12"
        assert hanna.get(f"{DESK}/text/{small.id}").status_code == 404
