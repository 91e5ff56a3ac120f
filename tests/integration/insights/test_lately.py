"""The home of insight: what changed since last month where it is more than chance, years that moved, and one's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from shared.queue.enqueue import call
from tests.house import House, pressed
from tests.integration.insights.conftest import Hire, import_file, leave, words
from tests.integration.insights.test_measures import FORM, MAPPING, people_file

HOME = "/insights/desk/"


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def test_the_home_says_what_changed_last_month_only_where_it_is_more_than_chance(
    house: House, desk: FlaskClient
) -> None:
    assert "Sinds vorige maand" not in desk.get(HOME).text
    quiet = [date(2025, 3, 10) + timedelta(days=40 * number) for number in range(8)]
    burst = [date(2026, 2, 3) + timedelta(days=2 * number) for number in range(9)]
    import_file(house, people_file({"Zorg": (60, quiet[:3] + burst), "Keuken": (60, quiet)}), MAPPING)
    page = words(desk.get(HOME).text)
    assert (
        "In februari 2026 kwamen er 0 mensen bij en vertrokken er 9; aan het eind waren het er 100." in page
    )
    assert "Er vertrokken meer mensen dan in de twaalf maanden ervoor (toen samen 11)" in page
    assert "Zorg: 9. Er vertrokken meer mensen" in page
    assert "Keuken:" not in page.partition("1. Meten")[0]


def test_a_quiet_month_is_called_what_it_is(house: House, desk: FlaskClient) -> None:
    quiet = [date(2025, 3, 10) + timedelta(days=30 * number) for number in range(12)]
    import_file(house, people_file({"Zorg": (80, quiet)}), MAPPING)
    page = words(desk.get(HOME).text)
    assert "het verschil kan toeval zijn" in page
    assert "Nergens week deze maand meer af dan toeval kan verklaren." in page


def test_a_year_that_moved_says_so_on_its_pages(house: House, hire: Hire, desk: FlaskClient) -> None:
    person = hire(family_name="Een", hire_date="2020-03-01")
    hire(family_name="Twee", hire_date="2020-03-01")
    leave(house, person, "2026-01-31")
    pressed(desk, "/insights/desk/evaluations", "/insights/desk/evaluations", year="2025")
    assert call("services.insights.jobs.note_years") == 6
    assert call("services.insights.jobs.note_years") == 0
    leave(house, person, "2025-12-31")
    assert call("services.insights.jobs.note_years") == 1
    said = "De cijfers van 2025 zijn op 2 mrt 2026 veranderd, doordat iets later gemeld of verbeterd is (vertrokken:"
    assert said in words(desk.get("/insights/desk/turnover").text)
    assert said in words(desk.get(HOME).text)
    page = words(desk.get("/insights/desk/evaluations/2025").text)
    assert (
        "zijn de cijfers van 2025 veranderd (vertrokken: eerst 0, nu 1; er aan het eind: eerst 2, nu 1)"
        in page
    )
    board = house.logged_in("insights", "board")
    assert "De cijfers van 2025" not in words(board.get("/insights/desk/turnover").text), (
        "two people are too few"
    )


def test_who_leads_people_finds_the_own_measures_and_promises_and_nobody_elses(
    house: House, desk: FlaskClient
) -> None:
    import_file(house, people_file({"Zorg": (9, [date(2025, 10, 1)])}), MAPPING)
    (one,) = house.sql("SELECT id FROM people.person WHERE employee_number = 'Zorg3'")
    manager = house.logged_in("insights", "manager", person_id=one.id)
    page = words(manager.get(HOME).text)
    assert "Jouw afdeling: Zorg" in page
    assert "Eén van gemiddeld 8,5 mensen vertrok" in page
    assert "Je hebt nu niets openstaan." in page
    (account,) = house.sql("SELECT id FROM console.account WHERE person_id = :person", person=one.id)
    form = FORM | {"owner_id": str(account.id)}
    mine, other = (
        f"/insights/desk/measures/{number}1890000-0000-7000-8000-000000000001" for number in ("0", "1")
    )
    pressed(desk, "/insights/desk/measures/new", f"{mine}/edit", **form, version="0")
    pressed(desk, "/insights/desk/measures/new", f"{other}/edit", **FORM, version="0")
    assert f'href="{mine}"' in manager.get(HOME).text
    assert "Wijzig" not in words(manager.get(mine).text)
    assert pressed(manager, mine, f"{mine}/state", state="running").status_code == 303
    assert pressed(manager, mine, f"{mine}/notes", words="Begonnen.").status_code == 303
    assert "Begonnen." in words(manager.get(mine).text)
    assert manager.get(other).status_code == 404
    assert pressed(manager, mine, f"{other}/state", state="running").status_code == 404
    assert manager.get(f"{mine}/edit").status_code == 403
    (talk,) = house.sql("SELECT has_table_privilege('weerzien_insights', 'stay.promise', 'SELECT') AS reads")
    assert talk.reads is False
