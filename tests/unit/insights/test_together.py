"""How many people a source rests on, where a department tells of the same ones more than once."""

from __future__ import annotations

from uuid import UUID

from services.insights.actions import together
from services.insights.actions.exploring import Where
from services.insights.domain.together import Found
from services.insights.domain.units import Units
from services.insights.store.departments import Department
from services.insights.store.elsewhere import Part

ZORG, NACHT, DAG = (UUID(int=number) for number in range(3))
PATHS = {ZORG: "Zorg", NACHT: "Zorg > Nacht", DAG: "Zorg > Dag"}
TREE = {key: Department(key, path.rpartition(" > ")[2], path, (key,)) for key, path in PATHS.items()}


def test_two_questions_are_of_the_same_people_and_two_departments_of_others() -> None:
    parts = [
        Part(("Zorg", "Nacht"), 10, 5, 10),
        Part(("Zorg", "Nacht"), 12, 1, 10),
        Part(("Zorg", "Dag"), 20, 3, 20),
        Part((), 30, 30, 30),
    ]
    assert together._shares(Units().told, parts) == {"Zorg": Found(22.5, 32)}


def test_months_are_of_the_same_people_and_two_departments_of_others() -> None:
    where = Where(TREE, Units(), None)
    months = [(NACHT, 4.0, 10), (NACHT, 8.0, 10), (DAG, 6.0, 20)]
    assert together._gathered(where, months) == {"Zorg": Found(6.0, 30)}
    assert together._gathered(where, [*months, (ZORG, 5.0, 25)]) == {"Zorg": Found(5.0, 25)}
