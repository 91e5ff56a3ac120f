"""A file goes in through the API: what comes in, what does not, and what happens the second time."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.house import House
from tests.hris import MAPPING
from tests.integration.people.conftest import Take

HEAD = "nummer;naam;in dienst;uit dienst;soort vertrek;leidinggevende;afdeling;e-mail;geboortedatum\n"


def row(number: str, name: str, hired: str = "1-2-2020", **more: str) -> str:
    cells = [
        number,
        name,
        hired,
        *(more.get(key, "") for key in ("left", "kind", "boss", "unit", "mail", "born")),
    ]
    return ";".join(cells) + "\n"


def counts(found: dict[str, object]) -> tuple[object, ...]:
    rejected = found["rejected"]
    assert isinstance(rejected, list)
    return found["rows"], found["created"], found["changed"], found["unchanged"], len(rejected)


def notices(house: House, found: Any) -> Any:
    """What was left out of the rows that went in."""
    path = f"/people/api/v1/imports/{found['id']}/notices"
    return house.client("people").get(path, headers=house.api).get_json()["items"]


def test_the_real_export_comes_in_whole_and_again_changes_nothing(
    house: House, take: Take, data: Path
) -> None:
    content = (data / "hris" / "HRDataset_v14.csv").read_bytes()
    assert counts(take(content, mapping=MAPPING, dry_run=True)) == (311, 311, 0, 0, 0)
    assert house.sql("SELECT count(*) AS n FROM people.person")[0].n == 0
    assert counts(take(content, mapping=MAPPING)) == (311, 311, 0, 0, 0)
    states = Counter(one.state for one in house.sql("SELECT state FROM people.career_v1"))
    assert states == {"active": 207, "left": 104}
    assert counts(take(content, mapping=MAPPING)) == (311, 0, 0, 311, 0)
    facts = Counter(fact.type for fact in house.facts())
    assert facts == {
        "people.hired.v1": 311,
        "people.leaving_announced.v1": 104,
        "people.left.v1": 104,
        "people.imported.v1": 2,
    }


def test_the_real_export_is_recognised_without_a_mapping(take: Take, data: Path) -> None:
    found = take((data / "hris" / "HRDataset_v14.csv").read_bytes(), dry_run=True)
    assert counts(found) == (311, 311, 0, 0, 0)


def test_columns_are_recognised_and_good_rows_go_in_beside_bad_ones(house: House, take: Take) -> None:
    found = take(HEAD + row("1", "Jan van der Berg") + row("2", "An", "31-2-2020") + row("3", "Bo"))
    assert counts(found) == (3, 2, 0, 0, 1)
    assert found["rejected"] == [
        {
            "row": 3,
            "column": "in dienst",
            "value": "31-2-2020",
            "reason": "Deze datum kennen we niet. Schrijf hem zo: 3-2-2027.",
        }
    ]
    assert house.sql("SELECT infix, family_name FROM people.person WHERE employee_number = '1'")[0] == (
        "van der",
        "Berg",
    )
    assert house.sql("SELECT cells ->> 'naam' AS name FROM people.rejected_row")[0].name == "An"


def test_a_manager_may_stand_further_down_or_nowhere(house: House, take: Take) -> None:
    found = take(HEAD + row("1", "Jan Maas", boss="2") + row("2", "An Bos") + row("3", "Bo Kok", boss="99"))
    assert counts(found) == (3, 3, 0, 0, 0)
    assert [notice["reason"] for notice in notices(house, found)] == [
        "Deze leidinggevende vonden we niet als persoon; de naam staat nu alleen als tekst."
    ]
    lines = house.sql(
        "SELECT p.employee_number AS who, b.employee_number AS boss, s.manager_name FROM people.spell s"
        " JOIN people.person p ON p.id = s.person_id LEFT JOIN people.person b ON b.id = s.manager_id ORDER BY 1"
    )
    assert [tuple(line) for line in lines] == [("1", "2", None), ("2", None, None), ("3", None, "99")]


def test_two_managers_of_one_name_are_not_chosen_between(house: House, take: Take) -> None:
    found = take(
        HEAD + row("1", "Jan Maas") + row("2", "Jan Maas") + row("3", "Bo Kok", boss="Jan Maas"),
        mapping=BY_NAME,
    )
    assert counts(found) == (3, 3, 0, 0, 0)
    assert [notice["row"] for notice in notices(house, found)] == [4]


BY_NAME = """
fields:
  employee_number: nummer
  name: naam
  hire_date: in dienst
  manager: {column: leidinggevende, by: name}
