"""Cells become values, or refusals with a reason."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.people.imports import cells, words
from services.people.imports.circles import find_circles
from services.people.imports.cleaning import Cleaner
from services.people.imports.guess import recognise
from services.people.imports.mapping import FIELDS, from_plain, from_yaml
from services.people.imports.problems import TEXTS
from services.people.imports.rows import Cleaned, RefusedRow
from shared.kernel.errors import Invalid
from shared.tabular.errors import MappingFieldUnknown
from shared.tabular.files import open_table
from shared.tabular.text import Refused

TODAY = date(2026, 3, 2)


def clean(header: str, line: str, mapping: str = "") -> Cleaned | RefusedRow:
    table = open_table(io.BytesIO(f"{header}\n{line}\n".encode()))
    chosen = from_yaml(mapping) if mapping else recognise(table, today=TODAY)
    (row,) = [Cleaner(table, chosen, today=TODAY).clean(row) for row in table.rows]
    return row


def codes(row: Cleaned | RefusedRow) -> list[str]:
    assert isinstance(row, RefusedRow)
    return [problem.code for problem in row.problems]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;Datum in dienst", "1;Jan;van der;Berg;1-2-2020"),
        ("Employee ID;First Name;Last Name;Hire Date", "1;Jan;van der Berg;2020-02-01"),
        ("Matricule;Prénom;Nom;Date d'entrée", "1;Jan;van der Berg;01/02/2020"),
        ("Medewerkernummer;Naam;Startdatum", "1;Jan van der Berg;1-2-2020"),
        ("EmpID;Employee_Name;DateofHire", "1;Berg, van der, Jan;1-2-2020"),
    ],
)
def test_columns_are_recognised_in_three_languages(header: str, line: str) -> None:
    row = clean(header, line)
    assert isinstance(row, Cleaned)
    assert (row.key, row.given_name, row.infix, row.family_name, row.hire_date) == (
        "1", "Jan", "van der", "Berg", date(2020, 2, 1),
    )  # fmt: skip


def test_every_reason_of_a_row_is_told_and_the_row_is_kept_whole() -> None:
    row = clean("nummer;naam;in dienst;e-mail", "1;Jan;31-2-2020;geen")
    assert codes(row) == ["date_unknown", "email_unknown"]
    assert isinstance(row, RefusedRow)
    assert row.cells == {"nummer": "1", "naam": "Jan", "in dienst": "31-2-2020", "e-mail": "geen"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";Jan;1-2-2020;;", "key_missing"),
        ("1;Jan;1-2-2020;1-1-2020;ontslag", "left_before_hire"),
        ("1;Jan;1-2-2020;1-1-2021;wie weet", "leave_kind_unknown"),
        ("1;Jan;1-2-2020;;overleden", "last_day_missing"),
        ("1;Jan;1-2-2099;;", "date_future"),
        ("1;Jan;1-2-1820;;", "date_out_of_range"),
        ("1;Jan;1-2-2020;;;extra", "row_long"),
        ("1;Jan", "row_short"),
    ],
)
def test_what_does_not_fit_together_is_refused(line: str, code: str) -> None:
    assert code in codes(clean("nummer;naam;in dienst;uit dienst;soort vertrek", line))


@pytest.mark.parametrize("end", ["31-12-9999", "1-1-2999"])
def test_a_last_day_at_the_end_of_time_is_none(end: str) -> None:
    row = clean("nummer;naam;in dienst;uit dienst", f"1;Jan;1-2-2020;{end}")
    assert isinstance(row, Cleaned)
    assert row.last_day is None


def test_values_missing_words_and_templates_do_as_the_mapping_says() -> None:
    mapping = """
fields:
  employee_number: n
  name: v
  email: {template: "{n}@example.org"}
  country: {value: België}
  leave_kind: {column: s, values: {Bye: retirement, Hm: ""}}
  last_day: {column: l, formats: [D-M-YYYY, YYYY-MM-DD]}
