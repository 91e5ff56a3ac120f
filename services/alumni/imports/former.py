"""A row of a list of former colleagues: somebody to write to, or what is wrong and how to mend it.

A row with the whole proof of a consent (when, how, for what) brings that consent; a row without any brings one
question; half a proof is refused, as nobody can tell later what it proved. What stands in the cells of a name or an
address is never repeated in what is wrong: the file has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.alumni.imports.columns import Fields
from services.alumni.imports.words import folded, read_language, read_subjects
from services.alumni.policy import FIRST_YEAR, LONGEST_NAME, LONGEST_PROOF, LONGEST_WORK
from shared.frontdoor.addresses import read_address
from shared.kernel.texts import marked
from shared.tabular.dates import GUESSED, Century, NoDate, example, guess_formats, read_date, read_partly
from shared.tabular.mapping import bind_columns
from shared.tabular.raw import RawCell, is_blank
from shared.tabular.table import Table
from shared.tabular.text import Refused, clean_text

TEXTS = {
    "name_missing": marked("We missen de naam."),
    "name_long": marked("Deze naam is te lang. Kort hem in tot 120 tekens."),
    "email_missing": marked("We missen het mailadres."),
    "email_unknown": marked("Dit mailadres kunnen we niet lezen. Schrijf het zo: jo@voorbeeld.nl."),
    "double": marked("Dit mailadres staat al op rij %(other)s van dit bestand."),
    "year_unknown": marked("Dit jaar kennen we niet. Schrijf het zo: 2014."),
    "year_later": marked("Dit jaar moet nog komen."),
    "years_swapped": marked("Dit jaar ligt voor het jaar waarin deze persoon begon."),
    "language_unknown": marked("Deze taal kennen we niet. Schrijf nl, en of fr."),
    "too_long": marked("Dit is te lang. Kort het in tot %(longest)s tekens."),
    "date_unknown": marked("Deze datum kennen we niet. Schrijf hem zo: %(example)s."),
    "date_later": marked("Deze dag moet nog komen; toestemming is altijd van eerder."),
    "subjects_unknown": marked(
        "We weten niet waarvoor deze toestemming is. Schrijf nieuws, reünies of vacatures, met komma’s ertussen."
    ),
    "proof_partial": marked(
        "Bewijs van toestemming is heel of niet: wanneer, hoe en waarvoor. Vul dit in, of laat alle drie leeg; dan "
        "krijgt deze persoon één vraag."
    ),
    "formula_without_value": marked(
        "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en probeer het opnieuw."
    ),
    "error_cell": marked(
        "In deze cel staat een fout van het rekenblad. Verbeter de cel en lees de rij opnieuw in."
    ),
    "control_character": marked(
        "In deze cel staat een teken dat we niet kunnen lezen. Typ de waarde opnieuw."
    ),
}
_PRIVATE = frozenset({"name", "given_name", "infix", "family_name", "email"})
_PROOF = ("agreed_on", "agreed_how", "agreed_to")


@dataclass(frozen=True, kw_only=True)
class Former:
    """One row that can go in."""

    row: int
    name: str
    email: str
    language: str | None = None
    from_year: int | None = None
    until_year: int | None = None
    place: str = ""
    department: str = ""
    function: str = ""
    subjects: tuple[str, ...] = ()
    agreed_on: date | None = None
    agreed_how: str = ""


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """Why a row cannot go in: a code with its parameters, so that it can be read in three languages."""

    row: int
    column: str
    code: str
    value: str = ""
    params: dict[str, str] = field(default_factory=dict)


class Reader:
    """Reads the rows of one table, where it is known which column is what."""

    def __init__(self, table: Table, fields: Fields, today: date) -> None:
        self._table, self._fields, self._today = table, fields, today
        columns = [column for source in fields.values() for column in source.columns()]
        self._at = bind_columns(columns, table.header, table.twice)
        self._words = {
            name: {folded(said): meant for said, meant in source.values.items()}
            for name, source in fields.items()
        }
        used = set(self._at.values())
        self.unused = [title for place, title in enumerate(table.header) if place not in used]
        self._century = Century(today, past=True)
        self._formats = self._guess("agreed_on")

    def header(self, name: str) -> str:
        """Return what the file calls a column; nothing where it lacks."""
        return self._fields[name].column if name in self._fields else ""

    def read(self, number: int, cells: list[RawCell]) -> Former | Wrong:
        """Return who stands in a row, or the first thing that is wrong with it."""
        try:
            return Former(row=number, **self._values(cells))
        except _Wrong as error:
            shown = "" if error.name in _PRIVATE else error.value[:60]
            return Wrong(
                row=number, column=self.header(error.name), code=error.code, value=shown, params=error.params
            )

    def _values(self, cells: list[RawCell]) -> dict[str, Any]:
        values: dict[str, Any] = {"name": self._name(cells), "email": self._email(cells)}
        for name in ("from_year", "until_year"):
            values[name] = self._year(cells, name)
        first, last = values["from_year"], values["until_year"]
        if first and last and last < first:
            raise _Wrong("until_year", "years_swapped", str(last))
        for name in ("place", "department", "function"):
            values[name] = self._text(cells, name, LONGEST_WORK)
        said = self._text(cells, "language", LONGEST_WORK)
        values["language"] = read_language(said) if said else None
        if said and values["language"] is None:
            raise _Wrong("language", "language_unknown", said)
        return values | self._proof(cells)

    def _name(self, cells: list[RawCell]) -> str:
        if "name" in self._fields:
            name = self._text(cells, "name", 0)
        else:
            name = " ".join(
                part for one in ("given_name", "infix", "family_name") if (part := self._text(cells, one, 0))
            )
        about = "name" if "name" in self._fields else "family_name"
        if not name:
            raise _Wrong(about, "name_missing")
        if len(name) > LONGEST_NAME:
            raise _Wrong(about, "name_long")
        return name

    def _email(self, cells: list[RawCell]) -> str:
        typed = self._text(cells, "email", 0)
        if not typed:
            raise _Wrong("email", "email_missing")
        email = read_address(typed)
        if email is None:
            raise _Wrong("email", "email_unknown")
        return email

    def _year(self, cells: list[RawCell], name: str) -> int | None:
        cell = self._cell(cells, name)
        if is_blank(cell):
            return None
        text = self._text(cells, name, LONGEST_WORK)
        try:
            formats = ("YYYY", "MM/YYYY", "MM-YYYY", *GUESSED)
            year = read_partly(cell, formats, century=self._century, epoch_1904=self._table.epoch_1904).year
        except NoDate:
            raise _Wrong(name, "year_unknown", text) from None
        if year < FIRST_YEAR:
            raise _Wrong(name, "year_unknown", text)
        if year > self._today.year:
            raise _Wrong(name, "year_later", text)
        return year

    def _proof(self, cells: list[RawCell]) -> dict[str, Any]:
        filled = [name for name in _PROOF if not is_blank(self._cell(cells, name))]
        # What the whole file has in common completes what a row says, and proves nothing of a row that says nothing.
        said = [name for name in _PROOF if self.header(name)]
        if not filled or (said and not set(said) & set(filled)):
            return {}
        for name in _PROOF:
            if name not in filled:
                raise _Wrong(name, "proof_partial")
        purpose = self._text(cells, "agreed_to", 200)
        subjects = read_subjects(purpose)
        if subjects is None:
            raise _Wrong("agreed_to", "subjects_unknown", purpose)
        how = self._text(cells, "agreed_how", LONGEST_PROOF)
        return {"subjects": subjects, "agreed_how": how, "agreed_on": self._day(cells, "agreed_on")}

    def _day(self, cells: list[RawCell], name: str) -> date:
        cell = self._cell(cells, name)
        try:
            day = read_date(
                cell, self._formats or GUESSED, century=self._century, epoch_1904=self._table.epoch_1904
            )
        except NoDate:
            hint = {"example": example(self._formats)}
            raise _Wrong(name, "date_unknown", self._text(cells, name, LONGEST_WORK), hint) from None
        if day > self._today:
            raise _Wrong(name, "date_later", day.isoformat())
        return day

    def _text(self, cells: list[RawCell], name: str, longest: int) -> str:
        try:
            text = clean_text(self._cell(cells, name))
        except Refused as error:
            raise _Wrong(name, error.code) from None
        if longest and len(text) > longest:
            raise _Wrong(name, "too_long", text, {"longest": str(longest)})
        return text

    def _cell(self, cells: list[RawCell], name: str) -> RawCell:
        source = self._fields.get(name)
        if source is None:
            return None
        if source.value:
            return source.value
        place = self._at[source.column]
        cell = cells[place] if place < len(cells) else None
        words = self._words[name]
        return words.get(folded(cell), cell) if words and isinstance(cell, str) else cell

    def _guess(self, name: str) -> tuple[str, ...]:
        if name in self._fields and self._fields[name].formats:
            return self._fields[name].formats
        column: Iterator[RawCell] = (self._cell(cells, name) for _, cells in self._table.sample)
        return guess_formats((cell for cell in column if isinstance(cell, str)), self._century)


class _Wrong(Exception):
    def __init__(self, name: str, code: str, value: str = "", params: dict[str, str] | None = None) -> None:
        self.name, self.code, self.value, self.params = name, code, value, params or {}
        super().__init__(code)