"""


def test_a_number_finds_the_manager_where_names_were_expected(house: House, take: Take) -> None:
    found = take(
        HEAD + row("E-1", "Jan Maas") + row("2", "An Bos", boss="E-1") + row("3", "Bo Kok", boss="An Bos"),
        mapping=BY_NAME,
    )
    assert counts(found) == (3, 3, 0, 0, 0)
    assert "notices" not in found
    bosses = house.sql("SELECT count(*) AS n FROM people.spell WHERE manager_id IS NOT NULL")
    assert bosses[0].n == 2


def test_a_circle_of_managers_is_refused_at_the_row_that_closes_it(house: House, take: Take) -> None:
    file = HEAD + row("1", "Jan Maas", boss="2") + row("2", "An Bos", boss="3") + row("3", "Bo Kok", boss="1")
    found = take(file)
    assert counts(found) == (3, 2, 0, 0, 1)
    assert (found["rejected"][0]["row"], found["rejected"][0]["column"]) == (4, "leidinggevende")
    assert counts(take(file)) == (3, 0, 0, 2, 1)
    assert counts(take(file.replace("Bo Kok;1-2-2020;;;1", "Bo Kok;1-2-2020;;;"))) == (3, 1, 1, 1, 0)


def test_somebody_named_as_own_manager_goes_in_without(house: House, take: Take) -> None:
    found = take(HEAD + row("1", "Jan Maas", boss="1"))
    assert counts(found) == (1, 1, 0, 0, 0)
    assert len(notices(house, found)) == 1


def test_the_same_person_twice_in_a_file_is_told(take: Take) -> None:
    found = take(HEAD + row("1", "Jan Maas") + row("1", "Jan Maas", "9-2-2020"))
    assert counts(found) == (2, 1, 0, 0, 1)
    assert found["rejected"][0]["reason"] == "Deze persoon staat al op rij 2 van dit bestand."


def test_a_later_hire_date_after_a_last_day_is_a_return(house: House, take: Take) -> None:
    take(HEAD + row("1", "Jan Maas", left="1-3-2022", kind="pensioen"))
    assert counts(take(HEAD + row("1", "Jan Maas", "1-6-2023"))) == (1, 0, 1, 0, 0)
    spells = house.sql("SELECT spell_no, hire_date, state FROM people.career_v1 ORDER BY spell_no")
    assert [(one.spell_no, one.hire_date.year, one.state) for one in spells] == [
        (1, 2020, "left"),
        (2, 2023, "active"),
    ]
    hired = house.facts("people.hired")
    assert hired[1].body["previous_spell_id"] == hired[0].body["spell_id"]


def test_history_and_return_may_come_in_one_file(house: House, take: Take) -> None:
    file = HEAD + row("1", "Jan Maas", "1-6-2023") + row("1", "Jan Maas", "1-2-2020", left="1-3-2022")
    assert counts(take(file)) == (2, 1, 1, 0, 0)
    assert counts(take(file)) == (2, 0, 0, 2, 0)
    assert [one.spell_no for one in house.sql("SELECT spell_no FROM people.career_v1 ORDER BY 1")] == [1, 2]


def test_a_hire_date_some_days_off_is_a_correction(house: House, take: Take) -> None:
    take(HEAD + row("1", "Jan Maas"))
    assert counts(take(HEAD + row("1", "Jan Maas", "15-1-2020"))) == (1, 0, 1, 0, 0)
    (fact,) = house.facts("people.hire_corrected")
    assert (fact.body["was"], fact.body["hire_date"]) == ("2020-02-01", "2020-01-15")


def test_an_empty_cell_takes_back_a_last_day_that_a_file_brought_and_none_from_the_desk(
    house: House, take: Take
) -> None:
    take(HEAD + row("1", "Jan Maas", left="1-9-2026", kind="pensioen") + row("2", "An Bos"))
    person = house.sql("SELECT id FROM people.person WHERE employee_number = '2'")[0].id
    house.client("people").post(
        f"/people/api/v1/people/{person}/leaving",
        json={"kind": "resignation", "last_day": "2026-09-01"},
        headers=house.api,
    )
    assert counts(take(HEAD + row("1", "Jan Maas") + row("2", "An Bos"))) == (2, 0, 1, 1, 0)
    assert len(house.facts("people.leaving_withdrawn")) == 1
    states = house.sql("SELECT state FROM people.contact_v1 ORDER BY family_name")
    assert [one.state for one in states] == ["leaving", "active"]


def test_absent_from_a_full_file_means_left(house: House, take: Take) -> None:
    full = "fields: {employee_number: nummer, name: naam, hire_date: in dienst}\nabsent: leave\n"
    take(HEAD + row("1", "Jan Maas") + row("2", "An Bos") + row("3", "Bo Kok"), mapping=full)
    found = take(HEAD + row("1", "Jan Maas") + row("3", "Bo Kok", "31-31-2020"), mapping=full)
    assert counts(found) == (2, 0, 1, 1, 1)
    facts = house.facts("people.leaving_announced")
    assert [fact.body["kind"] for fact in facts] == ["unknown"]
    left = house.sql("SELECT given_name FROM people.contact_v1 WHERE state = 'left'")
    assert [one.given_name for one in left] == ["An"]
    assert len(house.facts("people.left")) == 1


def test_death_in_a_file_stops_everything(house: House, take: Take) -> None:
    take(HEAD + row("1", "Jan Maas"))
    take(HEAD + row("1", "Jan Maas", left="27-2-2026", kind="overleden"))
    assert [fact.type for fact in house.facts()][-2:] == ["people.died.v1", "people.imported.v1"]
    assert house.sql("SELECT deceased, state FROM people.contact_v1")[0] == (True, "left")


def test_a_shared_address_as_key_is_refused_and_never_the_first_that_comes(take: Take) -> None:
    take(HEAD + row("1", "Jan Maas", mail="huis@example.org") + row("2", "An Maas", mail="HUIS@example.org"))
    by_mail = "key: email\nfields: {email: e-mail, name: naam, department: afdeling}\n"
    found = take(HEAD + row("", "Jan Maas", mail="huis@example.org", unit="Zorg"), mapping=by_mail)
    assert counts(found) == (1, 0, 0, 0, 1)
    assert found["rejected"][0]["column"] == "e-mail"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_file_empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "import_file_empty"),
        (b"nummer;naam;in dienst\n", "import_no_rows"),
        (b"%PDF-1.7 this is a list", "import_not_a_table"),
        (b"PK\x03\x04 nothing", "import_not_a_table"),
        (bytes(range(256)) * 20, "import_not_a_table"),
        (b"a;b\n1;2\n", "import_columns_unrecognised"),
        (b'nummer;naam;in dienst\n1;"Jan;1-2-2020\n2;An;1-2-2020\n', "import_quote_not_closed"),
        (b"nummer;nummer;naam;in dienst\n1;1;An;1-2-2020\n", "import_column_twice"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(take: Take, content: bytes, code: str) -> None:
    twice = (
        "fields: {employee_number: nummer, name: naam, hire_date: in dienst}"
        if code.endswith("twice")
        else ""
    )
    assert take(content, mapping=twice, status=422)["code"] == code


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ("fields: [", "import_mapping_unreadable"),
        ("just words", "import_mapping_wrong"),
        ("fields: {shoe_size: x}", "import_mapping_field_unknown"),
        ("fields: {employee_number: nummer}\nkey: shoe", "import_mapping_wrong"),
        ("fields: {employee_number: nope, name: naam}", "import_column_unknown"),
        (
            "fields: {employee_number: nummer, hire_date: {column: in dienst, format: QQQ}}",
            "import_mapping_wrong",
        ),
        ("fields: {employee_number: {template: '{'}}", "import_mapping_wrong"),
        ("fields: {employee_number: nummer}\nabsent: maybe", "import_mapping_wrong"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_place(take: Take, mapping: str, code: str) -> None:
    assert take(HEAD + row("1", "Jan"), mapping=mapping, status=422)["code"] == code


def test_odd_cells_refuse_their_row_only(take: Take) -> None:
    rows = [
        row("1", "Ja\x00n"),
        row("2", "x" * 300_000),
        row("3", "👩‍🚀 Zoë"),
        "4;te kort\n",
        row("5", "An", boss='5"'),
        row("6", "Bo", mail="geen adres"),
        row("7", "Wu;1-2-2020;;;;;;;;te lang"),
    ]
    found = take(HEAD + "".join(rows))
    assert [one["row"] for one in found["rejected"]] == [2, 3, 5, 7, 8]
    assert found["created"] == 2
    assert len(found["rejected"][1]["value"]) <= 500


def test_no_file_is_told(house: House) -> None:
    answer = house.client("people").post("/people/api/v1/imports", data={}, headers=house.api)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "import_file_missing")


def test_the_same_person_under_two_numbers_is_proposed(house: House, take: Take) -> None:
    take(
        HEAD
        + row("1", "Jan Maas", born="3-4-1980")
        + row("2", "JAN MAAS", born="3-4-1980")
        + row("3", "Jan Maas")
    )
    proposals = house.sql("SELECT reason FROM people.merge_proposal")
    assert [one.reason for one in proposals] == ["name_and_birth_date"]


def test_five_hundred_columns_are_read_and_the_ones_nobody_knows_left_aside(house: House, take: Take) -> None:
    extra = ";".join(f"veld {number}" for number in range(497))
    cells = ";".join(["x"] * 497)
    found = take(
        f"personeelsnummer;naam;datum in dienst;{extra}\n1;Jan Maas;1-2-2020;{cells}\n2;An;fout;{cells}\n"
    )
    assert counts(found) == (2, 1, 0, 0, 1)
    assert house.sql("SELECT cells ->> 'veld 496' AS last FROM people.rejected_row")[0].last == "x"


def test_too_many_columns_and_merged_cells_are_told(take: Take) -> None:
    wide = ";".join(f"veld {number}" for number in range(1200))
    answer = take(f"personeelsnummer;{wide}\n1;x\n", status=422)
    assert (answer["code"], answer["detail"]) == (
        "import_too_many_columns",
        "Dit bestand heeft 1201 kolommen; we lezen er hoogstens 1000.",
    )
    book: Any = openpyxl.Workbook()
    for cells in (("personeelsnummer", "naam", "afdeling"), (1, "Jan Maas", "Zorg"), (2, "An Bos", None)):
        book.active.append(cells)
    book.active.merge_cells("C2:C3")
    written = io.BytesIO()
    book.save(written)
    answer = take(written.getvalue(), status=422)
    assert (answer["code"], answer["detail"]) == (
        "import_merged_cells",
        "Tussen de rijen zijn cellen samengevoegd (C2:C3). Hef dat op en vul elke rij in.",
    )
