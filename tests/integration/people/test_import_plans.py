"""What plans lean on, from a file: contract, probation, place, leave, and who never began."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.people import jobs
from tests.house import House
from tests.integration.people.conftest import Take
from tests.integration.people.forms import Visitor
from tests.integration.people.test_people_api import PEOPLE, call, kinds

PLAIN = "nummer;naam;in dienst"


def career(house: House) -> Any:
    (row,) = house.sql("SELECT * FROM people.career_v1")
    return row


def leaves(house: House) -> list[tuple[Any, ...]]:
    rows = house.sql("SELECT kind, first_day, last_day FROM people.absence ORDER BY first_day")
    return [(row.kind, str(row.first_day), row.last_day and str(row.last_day)) for row in rows]


def notices(house: House, found: dict[str, Any]) -> list[tuple[int, str, str]]:
    items = (
        house.client("people")
        .get(f"/people/api/v1/imports/{found['id']}/notices", headers=house.api)
        .get_json()["items"]
    )
    return [(one["row"], one["column"], one["reason"]) for one in items]


HEADERS = """
nummer;naam;in dienst;Soort contract;Einde contract;Proeftijd tot;Vestiging;Soort verlof;Verlof vanaf;Verlof tot
Employee ID;Name;Hire Date;Contract Type;Contract End Date;Probation End;Location;Leave Type;Leave From;Leave Until
Matricule;Nom;Date d'entrée;Type de contrat;Fin de contrat;Fin période d'essai;Lieu de travail;Type congé;Début congé;Fin congé
number;name;hire_date;contract;contract_end;probation_end;place;absence_kind;absence_from;absence_until
"""  # noqa: E501


@pytest.mark.parametrize("header", HEADERS.strip().splitlines())
def test_columns_are_recognised_in_three_languages(house: House, take: Take, header: str) -> None:
    found = take(
        f"{header}\n1;Jan Maas;2020-02-01;CDD;2026-12-31;2020-04-01;Gent;maladie;2026-02-02;2026-02-20\n"
    )
    assert (found["created"], found["rejected"], notices(house, found)) == (1, [], [])
    row = career(house)
    assert (row.contract, str(row.contract_end), str(row.probation_end), row.place) == (
        "fixed_term", "2026-12-31", "2020-04-01", "Gent",
    )  # fmt: skip
    assert leaves(house) == [("sickness", "2026-02-02", "2026-02-20")]
    assert kinds(house) == ["people.hired.v1", "people.absence_noted.v1", "people.imported.v1"]


def test_the_same_file_again_changes_nothing_and_another_tells_what_is_different(
    house: House, take: Take
) -> None:
    header = (
        "nummer;naam;in dienst;soort contract;contract tot;vestiging;verlofsoort;verlof vanaf;verlof tot\n"
    )
    first = f"{header}1;Jan;1-2-2020;bepaalde tijd;31-12-2026;Gent;ziekte;2-2-2026;\n"
    take(first)
    again = take(first.replace("Gent", "GENT"))
    assert (again["unchanged"], again["changed"]) == (1, 0)
    changed = take(f"{header}1;Jan;1-2-2020;vast;;Zwolle;zorg;2-2-2026;20-2-2026\n")
    assert (changed["changed"], changed["rejected"]) == (1, [])
    # An empty cell erases nothing.
    assert (career(house).contract, str(career(house).contract_end)) == ("permanent", "2026-12-31")
    assert leaves(house) == [("care", "2026-02-02", "2026-02-20")]
    assert house.facts("people.changed")[0].body["fields"] == ["place", "contract"]
    assert house.facts("people.absence_changed")[0].body["last_day"] == "2026-02-20"
    kept = str(house.sql("SELECT fields FROM people.import_change"))
    assert "sickness" not in kept
    assert "'care'" not in kept
    assert len(house.sql("SELECT 1 FROM people.place")) == 2


def test_another_kind_alone_is_kept_and_not_told(house: House, take: Take) -> None:
    header = "nummer;naam;in dienst;verlofsoort;verlof vanaf\n"
    take(f"{header}1;Jan;1-2-2020;ziekte;2-2-2026\n")
    assert take(f"{header}1;Jan;1-2-2020;zorg;2-2-2026\n")["changed"] == 1
    assert leaves(house) == [("care", "2026-02-02", None)]
    assert len(house.facts("people.absence")) == 1
    assert house.facts("people.changed") == []


def test_values_of_the_mapping_say_what_words_mean(house: House, take: Take) -> None:
    mapping = """
fields:
  employee_number: n
  name: v
  hire_date: h
  contract: {column: c, values: {F1: permanent, F2: on_call}}
  absence_kind: {column: k, values: {Z: sickness}}
  absence_from: {column: a, format: D-M-YYYY}
  leave_kind: {column: s, values: {Teruggetrokken: never_started}}
