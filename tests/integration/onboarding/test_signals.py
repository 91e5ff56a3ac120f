"""What stands out in groups of newcomers: shown with how many they are, never about a person, and seen by HR."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import lxml.html

from services.onboarding import jobs
from services.onboarding.tables import TABLES
from shared.disclosure import store
from shared.disclosure.circles import circles
from shared.disclosure.model import Traits, Waiting
from tests.house import House, pressed
from tests.integration.journey.employer import Employer

AUTUMN = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
Q2, Q3 = date(2026, 4, 1), date(2026, 7, 1)
HERE = "/onboarding/desk/signals"


def released(
    house: House,
    questionnaire: str,
    question: str,
    said: Sequence[tuple[str, int, str]],
    *,
    quarter: date = Q3,
    sample: bool = False,
) -> None:
    """Release answers: so many people of a department said this."""
    waiting: list[Waiting[int]] = []
    answers: dict[int, list[str]] = {}
    for department, number, value in said:
        for _ in range(number):
            traits = Traits(path=tuple(department.split(" > ")), sample=sample)
            answers[len(waiting)] = [value]
            waiting.append(Waiting(key=len(waiting), traits=traits, quarter=quarter, promised=5))
    with house.transaction("onboarding")() as tx:
        store.keep(
            tx, TABLES.released, questionnaire=questionnaire, question=question,
            circles=circles(waiting, least=5), said=answers,
        )  # fmt: skip


def asked_in_vain(
    house: House, employer: Employer, department: str, number: int, *, answered: int = 0
) -> None:
    """So many newcomers of a department were asked after a month, and the time is over."""
    people = employer.hire_many(number)
    [row] = house.sql(
        "INSERT INTO people.department (id, name, path) VALUES (gen_random_uuid(), :name, :name) RETURNING id",
        name=department,
    )
    for place, one in enumerate(people):
        house.sql("UPDATE people.spell SET department_id = :dep WHERE id = :id", dep=row.id, id=one.spell_id)
        house.sql(
            "INSERT INTO onboarding.checkin (id, touchpoint_id, person_id, spell_id, moment, state, reason, opened_at,"
            " closes_on, closes_at, ended_at) VALUES (gen_random_uuid(), gen_random_uuid(), :person, :spell, 'month_1',"
            " :state, CASE WHEN :state = 'closed' THEN 'expired' END, '2026-08-03', '2026-08-24', '2026-08-24',"
            " '2026-08-24')",
            person=one.person_id,
            spell=one.spell_id,
            state="answered" if place < answered else "closed",
        )


def cards(page: str) -> dict[str, str]:
    """Return what each card says, by the group that it is about."""
    found: Any = lxml.html.document_fromstring(page)
    return {
        one.xpath(".//h2")[0].text_content(): " ".join(one.text_content().split())
        for one in found.xpath("//section[@class='card']")
    }


def test_expectations_that_break_are_a_signal_until_hr_has_seen_it_and_again_when_it_is_worse(
    house: House,
) -> None:
    house.set_time(AUTUMN)
    client = house.logged_in("onboarding")
    assert "Er valt niets op" in client.get(HERE).text
    said = [("Zorg > Thuis", 8, "different"), ("Zorg > Thuis", 8, "met"), ("Kantoor", 20, "met")]
    released(house, "month_3", "found_job", said, quarter=Q2)
    assert jobs.watch_signals() == jobs.watch_signals() == 1
    page = client.get(HERE).text
    [(where, text)] = cards(page).items()
    assert where == "Zorg > Thuis"
    assert "8 van de 16 nieuwe collega’s (50%) vonden het anders" in text
    assert "Is het werk zelf wat je ervan verwachtte?" in text
    assert "Zegt vier op de tien het" in page, "the reason of the threshold stands on the page"
    assert (
        "Bij één groep nieuwe collega’s valt iets op" in house.logged_in("console").get("/console/desk/").text
    )
    [row] = house.sql("SELECT id FROM onboarding.signal")
    long = pressed(client, HERE, f"{HERE}/{row.id}", note="x" * 1001)
    assert (long.status_code, "hoogstens 1000 tekens" in long.text) == (422, True)
    assert pressed(client, HERE, f"{HERE}/{row.id}", note="Vacatures herschreven").status_code == 303
    jobs.watch_signals()
    assert (
        "Hanna zag dit op maandag 5 oktober. Vacatures herschreven"
        in cards(client.get(HERE).text)["Zorg > Thuis"]
    )
    assert "valt iets op" not in house.logged_in("console").get("/console/desk/").text
    released(house, "month_3", "found_job", [("Zorg > Thuis", 14, "different")])
    jobs.watch_signals()
    assert "erger, of lang geleden" in cards(client.get(HERE).text)["Zorg > Thuis"]
    assert "erger geworden" in house.logged_in("console").get("/console/desk/").text
    released(house, "month_3", "found_job", [("Zorg > Thuis", 60, "met")])
    assert jobs.watch_signals() == 0
    assert pressed(client, HERE, f"{HERE}/{row.id}").status_code == 303
    assert "Dit signaal is er niet meer" in client.get(HERE).text


def test_silence_and_starts_without_a_place_are_told_of_groups_and_small_ones_are_hidden(
    house: House,
) -> None:
    house.set_time(AUTUMN)
    employer = Employer(house)
    asked_in_vain(house, employer, "Zorg", 8, answered=1)
    asked_in_vain(house, employer, "Kantoor", 9, answered=8)
    asked_in_vain(house, employer, "Winkel", 6, answered=6)
    asked_in_vain(house, employer, "Keuken", 2)
    released(house, "week_1", "ready", [("Zorg", 20, "all"), ("Zorg", 6, "not"), ("Kantoor", 12, "all")])
    released(house, "week_1", "missing", [("Zorg", 5, "desk"), ("Zorg", 1, "computer")])
    jobs.watch_signals()
    page = house.logged_in("onboarding").get(HERE).text
    found = cards(page)
    assert "7 van de 8 check-ins (88%) bleven zonder antwoord" in page
    assert "Ten minste 5 van de 26 nieuwe collega’s (19%) misten een plek om te werken" in page
    assert found.keys() == {"Zorg"}, "both are about one department, and no card names the kitchen"
    tree: Any = lxml.html.document_fromstring(page)
    hidden = tree.xpath("//details[contains(@class, 'unfold')]")
    assert any(
        "Keuken" in one.text_content() and "te weinig antwoorden" in one.text_content() for one in hidden
    )
    assert all(row.people >= 5 for row in house.sql("SELECT people FROM onboarding.signal"))


def test_signals_of_invented_people_leave_with_them(house: House) -> None:
    house.set_time(AUTUMN)
    employer = Employer(house)
    released(house, "month_3", "found_team", [("Zorg", 8, "different")], sample=True)
    assert jobs.watch_signals() == 1
    employer.forget(employer.hire())
    jobs.catch_up()
    assert house.sql("SELECT * FROM onboarding.signal") == []
    assert house.sql("SELECT * FROM onboarding.signal_known") == []


def test_expected_stands_beside_found_by_theme(house: House) -> None:
    house.set_time(AUTUMN)
    released(house, "week_1", "expect_growth", [("Zorg", 9, "course"), ("Zorg", 3, "doing")], quarter=Q2)
    found = [("Zorg", 6, "different"), ("Zorg", 4, "met"), ("Kantoor", 10, "met"), ("Keuken", 2, "different")]
    released(house, "month_3", "found_growth", found)
    client = house.logged_in("onboarding", "board")
    page = client.get("/onboarding/desk/expectations").text
    assert "Het vaakst gekozen: Een opleiding of cursus volgen (75%)" in page
    assert "Bij 36% werd het anders dan verwacht." in page
    by: Any = lxml.html.document_fromstring(client.get("/onboarding/desk/expectations?by=department").text)
    rows: dict[str, list[Any]] = {
        row.xpath("th")[0].text_content(): [cell.text_content().split()[0] for cell in row.xpath("td")]
        for row in by.xpath("//section//tr[th[@data-label='Groep']]")
    }
    assert "Keuken" not in rows
    assert "Niet apart te tonen" in rows
    assert "Turned out otherwise" in client.get("/onboarding/desk/expectations?lang=en").text
    assert "kennen we niet" in client.get("/onboarding/desk/expectations?by=person&period=x").text
    assert client.get("/onboarding/desk/expectations?within=%00").status_code == 200
