"""What the explorer is asked: it stands in the address, and what does not go together is said at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from services.insights import policy
from services.insights.desk import asked as addresses
from services.insights.desk import explorer_words, words
from services.insights.domain import explorer
from services.insights.domain.explorer import NONE, REASON, Asked
from services.insights.store import crossing, departments, editions
from shared.db.transaction import Tx
from shared.web.texts import gettext

Errors = dict[str, list[str]]
FIELD = "only_"
_CHOSEN_FROM = ("function", "place", "country")
_BANDS = {policy.AGE: policy.AGE_BANDS, policy.TENURE: policy.TENURE_BANDS, policy.HOURS: policy.HOURS_BANDS}
# Nothing is asked yet: what most people begin with.
FIRST = Asked(measure=explorer.TURNOVER, rows=explorer.DEPARTMENT)


def read(tx: Tx, last_year: int, given: MultiDict[str, str] | None = None) -> tuple[Asked, Errors]:
    """Return what is asked, and what does not go together; nonsense counts as not asked."""
    given = request.args if given is None else given
    measure = given.get("measure", "")
    if measure not in explorer.MEASURES:
        return FIRST, {}
    rows, columns = (_dimension(given.get(name, NONE)) for name in ("rows", "columns"))
    year = given.get("year", "")
    asked = Asked(
        measure=measure,
        rows=rows,
        columns=columns,
        year=int(year) if _is_year(year) and policy.FIRST_YEAR <= int(year) <= last_year else 0,
        filters=_filters(tx, given),
    )
    return _fitting(asked)


def as_query(asked: Asked) -> dict[str, Any]:
    """Return what stands in the address."""
    plain = {
        name: given for name, given in asdict(asked).items() if name != "filters" and given not in {0, NONE}
    }
    return plain | {f"{FIELD}{name}": given for name, given in asked.filters.items()}


def choices(tx: Tx, last_year: int) -> dict[str, Any]:
    """Return what there is to choose from."""
    name = editions.live(tx.conn)
    found: dict[str, list[tuple[str, str]]] = {
        explorer.DEPARTMENT: addresses.department_choices(tx),
        explorer.KIND: [
            (code, str(gettext(words.GROUPS[code]))) for code in (*policy.CLASS_OF, policy.UNKNOWN_KIND)
        ],
    }
    for dimension in _CHOSEN_FROM:
        found[dimension] = [(one, one) for one in crossing.values(tx.conn, name, dimension)]
    for dimension, bands in _BANDS.items():
        found[dimension] = [(code, str(gettext(words.GROUPS[code]))) for _, code in bands]
    return {
        "measures": [(code, explorer_words.measure(code)) for code in explorer.MEASURES],
        "dimensions": [
            (code, explorer_words.dimension(code))
            for code in dict.fromkeys(
                code for one in explorer.MEASURES for code in explorer.dimensions_of(one)
            )
        ],
        "years": [(str(year), str(year)) for year in range(last_year, last_year - 15, -1)],
        "filters": [(code, explorer_words.dimension(code), found[code]) for code in explorer.FILTERS],
    }


def names(tx: Tx) -> dict[str, str]:
    """Return departments by id, as they are called."""
    return {str(one.id): one.path for one in departments.all_of_them(tx.conn).values()}


def _fitting(asked: Asked) -> tuple[Asked, Errors]:
    errors: Errors = {}
    possible = explorer.dimensions_of(asked.measure)
    for name in ("rows", "columns"):
        given = getattr(asked, name)
        if given not in possible:
            errors[name] = [
                str(
                    gettext(
                        "%(measure)s: per %(dimension)s kan dat niet. Kies iets anders.",
                        measure=explorer_words.measure(asked.measure),
                        dimension=explorer_words.dimension(given),
                    )
                )
            ]
    for name in asked.filters:
        if name not in explorer.filters_of(asked.measure):
            errors[f"{FIELD}{name}"] = [str(gettext("Hierop kun je bij deze vraag niet kiezen."))]
    if asked.rows == asked.columns != NONE:
        errors["columns"] = [
            str(gettext("Rijen en kolommen zijn hetzelfde. Kies voor een van de twee iets anders."))
        ]
    return (_with_reasons(asked) if not errors else asked), errors


def _with_reasons(asked: Asked) -> Asked:
    """One of both directions is the reasons, where reasons are asked."""
    if asked.measure not in explorer.TOLD or REASON in {asked.rows, asked.columns}:
        return asked
    if asked.rows == NONE:
        return replace(asked, rows=REASON)
    if asked.columns == NONE:
        return replace(asked, columns=REASON)
    return replace(asked, rows=REASON)


def _filters(tx: Tx, given: Mapping[str, str]) -> dict[str, str]:
    found = {name: given[f"{FIELD}{name}"][:200] for name in explorer.FILTERS if given.get(f"{FIELD}{name}")}
    department = addresses.as_uuid(found.get(explorer.DEPARTMENT, ""))
    if explorer.DEPARTMENT in found:
        if department is None or department not in departments.all_of_them(tx.conn):
            del found[explorer.DEPARTMENT]
        else:
            found[explorer.DEPARTMENT] = str(department)
    return found


def _dimension(given: str) -> str:
    return given if any(given in explorer.dimensions_of(one) for one in explorer.MEASURES) else NONE


def _is_year(given: str) -> bool:
    return given.isascii() and given.isdecimal() and len(given) == 4
