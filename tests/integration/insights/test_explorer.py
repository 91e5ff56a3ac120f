"""The explorer: any figure by two things at once, kept, shared, and nothing that points at fewer than five people."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations, product
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from services.insights.actions import keeping
from services.insights.domain.explorer import Asked
from services.insights.errors import ViewNameTaken
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from tests.house import House, pressed
from tests.integration.insights import plainly
from tests.integration.insights.conftest import import_file, words
from tests.integration.insights.test_measures import MAPPING, people_file
from tests.integration.stay_interviews.test_at_the_same_instant import until_somebody_waits

Table = dict[tuple[str, str], tuple[str, float]]
LEAST = 5


@pytest.fixture
def desk(house: House) -> FlaskClient:
    return house.logged_in("insights")


def table(client: FlaskClient, path: str) -> Table:
    """The file of a page, as value and n by row and column."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    heads, found = [one.removesuffix(" (in procent)") for one in lines[1]], {}
    based = len(heads) > 2 and heads[2].startswith(f"{heads[1]}: ")
    for line in lines[2 : lines.index([])]:
        for at in range(1, len(heads), 2 if based else 1):
            found[line[0], heads[at]] = (line[at], float(line[at + 1] or 0) if based else 0.0)
    return found


def post(desk: FlaskClient, path: str, **form: Any) -> Any:
    """Press a button; every page of a session has the same token."""
    return pressed(desk, "/insights/desk/measures/new", path, **form)


def share(desk: FlaskClient, name: str, *roles: str, **asked: Any) -> str:
    """Keep a question and share it; return its address."""
    kept = post(desk, "/insights/desk/views", name=name, **asked)
    assert kept.status_code == 303, words(kept.text)
    shared = post(desk, f"{kept.location}/share", roles=list(roles or ("board",)))
    assert shared.status_code == 303, words(shared.text)
    return str(kept.location)


def test_figures_by_two_things_are_those_of_the_file_to_the_last_person(
    export: bytes, desk: FlaskClient
) -> None:
    rows = plainly.rows_of(export)
    evening = date(2015, 12, 31)
    there = Counter(
        (row["department"], plainly.age_band(row, evening))
        for row in rows
        if row["hired"] <= evening and (row["left"] is None or row["left"] > evening)
    )
    gone = Counter(row["department"] for row in rows if row["left"] and row["left"].year == 2015)
    base = "/insights/desk/explorer.csv?year=2015&rows=department"
    found = table(desk, f"{base}&columns=age_band&measure=headcount")
    said = {"25_34": "25 tot en met 34", "35_44": "35 tot en met 44", "45_54": "45 tot en met 54"}
    for (department, band), many in there.items():
        if band in said:
            assert found[department, said[band]][0] == str(many)
    assert (found["samen", "samen"][0], sum(there.values())) == ("229", 229)
    leavers = table(desk, f"{base}&measure=leavers")
    assert leavers["Production", "aantal vertrokken mensen"][0] == str(gone["Production"])
    over_years = table(
        desk, "/insights/desk/explorer.csv?measure=turnover&rows=department&columns=year&year=2015"
    )
    assert over_years["Production", "2015"] == ("9.7", 155.0)
    only = table(
        desk, "/insights/desk/explorer.csv?measure=turnover&year=2015&only_age_band=25_34&rows=function"
    )
    assert 0 < only["samen", "verloop"][1] < 155
    book = openpyxl.load_workbook(io.BytesIO(desk.get(base.replace("csv", "xlsx") + "&measure=leavers").data))
    assert ["Production", gone["Production"]] in [
        [cell.value for cell in row][:2] for row in book.worksheets[0]
    ]
    page = desk.get("/insights/desk/explorer?year=2015&rows=department&columns=year&measure=turnover")
    assert 'role="img"' in page.text


def test_a_picture_of_a_part_says_which_part_it_is_and_why(house: House, desk: FlaskClient) -> None:
    gone = [date(2025, 3, 1)] * 6
    units = {f"Team {number:02}": (20 + number, [] if number else gone) for number in range(12)}
    import_file(house, people_file(units), MAPPING)
    page = "/insights/desk/explorer?rows=department&columns=year&year=2025"
    assert (
        "Getekend zijn de 3 grootste van 12 groepen (afdeling): Team 09, Team 10, Team 11. De tabel heeft ze alle."
        in words(desk.get(f"{page}&measure=headcount").text)
    )
    assert (
        "Getekend zijn 3 van 12 groepen (afdeling), de grootste en die met het hoogste cijfer: Team 00, Team 10,"
        " Team 11." in words(desk.get(f"{page}&measure=turnover").text)
    )
    assert "Getekend" not in words(
        desk.get("/insights/desk/explorer?rows=department&year=2025&measure=turnover").text
    )


