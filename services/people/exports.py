"""People, and the rows of a file that did not come in, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from services.people.domain import Person
from services.people.errors import ImportUnknown
from services.people.schemas.imports import problem_json
from services.people.store import runs
from shared.db.transaction import Tx
from shared.web.sheets import Value
from shared.web.texts import gettext

PEOPLE_COLUMNS = (
    "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "country", "region",
    "birth_date", "state", "hire_date", "last_day", "leave_kind", "department", "function", "manager", "hours",
    "part_time_days", "contract", "contract_end", "probation_end", "place",
)  # fmt: skip


def people_table(people: Iterable[Person]) -> Iterator[Sequence[Value]]:
    """Return people as rows under the names that an import reads back."""
    yield PEOPLE_COLUMNS
    for person in people:
        row = []
        for name in PEOPLE_COLUMNS:
            if name == "manager":
                value = (
                    (person.latest.manager_number or person.latest.manager_name) if person.latest else None
                )
            elif hasattr(person, name):
                value = getattr(person, name)
            else:
                value = getattr(person.latest, name, None)
            row.append(float(value) if name == "hours" and value is not None else value)
        yield row


def rejected_table(tx: Tx, import_id: UUID) -> Iterator[Sequence[Value]]:
    """Return the rejected rows of an import whole, behind the reasons; under the columns of the file itself."""
    run = runs.find(tx.conn, import_id)
    if run is None:
        raise ImportUnknown
    header = list(run.facts_of_file.get("header", []))
    yield [gettext("Rij"), gettext("Kolom"), gettext("Waarde"), gettext("Waarom niet"), *header]
    for row in runs.refused(tx.conn, import_id):
        first = problem_json(row.row, row.problems[0])
        reasons = " ".join(problem_json(row.row, one)["reason"] for one in row.problems)
        yield [
            row.row,
            first["column"],
            first["value"],
            reasons,
            *(row.cells.get(name, "") for name in header),
        ]
