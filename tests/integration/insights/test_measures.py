"""Measures: from a thought with the figures of that day to a verdict that says what can be said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from services.insights.actions import acting, evaluating, measuring
from services.insights.actions.measuring import Question
from services.insights.store import measures as store
from shared.kernel.ids import new_id
from shared.queue.enqueue import call
from tests.house import House, pressed, text_of
from tests.integration.insights.conftest import Hire, import_file, leave, words

DESK = "/insights/desk/measures"
FORM = {"title": "Eerlijk over thuiswerken", "what": "De vacature zegt het.", "why": "Nieuwe mensen gingen weg.",
        "starts_on": "2026-04-01"}  # fmt: skip
MAPPING = """
key: employee_number
fields: {employee_number: nr, name: {column: name, order: given-first}, hire_date: {column: hired, format: YYYY-MM-DD},
  last_day: {column: left, format: YYYY-MM-DD}, department: unit, function: job, leave_kind: kind}
missing: [""]
absent: keep
"""


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def keep(desk: FlaskClient, measure_id: Any = None, **form: str) -> Any:
    path = f"{DESK}/{measure_id or uuid4()}/edit"
    page = path if form.get("version", "0") != "0" else f"{DESK}/new"
    return pressed(desk, page, path, **(FORM | form))


def people_file(units: dict[str, tuple[int, list[date]]]) -> bytes:
    """Many people from 2020 on, and of each unit who left when."""
    lines = ["nr,name,hired,left,unit,job,kind"]
    for unit, (many, left) in units.items():
        for number in range(many):
            day = left[number].isoformat() if number < len(left) else ""
            kind = "resignation" if day else ""
            lines.append(f"{unit}{number},A {unit}x{number},2020-01-01,{day},{unit},Zorg,{kind}")
    return ("\n".join(lines) + "\n").encode()


def spread(first: date, many: int, days: int = 360) -> list[date]:
    return [first + timedelta(days=number * days // many) for number in range(many)]


def test_a_measure_keeps_the_figures_of_the_day_it_was_thought_of(
    house: House, hire: Hire, desk: FlaskClient
) -> None:
    for number in range(5):
        hire(family_name=f"S{number}")
    leave(house, hire(family_name="L"), "2025-11-30")
    measure_id = uuid4()
    assert keep(desk, measure_id).status_code == 303
    assert keep(desk, measure_id).status_code == 303  # a second click
    page = words(desk.get(f"{DESK}/{measure_id}").text)
    then = "Toen dit werd bedacht: 1 van gemiddeld 5,5 mensen vertrokken in de twaalf maanden tot en met 28 feb 2026"
    assert then in page
    leave(house, hire(family_name="M"), "2025-12-15")
    assert then in words(desk.get(f"{DESK}/{measure_id}").text)
    assert keep(desk, measure_id, version="1", title="Anders").status_code == 303
    assert then in words(desk.get(f"{DESK}/{measure_id}").text)
    assert keep(desk, measure_id, version="1", title="Te laat").status_code == 409
    with pytest.raises(DBAPIError, match="stay as they were"):
        house.sql("UPDATE insights.measure SET figures = '{}'")
    assert len(house.sql("SELECT 1 FROM insights.measure")) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"what": " "}, "what"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "31-2-2026"}, "starts_on"),
        ({"ends_on": "2026-03-31"}, "ends_on"),
        ({"cost": "veel"}, "cost"),
        ({"spent": "-1"}, "spent"),
        ({"avoided": "-1"}, "avoided"),
        ({"avoided": "²"}, "avoided"),
        ({"department_id": str(uuid4())}, "department_id"),
        ({"owner_id": str(uuid4())}, "owner_id"),
    ],
)
def test_what_is_not_right_is_told_at_its_field(desk: FlaskClient, form: dict[str, str], field: str) -> None:
    answer = keep(desk, **form)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert "De vacature zegt het." in answer.text or field == "what"


def test_a_measure_begins_is_noted_about_and_is_done(desk: FlaskClient) -> None:
    measure_id = uuid4()
    keep(desk, measure_id)
    page, path = f"{DESK}/{measure_id}", f"{DESK}/{measure_id}/state"
    assert pressed(desk, page, path, state="done").status_code == 409
    for state in ("running", "running", "done"):
        assert pressed(desk, page, path, state=state).status_code == 303
    note = {"id": str(new_id()), "words": "<b>Besproken</b> in het overleg"}
    for _twice in range(2):
        pressed(desk, page, f"{page}/notes", **note)
    shown = desk.get(page).text
    assert shown.count("&lt;b&gt;Besproken&lt;/b&gt;") == 1
    assert "klaar" in words(shown)
    assert desk.get(f"{DESK}/{uuid4()}").status_code == 404


def test_everybody_reads_what_may_be_told_once_it_runs_and_nothing_else(
    house: House, desk: FlaskClient
) -> None:
    stranger = house.client("insights")
    measure_id = uuid4()
    keep(desk, measure_id, told="Bij elke vacature staat het nu.", why="Een geheim.")
    keep(desk, title="Niet verteld")
    assert "vacature staat" not in stranger.get("/insights/told").text
    pressed(desk, f"{DESK}/{measure_id}", f"{DESK}/{measure_id}/state", state="running")
    page = stranger.get("/insights/told").text
    assert "Bij elke vacature staat het nu." in page
    assert "geheim" not in page
    assert "Niet verteld" not in page


def test_the_owner_gets_a_letter_on_the_first_day_and_after_the_last_once_each(
    house: House, desk: FlaskClient
) -> None:
    (owner,) = house.sql("SELECT id, email FROM console.account")
    measure_id = uuid4()
    keep(desk, measure_id, starts_on="2026-03-10", ends_on="2026-03-20", owner_id=str(owner.id))
    house.travel(datetime.fromisoformat("2026-03-12T12:00:00+00:00"))
    (letter,) = house.postbox.letters_to(owner.email)
    assert "Vandaag begint: Eerlijk over thuiswerken" in letter["subject"]
    assert f"/insights/desk/measures/{measure_id}" in text_of(letter)
    desk = house.logged_in("insights")
    pressed(desk, f"{DESK}/{measure_id}", f"{DESK}/{measure_id}/state", state="running")
    house.travel(datetime.fromisoformat("2026-03-25T12:00:00+00:00"))
    assert [one["subject"].partition(":")[0] for one in house.postbox.letters_to(owner.email)] == [
        "Vandaag begint",
        "Voorbij",
    ]
    assert call("services.insights.jobs.remind_owners") == 0
    house.deliver()
    assert len(house.postbox.letters_to(owner.email)) == 2


def test_a_group_that_stays_better_than_the_others_after_its_measure_was_helped(
    house: House, desk: FlaskClient
) -> None:
    begun = date(2025, 3, 1)
    before, after = date(2024, 3, 5), date(2025, 3, 5)
    import_file(
        house,
        people_file(
            {
                "Zorg": (300, spread(before, 60) + spread(after, 15)),
                "Keuken": (300, spread(before, 30) + spread(after, 30)),
            }
        ),
        MAPPING,
    )
    units = {row.name: row.id for row in house.sql("SELECT id, name FROM people.department")}
    verdicts = {}
    for unit in ("Zorg", "Keuken", ""):
        measure_id = uuid4()
        keep(desk, measure_id, department_id=str(units[unit]) if unit else "", starts_on=begun.isoformat())
        verdicts[unit] = words(desk.get(f"{DESK}/{measure_id}").text)
    assert "Het hielp, zo lijkt het" in verdicts["Zorg"]
    assert "Alle anderen" in verdicts["Zorg"]
    assert "Een bewijs is dit niet" in verdicts["Zorg"]
    assert "Het hielp niet" in verdicts["Keuken"]
    assert "er is niemand om ernaast te leggen" in verdicts[""]
    home = words(desk.get("/insights/desk/").text)
    assert f"{FORM['title']}: Het hielp, zo lijkt het" in home
    with house.transaction("insights")() as tx:
        together = store.listed(tx.conn)
        found = evaluating.evaluate_all(tx, together, date(2026, 3, 1))
        for one in together:
            seen = found[one.id]
            inside = Question(within=acting.within(tx, one.plan))
            assert [(stretch.leavers, stretch.person_years) for stretch in seen.own] == [
                (figures.leavers, float(figures.mean) * period.years)
                for period in (seen.before, seen.after)
                for figures in measuring.measure(tx, inside, [period])
            ]


def test_a_small_group_cannot_be_judged_and_a_young_measure_not_yet(house: House, desk: FlaskClient) -> None:
    import_file(
        house,
        people_file({"Zorg": (12, [date(2025, 2, 1)]), "Keuken": (90, spread(date(2025, 1, 9), 9))}),
        MAPPING,
    )
    (unit,) = house.sql("SELECT id FROM people.department WHERE name = 'Zorg'")
    for starts_on, said in (
        ("2025-06-01", "Nog niet te zeggen"),
        ("2026-01-15", "Het is te vroeg"),
        ("2026-06-01", "Nog niet begonnen"),
    ):
        measure_id = uuid4()
        keep(desk, measure_id, department_id=str(unit.id), starts_on=starts_on)
        assert said in words(desk.get(f"{DESK}/{measure_id}").text)