def test_who_came_back_is_told_of_all_who_came(house: House, desk: FlaskClient) -> None:
    rows = [f"N{number},A N{number},2025-03-01,,Zorg,Verzorgende," for number in range(3)]
    rows += ["B1,A B1,2019-05-01,2021-10-31,Zorg,Verzorgende,resignation"]
    head = "nr,name,hired,left,unit,job,kind"
    import_file(house, "\n".join([head, *rows]).encode(), MAPPING)
    import_file(house, f"{head}\nB1,A B1,2025-04-01,,Zorg,Verzorgende,".encode(), MAPPING)
    found = table(desk, "/insights/desk/explorer.csv?year=2025&measure=returned&rows=department")
    assert found["Zorg", "mensen die terugkwamen"] == ("25.0", 4.0)


def test_what_does_not_go_together_is_said_at_its_field_and_nonsense_counts_as_not_asked(
    export: bytes, desk: FlaskClient
) -> None:
    assert export
    for wrong in (
        "measure=headcount&rows=kind",
        "measure=causes&rows=hours",
        "measure=leavers&rows=year&columns=year",
    ):
        answer = desk.get(f"/insights/desk/explorer?{wrong}")
        assert (answer.status_code, "Er klopt nog één ding niet" in words(answer.text)) == (422, True), wrong
    for odd in (
        "measure=x",
        "measure=leavers&rows=star",
        "measure=leavers&year=99999&only_department=zz",
        "year=²³²³",
    ):
        assert desk.get(f"/insights/desk/explorer?{odd}").status_code == 200, odd
    for measure, by in product(
        ("joiners", "returned", "voluntary", "early", "regretted", "response", "drops"), ("none", "year")
    ):
        assert desk.get(f"/insights/desk/explorer?measure={measure}&rows={by}").status_code == 200
    for by in ("kind", "manager", "place", "tenure_band", "hours"):
        assert (
            desk.get(f"/insights/desk/explorer?measure=voluntary&rows={by}&columns=country").status_code
            == 200
        )


def test_a_view_is_kept_shared_with_a_role_read_there_and_taken_away(
    house: House, export: bytes, desk: FlaskClient
) -> None:
    assert export
    asked = {
        "measure": "turnover",
        "rows": "department",
        "year": "2015",
        "id": "01890000-0000-7000-8000-000000000001",
    }
    first, again = (
        post(desk, "/insights/desk/views", **asked, name=name) for name in (" Verloop  2015 ", "Verloop 2015")
    )
    assert first.location == again.location
    taken = post(desk, "/insights/desk/views", **asked | {"name": "verloop 2015", "id": ""})
    assert (taken.status_code, "Er is al een overzicht met deze naam" in taken.text) == (422, True)
    assert post(desk, "/insights/desk/views", **asked | {"name": " ", "id": ""}).status_code == 422
    board = house.logged_in("insights", "board")
    assert board.get(first.location).status_code == 404
    assert "HR deelt nog geen overzicht" in words(board.get("/insights/desk/views").text)
    post(desk, f"{first.location}/share", roles=["board"])
    assert "Verloop 2015" in words(board.get("/insights/desk/views").text)
    page = words(board.get(first.location).text)
    assert "Production" in page
    assert "Groepen van minder dan 5 mensen laten we niet zien" in page
    assert "Wie mag dit zien?" not in page
    assert house.logged_in("insights", "manager").get(first.location).status_code == 404
    assert board.get(f"{first.location}.xlsx").status_code == 200
    for only_hr in (
        {"measure": "regretted"},
        {"measure": "response"},
        {"measure": "leavers", "rows": "manager"},
    ):
        kept = post(desk, "/insights/desk/views", **only_hr, name=str(only_hr))
        assert "alleen voor HR" in words(desk.get(kept.location).text)
        assert post(desk, f"{kept.location}/share", roles=["board"]).status_code == 409
    for _ in range(2):
        assert post(desk, f"{first.location}/drop").status_code == 303
    assert board.get(first.location).status_code == 404


def test_of_two_who_keep_under_one_name_at_once_one_hears_that_it_is_taken(house: House) -> None:
    def keep(tx: Tx, name: str) -> None:
        keeping.keep(tx, new_id(), name, Asked(measure="leavers"), new_id())

    def other() -> None:
        with house.transaction("insights")() as tx:
            keep(tx, "VERLOOP")

    with ThreadPoolExecutor(1) as pool:
        with house.transaction("insights")() as tx:
            keep(tx, "Verloop")
            second = pool.submit(other)
            until_somebody_waits(house, "weerzien_insights")
        with pytest.raises(ViewNameTaken):
            second.result(timeout=60)
    assert [row.name for row in house.sql("SELECT name FROM insights.kept_view")] == ["Verloop"]


