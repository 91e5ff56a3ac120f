"""One person kept by hand at the desk: added once however often the form is sent, changed by one after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.people.actions import employing
from services.people.domain import Person
from services.people.imports.names import fold
from services.people.store import overview, people
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.texts import marked

_UNKNOWN = marked("Deze leidinggevende kennen we niet. Geef een personeelsnummer of de hele naam.")
_SEVERAL = marked("Meer dan één persoon heet zo. Geef het personeelsnummer van de leidinggevende.")


def add(tx: Tx, given: Mapping[str, Any], *, form: UUID) -> UUID:
    """Take a person in; ``form`` is the id that the form chose, so that a second click finds the first."""
    overview.hold(tx.conn, f"form {form}")
    if people.find(tx.conn, form) is not None:
        return form
    return employing.hire(tx, _with_manager(tx, given), person_id=form)


def amend(tx: Tx, person_id: UUID, given: Mapping[str, Any], *, version: int) -> Person:
    """Change what is given, where nobody saved since ``version``."""
    return employing.change(tx, person_id, _with_manager(tx, given), version=version)


def take_back(tx: Tx, person_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Begin a new spell of somebody who was here before."""
    return employing.take_back(tx, person_id, _with_manager(tx, given))


def number_of(tx: Tx, number: str) -> tuple[UUID, str] | None:
    """Return id and name of who has an employee number."""
    found = people.by_number(tx.conn, number)
    return None if found is None else (found, people.names(tx.conn, [found])[found])


def _with_manager(tx: Tx, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A manager may be named; the actions know people by number or id."""
    manager = given.get("manager")
    if not manager or people.by_number(tx.conn, manager) is not None:
        return given
    found = overview.named(tx.conn, fold(manager))
    if len(found) != 1:
        raise Invalid({"manager": [_SEVERAL if found else _UNKNOWN]})
    return {**given, "manager": str(found[0][0])}
