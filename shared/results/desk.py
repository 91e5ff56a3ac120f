"""The results of a service that asks, at the desk: for HR and the board, and for managers of what they lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template

from shared.asking.programme import Programme
from shared.asking.words import Face
from shared.db.transaction import Tx
from shared.disclosure import store
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid, NotFound
from shared.results import address, files, reading, response_desk, responses, scope, words
from shared.results.reading import View
from shared.results.scope import Scope
from shared.results.showing import Shown, shown
from shared.web.auth import account, allow
from shared.web.sheets import file_of
from shared.web.texts import language, marked

TEMPLATES = Path(__file__).parent / "templates"


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
    _add_file(blueprint, programme, transaction)
    response_desk.add_to(blueprint, programme, transaction, face, common)
    return blueprint


def _add_overview(
    blueprint: Blueprint, programme: Programme, transaction: Transactions, common: Mapping[str, Any]
) -> None:
    @blueprint.get("")
    @allow("hr", "board", "manager")
    def overview() -> str:
        """Show who took part at each moment, and of which questionnaires there are results."""
        with transaction() as tx:
            seen = _scope(tx)
            if not seen.everybody:
                return _of_a_manager(tx, programme, seen, common)
            people = reading.overview(tx.conn, programme)
            choices = address.period_choices(store.quarters(tx.conn, programme.tables.released, people))
            errors: dict[str, list[str]] = {}
            period = address.period(errors)
            moments = reading.responses(tx.conn, programme.tables.request, period)
            asked = responses.Asked(period=period)
            departments = responses.rates(tx.conn, programme.tables.request, asked, rule_in_force()).now
        return render_template(
            "results/overview.html",
            **common,
            rows=questionnaires(programme, people),
            responses=moments,
            departments=departments,
            periods=choices,
            period=period,
            errors=errors,
            rule=rule_in_force(),
            counting=account().may("hr"),
        )


def _of_a_manager(tx: Tx, programme: Programme, seen: Scope, common: Mapping[str, Any]) -> str:
    """Show of which questionnaires there are results of what a manager leads; never who took part."""
    if seen.why:
        return render_template("results/no_group.html", **common, why=seen.why, rule=rule_in_force())
    people = reading.people_within(tx.conn, programme, seen, rule_in_force())
    return render_template(
        "results/led.html",
        **common,
        rows=questionnaires(programme, people),
        tops=[PATH_SEPARATOR.join(top) for top in seen.tops],
        rule=rule_in_force(),
    )


def _scope(tx: Tx) -> Scope:
    me = account()
    return scope.of_account(tx.conn, me.roles, me.person_id, rule_in_force())


def _add_questionnaire(
    blueprint: Blueprint, programme: Programme, transaction: Transactions, common: Mapping[str, Any]
) -> None:
    @blueprint.get("/<key>")
    @allow("hr", "board", "manager")
    def questionnaire(key: str) -> str:
        """Show what came of each question."""
        errors: dict[str, list[str]] = {}
        view, seen = _view(programme, transaction, key, errors)
        if seen.why:
            return render_template("results/no_group.html", **common, why=seen.why, rule=rule_in_force())
        found, choices, departments = _read(programme, transaction, view, seen)
        return render_template(
            "results/questionnaire.html",
            **common,
            view=view,
            errors=errors,
            asked=address.asked(),
            title=programme.catalogue().latest(key).title.said(language()),
            found=found,
            periods=choices,
            departments=departments,
            here=PATH_SEPARATOR.join(view.within),
            by=address.by_choices(),
            rule=rule_in_force(),
            led=not seen.everybody,
        )


def _add_file(blueprint: Blueprint, programme: Programme, transaction: Transactions) -> None:
    @blueprint.get("/<key>.<any(csv, xlsx):kind>")
    @allow("hr", "board", "manager")
    def as_file(key: str, kind: str) -> Response:
        """Give the same figures as a file."""
        errors: dict[str, list[str]] = {}
        view, seen = _view(programme, transaction, key, errors)
        if errors:
            raise Invalid(errors)
        if seen.why:
            raise NotFound
        found, _choices, _departments = _read(programme, transaction, view, seen)
        return file_of(kind, f"{programme.service}-{key}", key, files.rows(found, view))


def _read(
    programme: Programme, transaction: Transactions, view: View, seen: Scope
) -> tuple[list[Shown], address.Choices, address.Choices]:
    released = programme.tables.released
    with transaction() as tx:
        results = reading.results(tx.conn, programme, view, rule_in_force())
        quarters = store.quarters(tx.conn, released, [view.questionnaire])
        paths = store.departments(tx.conn, released, view.questionnaire)
    departments = address.department_choices(path for path in paths if seen.holds(path))
    found = [shown(one, by=view.by, period=view.period) for one in results]
    if not any(one.answers or one.texts for one in found):
        found = []
    found = [one for one in found if one.answers or (one.is_words and seen.words)]
    return found, address.period_choices(quarters), departments


def _view(
    programme: Programme, transaction: Transactions, key: str, errors: dict[str, list[str]]
) -> tuple[View, Scope]:
    if key not in programme.catalogue() or key in programme.practical:
        raise ResultsUnknown
    with transaction() as tx:
        seen = _scope(tx)
    asked = address.within()
    view = View(
        questionnaire=key,
        period=address.period(errors),
        within=asked if seen.why else seen.held(asked),
        by=address.choice(errors, "by", words.BY),
    )
    return view, seen


def questionnaires(programme: Programme, people: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the questionnaires of which there may be results, with how many people those speak of."""
    latest = {
        one.key: one
        for one in sorted(programme.catalogue(), key=lambda one: one.version)
        if one.key not in programme.practical
    }
    return [
        {"key": key, "title": one.title.said(language()), "people": people.get(key)}
        for key, one in latest.items()
    ]
