"""The results of a service that asks, at the desk: for HR and the board, of the organisation and its departments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request

from shared.asking.programme import Programme
from shared.asking.words import Face
from shared.disclosure import store
from shared.disclosure.model import PATH_SEPARATOR, path_of, rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid, NotFound
from shared.results import files, periods, reading, words
from shared.results.reading import View
from shared.results.showing import Shown, shown
from shared.web.auth import allow
from shared.web.sheets import CSV, XLSX, as_csv, as_workbook, download
from shared.web.texts import gettext, language, marked

TEMPLATES = Path(__file__).parent / "templates"

_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_NOT_A_PERIOD = marked("Deze periode kennen we niet. Kies er een uit de lijst.")


class ResultsUnknown(NotFound):
    """There is no such questionnaire."""

    code = "results_unknown"
    text = marked("Deze vragenlijst kennen we niet.")


def make_blueprint(programme: Programme, transaction: Transactions, face: Face) -> Blueprint:
    """Return the pages at ``/<service>/desk/results``."""
    root = f"/{programme.service}/desk/results"
    blueprint = Blueprint("results", __name__, url_prefix=root, template_folder=TEMPLATES)
    # The lists of who takes part lead here where there are results.
    blueprint.record(lambda state: state.app.jinja_env.globals.update(results_here=True))
    common: Mapping[str, Any] = {"root": root, "face": face, "words": words}
    _add_overview(blueprint, programme, transaction, common)
    _add_questionnaire(blueprint, programme, transaction, common)
    return blueprint


def _add_overview(
    blueprint: Blueprint, programme: Programme, transaction: Transactions, common: Mapping[str, Any]
) -> None:
    @blueprint.get("")
    @allow("hr", "board")
    def overview() -> str:
        """Show who took part at each moment, and of which questionnaires there are results."""
        with transaction() as tx:
            people = reading.overview(tx.conn, programme)
            choices = periods.choices(store.quarters(tx.conn, programme.tables.released, people))
            errors: dict[str, list[str]] = {}
            period = _period(errors)
            responses = reading.responses(tx.conn, programme.tables.request, period)
            departments = reading.responses_by_department(
                tx.conn, programme.tables.request, period, rule_in_force()
            )
        return render_template(
            "results/overview.html",
            **common,
            rows=_questionnaires(programme, people),
            responses=responses,
            departments=departments,
            periods=_period_choices(choices),
            period=period,
            errors=errors,
            rule=rule_in_force(),
        )


def _add_questionnaire(
    blueprint: Blueprint, programme: Programme, transaction: Transactions, common: Mapping[str, Any]
) -> None:
    @blueprint.get("/<key>")
    @allow("hr", "board")
    def questionnaire(key: str) -> str:
        """Show what came of each question."""
        errors: dict[str, list[str]] = {}
        view = _view(programme, key, errors)
        found, choices, departments = _read(programme, transaction, view)
        return render_template(
            "results/questionnaire.html",
            **common,
            view=view,
            errors=errors,
            asked={name: value for name in ("period", "within", "by") if (value := request.args.get(name))},
            title=programme.catalogue().latest(key).title.said(language()),
            found=found,
            periods=_period_choices(choices),
            departments=departments,
            here=PATH_SEPARATOR.join(view.within),
            by=[(name, str(gettext(label))) for name, label in words.BY.items()],
            rule=rule_in_force(),
        )

    @blueprint.get("/<key>.<any(csv, xlsx):kind>")
    @allow("hr", "board")
    def as_file(key: str, kind: str) -> Response:
        """Give the same figures as a file."""
        errors: dict[str, list[str]] = {}
        view = _view(programme, key, errors)
        if errors:
            raise Invalid(errors)
        found, _choices, _departments = _read(programme, transaction, view)
        lines = list(files.rows(found, view))
        name = f"{programme.service}-{key}.{kind}"
        if kind == "csv":
            return download(as_csv(lines), name, CSV)
        return download(as_workbook(key, lines), name, XLSX)


def _read(
    programme: Programme, transaction: Transactions, view: View
) -> tuple[list[Shown], list[periods.Period], list[tuple[str, str]]]:
    released = programme.tables.released
    with transaction() as tx:
        results = reading.results(tx.conn, programme, view, rule_in_force())
        quarters = store.quarters(tx.conn, released, [view.questionnaire])
        paths = store.departments(tx.conn, released, view.questionnaire)
    departments = [(PATH_SEPARATOR.join(path), "\u2003" * (len(path) - 1) + path[-1]) for path in paths]
    found = [shown(one, by=view.by, period=view.period) for one in results]
    if not any(one.answers or one.texts for one in found):
        found = []
    return [one for one in found if one.answers or one.is_words], periods.choices(quarters), departments


def _view(programme: Programme, key: str, errors: dict[str, list[str]]) -> View:
    if key not in programme.catalogue() or key in programme.practical:
        raise ResultsUnknown
    by = request.args.get("by", "")
    if by and by not in words.BY:
        errors["by"] = [str(gettext(_NOT_A_CHOICE))]
    return View(
        questionnaire=key,
        period=_period(errors),
        within=path_of(request.args.get("within", "")),
        by=by if by in words.BY else None,
    )


def _period(errors: dict[str, list[str]]) -> periods.Period | None:
    asked = request.args.get("period", "")
    found = periods.read(asked)
    if asked and found is None:
        errors["period"] = [str(gettext(_NOT_A_PERIOD))]
    return found


def _questionnaires(programme: Programme, people: Mapping[str, int]) -> list[dict[str, Any]]:
    latest = {
        one.key: one
        for one in sorted(programme.catalogue(), key=lambda one: one.version)
        if one.key not in programme.practical
    }
    return [
        {"key": key, "title": one.title.said(language()), "people": people.get(key)}
        for key, one in latest.items()
    ]


def _period_choices(choices: list[periods.Period]) -> list[tuple[str, str]]:
    return [(one.code, words.period_words(one)) for one in choices]
