"""What a page of results is asked to show; it stands in the address, and what is wrong there is told at its field."""

from __future__ import annotations

from collections.abc import Collection

from flask import request

from shared.disclosure.model import path_of
from shared.results import periods
from shared.web.texts import gettext, marked

Errors = dict[str, list[str]]
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_NOT_A_PERIOD = marked("Deze periode kennen we niet. Kies er een uit de lijst.")


def period(errors: Errors) -> periods.Period | None:
    """Return which period, None for all."""
    asked = request.args.get("period", "")
    found = periods.read(asked)
    if asked and found is None:
        errors["period"] = [str(gettext(_NOT_A_PERIOD))]
    return found


def by(errors: Errors, known: Collection[str]) -> str | None:
    """Return what groups are told apart by, None for nothing."""
    asked = request.args.get("by", "")
    if asked and asked not in known:
        errors["by"] = [str(gettext(_NOT_A_CHOICE))]
    return asked if asked in known else None


def within() -> tuple[str, ...]:
    """Return of which department, by its path."""
    return path_of(request.args.get("within", "").replace("\0", ""))


def asked() -> dict[str, str]:
    """Return what stands in the address, for a file of the same."""
    return {name: value for name in ("period", "within", "by") if (value := request.args.get(name))}
