"""What somebody was here before is kept, however it changed, until they are forgotten."""

from __future__ import annotations

from tests.house import House
from tests.integration.people.conftest import Take
from tests.integration.people.test_people_api import PEOPLE, add, call

HEAD = "nummer;naam;in dienst;functie;afdeling;leidinggevende\n"
JAN = "1;Jan Maas;2020-02-01;{};{};{}\n"
ANNA = "2;Anna Bakker;2019-02-01;Hoofd;Zorg;\n"


def was(house: House) -> list[tuple[str, str, bool]]:
    rows = house.sql("SELECT function, department_path, manager_id FROM people.career_was_v1 ORDER BY id")
    return [(row.function, row.department_path, row.manager_id is not None) for row in rows]


def test_a_list_and_the_desk_both_leave_what_was(house: House, take: Take) -> None:
    take(HEAD + ANNA + JAN.format("Verpleger", "Zorg", "Anna Bakker"))
    assert was(house) == []
    take(HEAD + ANNA + JAN.format("Teamleider", "Zorg", "Anna Bakker"))
    take(HEAD + ANNA + JAN.format("Teamleider", "Zorg", "Anna Bakker"))
    (jan,) = house.sql("SELECT id FROM people.person WHERE given_name = 'Jan'")
    assert call(house, "PATCH", f"{PEOPLE}/{jan.id}", {"department": "Nacht"}).status_code == 200
    assert call(house, "PATCH", f"{PEOPLE}/{jan.id}", {"hours": 20}).status_code == 200
    assert was(house) == [("Verpleger", "Zorg", True), ("Teamleider", "Zorg", True)]
    assert call(house, "POST", f"{PEOPLE}/{jan.id}/erasure").status_code == 204
    assert house.sql("SELECT * FROM people.spell_was") == []


def test_before_the_first_day_nobody_was_anything(house: House) -> None:
    day = (house.now.date().replace(year=house.now.year + 1)).isoformat()
    person_id = add(house, given_name="Jan", hire_date=day, function="Verpleger")["id"]
    assert call(house, "PATCH", f"{PEOPLE}/{person_id}", {"function": "Teamleider"}).status_code == 200
    assert was(house) == []