def test_a_manager_sees_what_is_shared_of_the_own_part_alone(house: House, desk: FlaskClient) -> None:
    rows = [f"N{number},A N{number},2019-05-01,,Zorg > Nacht,Verzorgende," for number in range(5)]
    rows += ["N9,A N9,2019-05-01,2025-10-31,Zorg > Nacht,Verzorgende,resignation"]
    rows += [f"K{number},A K{number},2019-05-01,,Keuken,Kok," for number in range(9)]
    rows += [f"T{number},A T{number},2019-05-01,,Tuin,Tuinman," for number in range(3)]
    rows += ["T9,A T9,2019-05-01,2025-09-30,Tuin,Tuinman,resignation"]
    head = "nr,name,hired,left,unit,job,kind"
    import_file(house, "\n".join([head, *rows]).encode(), MAPPING)
    import_file(house, f"{head}\nT9,A T9,2025-12-01,,Tuin,Tuinman,".encode(), MAPPING)
    (nurse,) = house.sql("SELECT id FROM people.person WHERE employee_number = 'N0'")
    address = share(desk, "Wie is er", "manager", measure="headcount", rows="function")
    assert "welke afdeling de jouwe is" in house.logged_in("insights", "manager").get(address).text
    manager = house.logged_in("insights", "manager", person_id=nurse.id)
    page = words(manager.get(address).text)
    assert "Zorg &gt; Nacht" in page
    assert "Verzorgende 5 n = 6" in page
    assert "Kok" not in page
    # Five employments in the garden are those of four people: they are told apart for nobody.
    address = share(desk, "Waar", "board", measure="headcount", rows="department")
    found = table(house.logged_in("insights", "board"), f"{address}.csv")
    assert {row: n for (row, _), (_, n) in found.items()} == {
        "Keuken": 9, "Tuin": 0, "Zorg": 0, "niet apart te laten zien": 11, "samen": 20,
    }  # fmt: skip


# Rows, columns and who: what a board that wants to know too much could be shown, one beside the other.
SHARED: tuple[dict[str, str], ...] = (
    {"rows": "department"},
    {"rows": "department", "columns": "age_band"},
    {"rows": "age_band"},
    {"rows": "age_band", "columns": "tenure_band"},
    {"rows": "department", "columns": "tenure_band"},
    {"rows": "function", "columns": "age_band"},
    {"rows": "age_band", "only_function": "Production Technician I"},
    {"rows": "tenure_band", "only_age_band": "35_44"},
    {"rows": "department", "columns": "age_band", "only_function": "Production Technician II"},
    {"rows": "function", "only_tenure_band": "2_5"},
)
WORDS = {
    "25 tot en met 34": "25_34",
    "35 tot en met 44": "35_44",
    "45 tot en met 54": "45_54",
    "twee tot vijf jaar": "2_5",
}


def figures(
    client: FlaskClient, address: str, asked: dict[str, str]
) -> Iterator[tuple[frozenset[Any], float]]:
    """Every figure of a view: by what its people are known, and how many they are."""
    for (row, column), (_, n) in table(client, f"{address}.csv").items():
        known = {
            (name.removeprefix("only_"), value) for name, value in asked.items() if name.startswith("only_")
        }
        for name, value in (("rows", row), ("columns", column)):
            if value != "samen" and name in asked:
                known.add((asked[name], WORDS.get(value, value)))
        if n and "niet apart te laten zien" not in {row, column}:
            yield frozenset(known), n


def test_no_figure_margin_or_filter_that_is_shared_leaves_fewer_than_five_by_subtraction(
    house: House, export: bytes, desk: FlaskClient
) -> None:
    """Each figure less each that is part of it, over all that is shared; sharing more changes nothing shown before."""
    assert export
    board = house.logged_in("insights", "board")
    seen: dict[frozenset[Any], float] = {}
    before: dict[str, bytes] = {}
    for number, asked in enumerate(SHARED):
        address = share(desk, f"v{number}", measure="leavers", year="2015", **asked)
        for other, content in before.items():
            assert board.get(f"{other}.csv").data == content, "what was shown stays as it was"
        before[address] = board.get(f"{address}.csv").data
        for known, n in figures(board, address, asked):
            assert seen.setdefault(known, n) == n, f"the same people are as many everywhere: {known}"
    assert len(seen) > 40
    assert min(seen.values()) >= LEAST
    nested = [
        (one, other)
        for one, other in combinations(seen, 2)
        for one, other in ((one, other), (other, one))
        if one < other
    ]
    assert len(nested) > 100
    assert [
        (set(large), set(small), seen[large] - seen[small])
        for large, small in nested
        if 0 < seen[large] - seen[small] < LEAST
    ] == []
    assert b"verborgen" in b"".join(before.values())
    assert re.search(rb"niet apart te laten zien", b"".join(before.values()))