missing: [N/A]
"""
    row = clean("n;v;s;l", "1;Jan;bye;2020-01-01", mapping)
    assert isinstance(row, Cleaned)
    assert (row.email, row.country, row.leave_kind) == ("1@example.org", "BE", "retirement")
    other = clean("n;v;s;l", "1;Jan;Hm;n/a", mapping)
    assert isinstance(other, Cleaned)
    assert (other.leave_kind, other.last_day) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("32,5", "32.50"), ("32.5", "32.50"), ("40", "40.00"), ("36 uur", "36.00"), ("1.234", "1.23")],
)
def test_hours_are_read(text: str, value: str) -> None:
    assert cells.number(text, text, thousands=False, highest=168) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("€ 62.506,00", "62506.00"), ("$62,506.00", "62506.00"), ("62506", "62506.00"), ("62.506", "62506.00"),
     ("1.234.567", "1234567.00"), ("3250,5", "3250.50"), ("62'506.50", "62506.50")],
)  # fmt: skip
def test_salaries_are_read(text: str, value: str) -> None:
    assert cells.number(text, text, thousands=True, highest=10**10) == Decimal(value)


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "1e5", "veel", "", "200", ".", ",", "--"])
def test_what_is_no_number_of_hours_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.number(text, text, thousands=False, highest=168)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", "4"),
        ("2,5", "2.5"),
        ("ma di do", "mon,tue,thu"),
        ("lun/mar", "mon,tue"),
        ("Fri, Mon", "mon,fri"),
    ],
)
def test_working_days_are_a_number_or_which(text: str, value: str) -> None:
    assert cells.part_time_days(text, text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NL", "NL"),
        ("Nederland", "NL"),
        ("België", "BE"),
        ("Belgique", "BE"),
        ("United States", "US"),
        ("UK", "GB"),
    ],
)
def test_countries_are_known_by_code_and_by_name(text: str, code: str) -> None:
    assert words.country(text) == code


@pytest.mark.parametrize(
    ("text", "fine"),
    [("a@b.nl", True), ("mailto:a.b+c@d-e.co.uk", True), ("zoë@voorbeeld.nl", True), ("a@b", False), ("a@@b.nl", False),
     ("a b@c.nl", False), ("@b.nl", False), ("a@b..nl", False), ("a@b.nl\nBcc: x@y.nl", False),
     ("a" * 65 + "@b.nl", False)],
)  # fmt: skip
def test_addresses_are_looked_at(text: str, fine: bool) -> None:
    if fine:
        assert "@" in cells.email(text)
    else:
        with pytest.raises(Refused):
            cells.email(text)


def test_circles_are_found_each_once() -> None:
    above = {1: 2, 2: 3, 3: 1, 4: 1, 5: 5, 6: 7}
    assert sorted(sorted(circle) for circle in find_circles(above)) == [[1, 2, 3], [5]]


def test_a_mapping_survives_being_kept() -> None:
    mapping = from_yaml(
        "fields: {employee_number: a, name: {column: b, order: family-first}, hire_date: {column: c, format: D-M-YYYY}}"
    )
    assert from_plain(mapping.plain()) == mapping
    assert from_yaml(mapping.as_yaml()) == mapping


def test_a_mapping_names_what_it_does_not_know() -> None:
    with pytest.raises(MappingFieldUnknown) as caught:
        from_yaml("fields: {employee_number: {column: a, sheet: 2}}")
    assert caught.value.params["place"] == "fields.employee_number.sheet"


def test_every_field_is_read_and_every_reason_has_its_places() -> None:
    header = ";".join(FIELDS)
    mapping = "fields: {" + ", ".join(f"{name}: {name}" for name in FIELDS) + "}"
    row = clean(header, "1;" * (len(FIELDS) - 1) + "1", mapping)
    assert isinstance(row, RefusedRow)
    for problem in row.problems:
        assert problem.sentence()
    assert all(text.endswith((".", "?")) for text in TEXTS.values())


@given(st.binary(max_size=400))
def test_no_file_makes_the_reader_stumble(content: bytes) -> None:
    try:
        table = open_table(io.BytesIO(content))
        cleaner = Cleaner(table, recognise(table, today=TODAY), today=TODAY)
        for row in table.rows:
            cleaner.clean(row)
    except Invalid as error:
        assert error.code  # noqa: PT017  refused with a reason; anything else fails the test by itself


@given(st.lists(st.text(max_size=20), min_size=22, max_size=22))
def test_no_row_makes_the_cleaner_stumble(values: list[str]) -> None:
    table = open_table(io.BytesIO((";".join(FIELDS) + "\n1\n").encode()))
    cleaner = Cleaner(
        table, from_yaml("fields: {" + ", ".join(f"{name}: {name}" for name in FIELDS) + "}"), today=TODAY
    )
    assert cleaner.clean((2, list(values))) is not None
