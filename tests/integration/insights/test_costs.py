"""Whom HR misses, and what leaving costs with HR's own figures."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.house import House, pressed
from tests.integration.insights.conftest import Hire, leave, words

DESK = "/insights/desk/"


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def a_level(desk: FlaskClient, name: str, **amounts: str) -> Any:
    form = {"name": name} | amounts
    return pressed(desk, f"{DESK}costs/levels/new", f"{DESK}costs/levels/{uuid4()}", **form)


def test_a_leaver_is_marked_as_missed_and_counted_so(house: House, hire: Hire, desk: FlaskClient) -> None:
    for number in range(3):
        leave(house, hire(family_name=f"L{number}"), f"2026-01-1{number}")
    hire(family_name="S")
    page = desk.get(f"{DESK}leavers").text
    assert "Jo L0" in page
    assert "Jo S" not in page
    spells = re.findall(r'id="s-([0-9a-f-]{36})"', page)
    assert len(spells) == 3
    for spell, missed in zip(spells, ("yes", "no", "yes"), strict=True):
        assert pressed(desk, f"{DESK}leavers", f"{DESK}leavers/{spell}", regretted=missed).status_code == 303
    pressed(desk, f"{DESK}leavers", f"{DESK}leavers/{spells[2]}", regretted="no")
    assert "1 van 3" in words(desk.get(f"{DESK}turnover?period=2026").text)
    assert "1 van 3" in words(desk.get(f"{DESK}turnover?period=2026&by=age_band").text)


def test_who_did_not_leave_cannot_be_marked(house: House, hire: Hire, desk: FlaskClient) -> None:
    hire()
    leave(house, hire(family_name="Z"), "2026-01-31")
    (spell,) = house.sql("SELECT spell_id FROM people.career_v1 WHERE last_day IS NULL")
    for one in (spell.spell_id, uuid4()):
        assert pressed(desk, f"{DESK}leavers", f"{DESK}leavers/{one}", regretted="yes").status_code == 404


def test_a_mark_goes_with_the_employment_it_is_about(house: House, hire: Hire, desk: FlaskClient) -> None:
    leave(house, hire(), "2026-01-31")
    (spell,) = re.findall(r'id="s-([0-9a-f-]{36})"', desk.get(f"{DESK}leavers").text)
    pressed(desk, f"{DESK}leavers", f"{DESK}leavers/{spell}", regretted="yes")
    house.sql("UPDATE people.person SET sample = true")
    from shared.queue.enqueue import call  # noqa: PLC0415

    call("services.people.jobs.remove_sample")
    house.drain()
    assert house.sql("SELECT * FROM insights.leaver_mark") == []


def test_costs_are_a_range_from_what_hr_filled_in_and_say_what_is_left_out(
    house: House, hire: Hire, desk: FlaskClient
) -> None:
    for number in range(3):
        leave(
            house, hire(family_name=f"V{number}", function="Verpleegkundige", department="Zorg"), "2026-01-31"
        )
    leave(house, hire(family_name="K", function="Kok", department="Keuken"), "2026-01-31")
    leave(house, hire(family_name="D", function="Verpleegkundige"), "2026-01-31", "death")
    assert "weten nog niet wat een vertrek bij jullie kost" in desk.get(f"{DESK}costs").text
    answer = a_level(
        desk, "Specialist", recruiting_low="4.000", recruiting_high="€ 9 500,50", vacancy_low="1000"
    )
    assert answer.status_code == 303, words(answer.text)
    page = desk.get(f"{DESK}costs").text
    (level,) = set(re.findall(r'<option value="([0-9a-f-]{36})"', page))
    assert "4 keer telt een vertrek niet mee" in words(page)
    functions = re.findall(r'name="function" value="([^"]+)"', page)
    assert functions == ["Kok", "Verpleegkundige"]
    pressed(desk, f"{DESK}costs", f"{DESK}costs/functions", function=functions, level=["-", level])
    page = words(desk.get(f"{DESK}costs?period=2026").text)
    # 3 x (4000 + 1000) to 3 x (9500.50 + 1000), rounded outwards to two digits.
    assert "3 mensen zien vertrekken kostte naar schatting € 15.000 tot € 32.000" in page
    assert "Eén vertrek telt niet mee" in page
    assert "Zorg 3 € 15.000 tot € 32.000" in page


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "A", "recruiting_low": "veel"}, "recruiting_low"),
        ({"name": "A", "recruiting_low": "-5"}, "recruiting_low"),
        ({"name": "A", "recruiting_high": "1e9"}, "recruiting_high"),
        ({"name": "A", "vacancy_low": "99999999999"}, "vacancy_low"),
        ({"name": "A", "vacancy_low": "200", "vacancy_high": "100"}, "vacancy_high"),
    ],
)
def test_what_is_no_amount_is_told_at_its_field(desk: FlaskClient, form: dict[str, str], field: str) -> None:
    answer = a_level(desk, **form)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text


def test_two_levels_never_share_a_name_and_one_can_be_changed_and_taken_away(
    house: House, desk: FlaskClient
) -> None:
    assert a_level(desk, "Basis", knowledge_high="100").status_code == 303
    assert 'id="e-name"' in a_level(desk, "basis").text
    (level,) = house.sql("SELECT id FROM insights.cost_level")
    path = f"{DESK}costs/levels/{level.id}"
    assert 'value="100"' in desk.get(path).text
    assert pressed(desk, path, path, name="Basis", knowledge_high="250,5").status_code == 303
    (part,) = house.sql("SELECT low, high FROM insights.cost_part")
    assert (float(part.low), float(part.high)) == (250.5, 250.5)
    for _twice in range(2):
        assert pressed(desk, f"{DESK}costs/levels/new", f"{path}/drop").status_code == 303
    assert desk.get(path).status_code == 404
