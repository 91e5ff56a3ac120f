"""Who took part, at the desk of HR: by department, function, place and more, with a picture, in files and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template

from shared.asking.model import ANSWERED
from shared.asking.programme import Programme
from shared.asking.words import Face
from shared.db.transaction import Tx
from shared.disclosure.figures import Figure
from shared.disclosure.model import DEPARTMENT, PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.results import address, responses, words
from shared.results.address import Errors
from shared.results.pictures import Bar, Picture
from shared.results.responses import Asked, Rates
from shared.results.showing import drawn
from shared.web.filters import number, percent
from shared.web.sheets import Value, file_of
from shared.web.texts import gettext, marked

# No questionnaire can be called so: a key has no dash.
PLACE = "/who-answered"
BY: Mapping[str, str] = {
    DEPARTMENT: words.BY[DEPARTMENT],
    "function": words.BY["function"],
    "tenure_band": words.BY["tenure_band"],
    "place": marked("Plaats van het werk"),
    "country": words.BY["country"],
    "contract": marked("Soort contract"),
    "moment": marked("Moment"),
}
CONTRACTS = {
    "permanent": marked("vast contract"),
    "fixed_term": marked("tijdelijk contract"),
    "temporary_agency": marked("uitzendkracht"),
    "internship": marked("stage"),
    "on_call": marked("oproepcontract"),
    "other": marked("ander contract"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A group: how many had their chance and answered, what it was before, and what may be said of the difference."""

    name: str
    people: int | None
    answered: int | None
    share: float | None
    before: Figure | None = None
    change: str = ""
    note: str = ""


def add_to(
    blueprint: Blueprint,
    programme: Programme,
    transaction: Transactions,
    face: Face,
    common: Mapping[str, Any],
) -> None:
    """Add the page and its files to the results of a service."""
    _add_page(blueprint, programme, transaction, face, common)
    _add_file(blueprint, programme, transaction, face)


def _add_page(
    blueprint: Blueprint,
    programme: Programme,
    transaction: Transactions,
    face: Face,
    common: Mapping[str, Any],
) -> None:
    @blueprint.get(PLACE)
    def who_answered() -> str:
        """Show which groups took part, beside the period before."""
        errors: Errors = {}
        asked = _asked(errors)
        with transaction() as tx:
            found, choices = _read(tx, programme, asked)
        lines = list(_lines(found, asked, face))
        return render_template(
            "results/responses.html",
            **common,
            asked=asked,
            errors=errors,
            query=address.asked(),
            lines=lines,
            total=_line(gettext("Iedereen"), found.now.total, found.total_before, found),
            picture=_picture(lines),
            by=address.by_choices(BY),
            here=PATH_SEPARATOR.join(asked.within),
            title=str(gettext(BY[asked.by])),
            rule=rule_in_force(),
            **choices,
        )


def _add_file(blueprint: Blueprint, programme: Programme, transaction: Transactions, face: Face) -> None:
    @blueprint.get(f"{PLACE}.<any(csv, xlsx):kind>")
    def who_answered_file(kind: str) -> Response:
        """Give the same as a file."""
        errors: Errors = {}
        asked = _asked(errors)
        if errors:
            raise Invalid(errors)
        with transaction() as tx:
            found, _choices = _read(tx, programme, asked)
        rows = _rows(_lines(found, asked, face))
        return file_of(kind, f"{programme.service}-who-answered", gettext("Respons"), rows)


def _asked(errors: Errors) -> Asked:
    return Asked(
        by=address.choice(errors, "by", BY) or DEPARTMENT,
        period=address.period(errors),
        within=address.within(),
    )


def _read(tx: Tx, programme: Programme, asked: Asked) -> tuple[Rates, dict[str, Any]]:
    table = programme.tables.request
    found = responses.rates(tx.conn, table, asked, rule_in_force())
    return found, {
        "periods": address.period_choices(responses.quarters(tx.conn, table)),
        "departments": address.department_choices(responses.departments(tx.conn, table)),
    }


def _lines(found: Rates, asked: Asked, face: Face) -> Iterator[Line]:
    made = found.now
    for name in words.in_order(asked.by, made.shown):
        yield _line(group_words(asked.by, name, face), made.shown[name], found.before.get(name), found)
    say = partial(group_words, face=face)
    for names, note in words.hidden_words(asked.by, made.hidden, notes=words.WHY_WHO, say=say):
        yield Line(name=names, people=None, answered=None, share=None, note=note)
    if made.rest:
        yield _line(gettext("Niet apart te tonen"), made.rest, None, found)


def group_words(by: str, name: str, face: Face) -> str:
    """Return the name of a group in words."""
    if by == "moment":
        return face.moment_words(name)
    if by == "contract":
        return str(gettext(CONTRACTS[name])) if name in CONTRACTS else name
    return words.group_words(by, name)


def _line(name: str, now: Figure | None, before: Figure | None, found: Rates) -> Line:
    return Line(
        name=str(name),
        people=now.people if now else None,
        answered=now.tally.get(ANSWERED, 0) if now else None,
        share=now.share(ANSWERED) if now else None,
        before=before,
        change=words.change_words(found.verdict(now, before)),
    )


def _picture(lines: Sequence[Line]) -> Picture | None:
    found = [
        Bar(
            one.name,
            one.share,
            f"{percent(one.share)} (n = {number(one.people)})",
            one.before.share(ANSWERED) if one.before else None,
        )
        for one in lines
        if one.share is not None
    ]
    return drawn(found, max(bar.value for bar in found)) if found else None


def _rows(lines: Iterator[Line]) -> Iterator[Sequence[Value]]:
    yield [
        str(gettext(one))
        for one in (
            marked("Groep"),
            marked("Hadden de kans"),
            marked("Beantwoord"),
            marked("Respons"),
            marked("Periode ervoor"),
            marked("Verschil"),
            marked("Toelichting"),
        )
    ]
    for one in lines:
        share = percent(one.share) if one.share is not None else str(gettext("verborgen"))
        before = percent(one.before.share(ANSWERED)) if one.before else ""
        yield [one.name, one.people, one.answered, share, before, one.change, one.note]
