"""What a page of results is asked to show; it stands in the address, and what is wrong there is told at its field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from flask import request

from shared.disclosure.model import PATH_SEPARATOR, path_of
from shared.results import periods, words
from shared.web.texts import gettext, marked

Errors = dict[str, list[str]]
Choices = list[tuple[str, str]]
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_NOT_A_PERIOD = marked("Deze periode kennen we niet. Kies er een uit de lijst.")


def period(errors: Errors) -> periods.Period | None:
    """Return which period, None for all."""
    asked = request.args.get("period", "")
    found = periods.read(asked)
    if asked and found is None:
        errors["period"] = [str(gettext(_NOT_A_PERIOD))]
    return found


def choice(errors: Errors, name: str, known: Collection[str]) -> str | None:
    """Return which of ``known`` is asked for by that name, None for none."""
    asked = request.args.get(name, "")
    if asked and asked not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
    return asked if asked in known else None


def within() -> tuple[str, ...]:
    """Return of which department, by its path."""
    return path_of(request.args.get("within", "").replace("\0", ""))


def asked(*more: str) -> dict[str, str]:
    """Return what stands in the address, for a file of the same."""
    return {name: value for name in ("period", "within", "by", *more) if (value := request.args.get(name))}


def period_choices(quarters: Sequence[date]) -> Choices:
    """Return the periods of which there is something, to choose from."""
    return [(one.code, words.period_words(one)) for one in periods.choices(quarters)]


def department_choices(paths: Iterable[tuple[str, ...]]) -> Choices:
    """Return departments to choose from, each set in below the one above it."""
    return [(PATH_SEPARATOR.join(path), "\u2003" * (len(path) - 1) + path[-1]) for path in paths]


def by_choices(known: Mapping[str, str] = words.BY) -> Choices:
    """Return by what groups may be told apart, to choose from."""
    return [(name, str(gettext(label))) for name, label in known.items()]
