"""The pages of the import at the desk, as HR clicks through them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from services.people import jobs
from services.people.actions import importing, running
from services.people.settings import SETTINGS
from tests.house import House
from tests.integration.people.conftest import Take
from tests.integration.people.test_people_api import call

LIST = "Personeelsnummer;Naam;Datum in dienst;Uit dienst;Afdeling;E-mail\n"


def sheet_of(book: Workbook) -> Worksheet:
    """The first sheet of a workbook."""
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def form(client: FlaskClient, path: str, **fields: Any) -> Any:
    """Open the page with the form, take its token, and send it."""
    page = client.get(path if "?" in path or not fields.get("_page") else fields.pop("_page"))
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
    assert token, page.get_data(as_text=True)[:500]
    return client.post(path, data={**fields, "csrf_token": token[1]}, content_type="multipart/form-data")


def upload(client: FlaskClient, content: bytes | str, name: str = "lijst.csv") -> str:
    body = content.encode() if isinstance(content, str) else content
    answer = form(client, "/people/desk/imports", file=(io.BytesIO(body), name))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location).removesuffix("/mapping").rpartition("/")[2]


def choose(client: FlaskClient, run: str, **changes: str) -> Any:
    """Send the mapping page as it stands, with changes."""
    page = client.get(f"/people/desk/imports/{run}/mapping").get_data(as_text=True)
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    for name, body in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        fields[name] = chosen[1] if chosen else ""
    fields["absent"] = "keep"
    return client.post(f"/people/desk/imports/{run}/mapping", data=fields | changes)


def shown(client: FlaskClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_a_list_is_read_looked_at_and_applied(house: House, desk: FlaskClient) -> None:
    run = upload(desk, LIST + "1;Jan Maas;1-2-2020;;Zorg;\n2;An Bos;fout;;;\n3;Bo Kok;1-4-2026;;;\n")
    assert "Personeelsnummer" in shown(desk, f"/people/desk/imports/{run}/mapping")
    assert choose(desk, run).status_code == 303
    assert "Deze pagina kijkt zelf" in shown(desk, f"/people/desk/imports/{run}")
    jobs.read_file(run)
    page = shown(desk, f"/people/desk/imports/{run}")
    assert "Jan Maas" in page
    assert "Deze datum kennen we niet. Schrijf hem zo: 3-2-2027." in page
    assert house.sql("SELECT count(*) AS n FROM people.person")[0].n == 0
    assert (
        form(desk, f"/people/desk/imports/{run}/apply", _page=f"/people/desk/imports/{run}").status_code
        == 303
    )
    jobs.apply_file(run)
    assert "is doorgevoerd" in shown(desk, f"/people/desk/imports/{run}")
    assert form(desk, f"/people/desk/imports/{run}/apply", _page="/people/desk/imports").status_code == 303
    jobs.apply_file(run)
    assert [fact.type for fact in house.facts()] == [
        "people.hired.v1",
        "people.hired.v1",
        "people.imported.v1",
    ]
    assert house.sql("SELECT count(*) AS n FROM people.import_chunk")[0].n == 0
    rejected = desk.get(f"/people/desk/imports/{run}/rejected.csv").get_data(as_text=True)
    assert rejected.splitlines()[1].startswith("3;Datum in dienst;fout;Deze datum kennen we niet.")


def test_what_was_said_of_very_many_columns_is_remembered_too(desk: FlaskClient) -> None:
    more = "".join(f";{sha256(str(number).encode()).hexdigest()[:24]}" for number in range(600))
    wide = LIST.replace("Naam", "Wie", 1).rstrip("\n") + more + "\n1;Jan Maas;1-2-2020;;Zorg;\n"
    said = {"column-name": "Wie"}
    assert choose(desk, upload(desk, wide), **said).status_code == 303
    again = shown(desk, f"/people/desk/imports/{upload(desk, wide)}/mapping")
    assert '<option value="Wie" selected>' in again


def test_what_changes_is_listed_from_and_to(desk: FlaskClient, take: Take) -> None:
    take(LIST + "1;Jan Maas;1-2-2020;;Zorg;jan@example.org\n")
    run = upload(desk, LIST + "1;Jan Maas;1-2-2020;1-5-2026;Keuken;jan@example.org\n")
    choose(desk, run)
    jobs.read_file(run)
    page = shown(desk, f"/people/desk/imports/{run}")
    assert "Afdeling: Zorg → Keuken" in page
    assert "Laatste werkdag: leeg → 1 mei" in page


def test_a_corrected_mapping_is_remembered_for_the_next_file(desk: FlaskClient) -> None:
    run = upload(desk, "A;B;C\n1;Maas Jan;2/3/2020\n")
    answer = choose(desk, run, **{"column-employee_number": "A", "column-name": "B", "order-name": "family-first",
                                  "column-hire_date": "C", "format-hire_date": "M/D/YYYY"})  # fmt: skip
    assert answer.status_code == 303
    jobs.read_file(run)
    again = shown(
        desk, f"/people/desk/imports/{upload(desk, 'A;B;C' + chr(10) + '2;Bos An;2/4/2020')}/mapping"
    )
    assert 'value="M/D/YYYY"' in again
    assert '<option value="family-first" selected' in again


def test_a_mapping_that_cannot_be_is_told_and_what_was_typed_stays(desk: FlaskClient) -> None:
    run = upload(desk, LIST + "1;Jan Maas;1-2-2020;;Zorg;\n")
    page = choose(desk, run, **{"column-employee_number": "", "missing": "onbekend"}).get_data(as_text=True)
    assert "De koppeling klopt niet bij key." in page
    assert 'value="onbekend"' in page


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"a;b\n"])
def test_a_file_that_is_no_list_is_told_on_the_page(desk: FlaskClient, content: bytes) -> None:
    answer = form(desk, "/people/desk/imports", file=(io.BytesIO(content), "x.csv"))
    assert answer.status_code == 422
    assert "bestand" in answer.get_data(as_text=True)


def test_what_is_wrong_far_down_in_a_file_is_told_with_its_place(house: House, desk: FlaskClient) -> None:
    rows = [f"{number};Jan Maas;1-2-2020;;Zorg;\n" for number in range(1, 1_201)]
    rows[1_100] = rows[1_100].replace("Jan", '"Jan')
    run = upload(desk, LIST + "".join(rows))
    choose(desk, run)
    jobs.read_file(run)
    told = "Rond rij 1102 gaat een aanhalingsteken open dat nergens sluit."
    assert told in shown(desk, f"/people/desk/imports/{run}")
    said = call(house, "GET", f"/people/api/v1/imports/{run}").json
    assert (said["state"], said["failure_code"]) == ("failed", "import_quote_not_closed")
    assert said["failure"].startswith(told)


def test_reading_can_be_stopped_and_taken_up_where_it_was(
    house: House, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SETTINGS", replace(SETTINGS, rows_a_batch=10))
    rows = "".join(f"{number};Jan Maas;1-2-2020;;;\n" for number in range(1, 36))
    run = upload(desk, LIST + rows)
    choose(desk, run)
    form(desk, f"/people/desk/imports/{run}/stop", _page=f"/people/desk/imports/{run}")
    jobs.read_file(run)
    assert "Gestopt na 0 rijen" in shown(desk, f"/people/desk/imports/{run}")
    form(desk, f"/people/desk/imports/{run}/resume", _page=f"/people/desk/imports/{run}")
    jobs.read_file(run)
    state = house.sql("SELECT state, rows, created FROM people.import_run")[0]
    assert tuple(state) == ("checked", 35, 35)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_progress_says_of_how_many(
    house: House, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(importing, "SETTINGS", replace(SETTINGS, rows_a_batch=10))
    cells = [["Personeelsnummer", "Naam", "Datum in dienst"]]
    cells += [[str(number), "Jan Maas", "1-2-2020"] for number in range(1, 36)]
    run = upload(desk, as_file(cells, kind))
    choose(desk, run)
    monkeypatch.setattr(running, "stage", dies_after(20, running.stage))
    with pytest.raises(KeyboardInterrupt):
        jobs.read_file(run)
    assert "20 van 35 rijen gelezen" in shown(desk, f"/people/desk/imports/{run}")


def as_file(cells: list[list[str]], kind: str) -> bytes:
    if kind == "csv":
        return "\n".join(";".join(row) for row in cells).encode()
    book = Workbook()
    for row in cells:
        sheet_of(book).append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def dies_after(rows: int, stage: Callable[..., bool]) -> Callable[..., bool]:
    """Stand in for a worker that is killed between two batches."""

    def staged(tx: Any, run: Any, batch: list[Any]) -> bool:
        if batch[0].row > rows + 1:
            raise KeyboardInterrupt
        return stage(tx, run, batch)

    return staged


def test_a_worker_that_died_is_followed_up_by_the_sweep(house: House, desk: FlaskClient) -> None:
    run = upload(desk, LIST + "1;Jan Maas;1-2-2020;;Zorg;\n")
    choose(desk, run)
    assert jobs.take_up() == 0
    house.set_time(house.now.replace(hour=15))
    assert jobs.take_up() == 1
    assert house.sql("SELECT state FROM people.import_run")[0].state == "checked"


def test_a_file_can_be_put_away(house: House, desk: FlaskClient) -> None:
    run = upload(desk, LIST + "1;Jan Maas;1-2-2020;;Zorg;\n")
    choose(desk, run)
    jobs.read_file(run)
    assert (
        form(desk, f"/people/desk/imports/{run}/drop", _page=f"/people/desk/imports/{run}").status_code == 303
    )
    assert house.sql("SELECT count(*) AS n FROM people.staged_row")[0].n == 0
    assert desk.get(f"/people/desk/imports/{run}").status_code == 404


def test_nothing_in_an_export_becomes_a_formula(desk: FlaskClient, take: Take) -> None:
    mapping = "fields: {employee_number: n, given_name: v, function: f, hire_date: d}"
    take('n;v;f;d\n-1;=1+1;"+A1";1-2-2020\n@2;"\tx";-2;1-2-2020\n', mapping=mapping)
    text = desk.get("/people/desk/export.csv").get_data(as_text=True)
    cells = [cell.strip('"') for line in text.splitlines()[1:] for cell in line.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "'=1+1" in cells
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/people/desk/export.xlsx").data))
    kinds = {(cell.value, cell.data_type) for row in sheet_of(book).iter_rows() for cell in row if cell.value}
    assert ("=1+1", "s") in kinds
    assert {kind for _, kind in kinds} <= {"s", "d", "n"}


def test_a_double_person_is_merged_and_put_apart_again(house: House, desk: FlaskClient, take: Take) -> None:
    head = "nummer;naam;in dienst;uit dienst;geboortedatum;e-mail\n"
    take(
        head
        + "1;Jan Maas;1-2-2018;1-2-2019;3-4-1980;\n2;Jan Maas;1-2-2020;;3-4-1980;jan@example.org\n"
        + "3;An Bos;1-1-2020;;;\n"
    )
    page = shown(desk, "/people/desk/merges")
    assert "zelfde naam en geboortedatum" in page
    proposal = house.sql("SELECT id, first_id, second_id FROM people.merge_proposal")[0]
    before = house.sql("SELECT person_id, spell_no, hire_date FROM people.career_v1 ORDER BY hire_date")
    first = house.sql("SELECT id FROM people.person WHERE employee_number = '1'")[0].id
    path = f"/people/desk/merges/{proposal.id}"
    assert form(desk, f"{path}/merge", _page="/people/desk/merges", keep=str(first)).status_code == 303
    merged = house.sql(
        "SELECT person_id, spell_no, state FROM people.career_v1 WHERE person_id = :id ORDER BY 2", id=first
    )
    assert [(one.spell_no, one.state) for one in merged] == [(1, "left"), (2, "active")]
    assert (
        house.sql("SELECT work_email FROM people.contact_v1 WHERE person_id = :id", id=first)[0].work_email
        == "jan@example.org"
    )
    again = take(head + "2;Jan Maas;1-2-2020;;3-4-1980;jan@example.org\n")
    assert (again["unchanged"], again["created"]) == (1, 0)
    assert form(desk, f"{path}/undo", _page="/people/desk/merges?state=merged").status_code == 303
    assert (
        house.sql("SELECT person_id, spell_no, hire_date FROM people.career_v1 ORDER BY hire_date") == before
    )
    assert [fact.type for fact in house.facts()][-2:] == ["people.imported.v1", "people.unmerged.v1"]
    assert form(desk, f"{path}/dismiss", _page="/people/desk/merges").status_code == 303
    assert "Hier is niets te beslissen." in shown(desk, "/people/desk/merges")