"""
    take(
        "n;v;h;c;k;a;s\n1;Jan;2020-02-01;F2;Z;2-2-2026;\n2;An;2026-04-01;;;;Teruggetrokken\n", mapping=mapping
    )
    assert leaves(house) == [("sickness", "2026-02-02", None)]
    rows = house.sql("SELECT contract, state FROM people.career_v1 ORDER BY hire_date")
    assert [tuple(row) for row in rows] == [("on_call", "active"), (None, "never_started")]


def test_what_cannot_be_read_refuses_the_row_with_its_column(house: House, take: Take) -> None:
    header = "nummer;naam;in dienst;contract tot;proeftijd tot;verlof vanaf;verlof tot\n"
    found = take(
        f"{header}1;Jan;1-2-2020;31-12-1899;;;\n2;An;1-2-2020;;morgen;;\n3;Bo;1-2-2020;;;1-1-1800;\n"
        "4;Cy;1-2-2020;;;1-1-2026;31-2-2026\n5;Di;1-2-2020;31-12-9999;;1-2-2026;31-12-9999\n"
    )
    assert [(one["row"], one["column"]) for one in found["rejected"]] == [
        (2, "contract tot"), (3, "proeftijd tot"), (4, "verlof vanaf"), (5, "verlof tot"),
    ]  # fmt: skip
    # A system's way to write that there is no end.
    assert career(house).contract_end is None
    assert leaves(house) == [("other", "2026-02-01", None)]


def test_what_does_not_fit_is_left_out_and_said_and_the_rest_goes_in(house: House, take: Take) -> None:
    header = "nummer;naam;in dienst;uit dienst;soort contract;contract tot;proeftijd tot;"
    header += "verlofsoort;verlof vanaf;verlof tot\n"
    found = take(
        f"{header}1;Jan;1-2-2020;;slaaf;31-1-2020;1-1-2020;;;\n2;An;1-2-2020;;;;;;20-2-2026;19-2-2026\n"
        "3;Bo;1-2-2020;30-6-2026;;;;;1-7-2026;\n4;Cy;1-2-2020;30-6-2026;;;;;1-6-2026;1-7-2026\n"
        "5;Di;1-2-2020;;;;;;31-1-2020;\n6;Ed;1-2-2020;;;;;winterslaap;1-2-2026;\n7;Fé;1-2-2020;;;;;ziek;;\n"
        "8;Gi;1-2-2020;;;;;;;1-2-2026\n"
    )
    assert (found["created"], found["rejected"]) == (8, [])
    assert [(row, column) for row, column, _ in notices(house, found)] == [
        (2, "soort contract"), (2, "contract tot"), (2, "proeftijd tot"), (3, "verlof vanaf"), (4, "verlof vanaf"),
        (5, "verlof vanaf"), (6, "verlof vanaf"), (7, "verlofsoort"), (8, "verlofsoort"), (9, "verlof tot"),
    ]  # fmt: skip
    assert leaves(house) == [("other", "2026-02-01", None)]
    assert len(house.facts("people.leaving_announced")) == 2


def test_a_leave_is_judged_beside_what_we_know(house: House, take: Take) -> None:
    take(f"{PLAIN}\n1;Jan;1-2-2020\n")
    person = f"{PEOPLE}/{house.sql('SELECT id FROM people.person')[0].id}"
    for first, last in (("2026-01-05", "2026-01-09"), ("2026-02-02", "2026-02-20")):
        body = {"kind": "care", "first_day": first, "last_day": last}
        assert call(house, "POST", f"{person}/absences", body).status_code == 201

    def file(begins: str, ends: str = "") -> dict[str, Any]:
        return take(f"nummer;naam;verlof vanaf;verlof tot\n1;Jan;{begins};{ends}\n")

    # Begun three days earlier: a correction of the one it shares days with.
    assert file("30-1-2026", "20-2-2026")["changed"] == 1
    assert file("30-1-2026")["unchanged"] == 1
    for begins, ends in (("9-1-2026", "30-1-2026"), ("5-1-2026", "1-2-2026"), ("1-10-2025", "6-1-2026")):
        found = file(begins, ends)
        assert (found["unchanged"], found["changed"]) == (1, 0), begins
        assert "ander verlof" in notices(house, found)[0][2]
    assert file("1-6-2026")["changed"] == 1
    assert [first for _, first, _ in leaves(house)] == ["2026-01-05", "2026-01-30", "2026-06-01"]
    assert [fact.type for fact in house.facts("people.absence")][2:] == [
        "people.absence_changed.v1",
        "people.absence_noted.v1",
    ]


def test_who_left_takes_no_leave_afterwards_and_nobody_without_employment(house: House, take: Take) -> None:
    take("nummer;naam;in dienst;uit dienst\n1;Jan;1-2-2020;31-1-2026\n")
    house.client("people").post(PEOPLE, json={"employee_number": "2", "given_name": "An"}, headers=house.api)
    found = take("nummer;naam;verlof vanaf\n1;Jan;1-2-2026\n2;An;1-2-2026\n")
    assert [row for row, _, _ in notices(house, found)] == [2, 3]
    assert found["unchanged"] == 2
    assert leaves(house) == []


NEVER = "nummer;naam;in dienst;uit dienst;soort vertrek\n"


@pytest.mark.parametrize("last_day", ["", "31-3-2026", "1-4-2026"])
def test_who_never_began_is_told_as_such_whatever_last_day_stands_there(
    house: House, take: Take, last_day: str
) -> None:
    file = f"{NEVER}1;Jan;1-4-2026;{last_day};niet begonnen\n"
    assert take(file)["created"] == 1
    assert kinds(house)[:-1] == ["people.hired.v1", "people.never_started.v1"]
    assert take(file)["unchanged"] == 1
    assert (career(house).state, career(house).last_day) == ("never_started", None)
    house.set_time(datetime(2026, 4, 2, 5, tzinfo=UTC))
    assert jobs.note_departures() == 0


def test_a_last_day_before_the_first_alone_is_a_slip_and_refused(house: House, take: Take) -> None:
    found = take(f"{NEVER}1;Jan;1-4-2026;31-3-2026;\n")
    assert [(one["column"], "niet begonnen" in one["reason"]) for one in found["rejected"]] == [
        ("uit dienst", True)
    ]


def test_who_was_expected_or_leaving_never_began(house: House, take: Take) -> None:
    take(f"{NEVER}1;Jan;1-4-2026;;\n2;An;1-4-2026;31-12-2026;einde contract\n")
    found = take(f"{NEVER}1;Jan;1-4-2026;;no show\n2;An;1-4-2026;1-4-2026;no show\n")
    assert (found["changed"], found["rejected"]) == (2, [])
    assert kinds(house)[-4:-1] == [
        "people.leaving_withdrawn.v1",
        "people.never_started.v1",
        "people.never_started.v1",
    ]
    rows = house.sql("SELECT state, last_day, known_leaving_on FROM people.career_v1")
    assert {tuple(row) for row in rows} == {("never_started", None, None)}


def test_who_left_did_begin_and_what_hr_said_by_hand_stays(house: House, take: Take) -> None:
    take(f"{NEVER}1;Jan;1-2-2020;31-1-2026;ontslag\n2;An;1-4-2026;;\n")
    an = house.sql("SELECT id FROM people.person WHERE given_name = 'An'")[0].id
    call(house, "POST", f"{PEOPLE}/{an}/never-started")
    before = len(house.facts())
    found = take(f"{NEVER}1;Jan;1-2-2020;;no show\n2;An;1-4-2026;30-4-2026;ontslag\n")
    assert (found["unchanged"], found["changed"]) == (2, 0)
    assert [(row, column) for row, column, _ in notices(house, found)] == [
        (2, "soort vertrek"),
        (3, "uit dienst"),
    ]
    assert [fact.type for fact in house.facts()[before:]] == ["people.imported.v1"]
    rows = house.sql("SELECT state FROM people.career_v1 ORDER BY hire_date")
    assert [row.state for row in rows] == ["left", "never_started"]


def test_a_later_start_of_who_never_began_is_another_employment(house: House, take: Take) -> None:
    take(f"{NEVER}1;Jan;23-2-2026;;no show\n")
    found = take(f"{NEVER}1;Jan;2-3-2026;;\n")
    assert (found["changed"], found["rejected"]) == (1, [])
    rows = house.sql("SELECT state, spell_no FROM people.career_v1 ORDER BY spell_no")
    assert [tuple(row) for row in rows] == [("never_started", 1), ("active", 2)]
    assert house.facts("people.hired")[1].body["previous_spell_id"] is None
    assert take(f"{NEVER}1;Jan;2-3-2026;;\n")["unchanged"] == 1
    shown = call(house, "GET", f"{PEOPLE}/{house.sql('SELECT id FROM people.person')[0].id}").json
    assert shown["state"] == "active"


def test_both_in_one_file_are_two_employments(house: House, take: Take) -> None:
    found = take(f"{NEVER}1;Jan;23-2-2026;;no show\n1;Jan;2-3-2026;;\n")
    assert (found["created"], found["changed"], found["rejected"]) == (1, 1, [])
    shown = call(house, "GET", f"{PEOPLE}/{house.sql('SELECT id FROM people.person')[0].id}").json
    assert (shown["state"], [one["state"] for one in shown["spells"]]) == (
        "active",
        ["never_started", "active"],
    )


def test_who_never_began_cannot_be_absent_from_a_full_file(house: House, take: Take) -> None:
    take(f"{NEVER}1;Jan;23-2-2026;;no show\n2;An;1-2-2020;;\n")
    mapping = "{fields: {employee_number: nummer, name: naam, hire_date: in dienst}, absent: leave}"
    take("nummer;naam;in dienst\n2;An;1-2-2020\n", mapping=mapping)
    assert house.facts("people.left") == []


def test_a_leaving_from_a_file_is_known_on_the_day_of_the_file(house: House, take: Take) -> None:
    header = "nummer;naam;in dienst;uit dienst\n"
    take(f"{header}1;Jan;1-2-2020;\n2;An;1-2-2019;31-1-2020\n")
    house.set_time(datetime(2026, 3, 9, 9, tzinfo=UTC))
    take(f"{header}1;Jan;1-2-2020;30-6-2026\n")
    house.set_time(datetime(2026, 3, 16, 9, tzinfo=UTC))
    take(f"{header}1;Jan;1-2-2020;31-7-2026\n")

    def known() -> list[str]:
        rows = house.sql("SELECT known_leaving_on FROM people.career_v1 ORDER BY hire_date")
        return [str(row.known_leaving_on) for row in rows]

    assert known() == ["2026-03-02", "2026-03-09"]
    take(f"{header}1;Jan;1-2-2020;\n")
    assert known() == ["2026-03-02", "None"]
    full = "{fields: {employee_number: nummer, name: naam, hire_date: in dienst}, absent: leave}"
    take("nummer;naam;in dienst\n3;Bo;1-2-2021\n", mapping=full)
    assert known() == ["2026-03-02", "2026-03-16", "None"]


def test_a_dry_run_writes_no_place_and_no_leave(house: House, take: Take) -> None:
    take("nummer;naam;in dienst;vestiging;verlof vanaf\n1;Jan;1-2-2020;Gent;1-2-2026\n", dry_run=True)
    assert house.sql("SELECT 1 FROM people.place") == []
    assert leaves(house) == []


def test_a_death_of_who_never_began_goes_in_all_the_same(house: House, take: Take) -> None:
    take(f"{NEVER}1;Jan;23-2-2026;;no show\n")
    file = f"{NEVER}1;Jan;23-2-2026;1-3-2026;overleden\n"
    assert take(file)["changed"] == 1
    assert kinds(house)[-2:] == ["people.died.v1", "people.imported.v1"]
    assert house.sql("SELECT 1 FROM people.contact_v1 WHERE deceased")
    assert take(file)["unchanged"] == 1


def test_the_page_of_an_import_says_in_words_what_changes(house: House, take: Take) -> None:
    header = (
        "nummer;naam;in dienst;soort vertrek;soort contract;contract tot;vestiging;verlofsoort;verlof vanaf\n"
    )
    take(f"{header}1;Jan;1-2-2020;;;;;;\n2;An;1-4-2026;;;;;;\n")
    found = take(
        f"{header}1;Jan;1-2-2020;;oproep;31-12-2026;Gent;ziekte;2-2-2026\n2;An;1-4-2026;no show;x;;;;\n"
    )
    said = Visitor(house.logged_in("people")).words(f"/people/desk/imports/{found['id']}")
    for words in (
        "Contract : leeg → oproep", "Contract tot en met : leeg → 31 dec", "Vestiging : leeg → Gent",
        "Afwezig vanaf : leeg → 2 feb", "Soort verlof", "Niet begonnen : leeg → niet begonnen",
        "Deze soort contract kennen we niet en lieten we leeg",
    ):  # fmt: skip
        assert words.replace(" :", ":") in said.replace(" :", ":"), words
    assert "ziekte" not in said


@pytest.mark.parametrize(
    ("word", "code"),
    [("Onbepaalde tijd", "permanent"), ("CDD", "fixed_term"), ("0-uren", "on_call"), ("Zero-hours", "on_call"),
     ("temporary_agency", "temporary_agency"), ("Stagiair(e)", None), ("DGA", None)],
)  # fmt: skip
def test_contracts_are_read_in_three_languages(house: House, take: Take, word: str, code: str | None) -> None:
    found = take(f"nummer;naam;in dienst;soort contract\n1;Jan;1-2-2020;{word}\n")
    assert (found["rejected"], career(house).contract) == ([], code)
    assert len(notices(house, found)) == (code is None)
