"""At the desk: what newcomers expected in their first week, beside what they found three months later, by theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template

from services.onboarding.actions import CHECKINS
from services.onboarding.actions.signals import asked_back
from services.onboarding.policy import TURNED_OUT
from shared.disclosure import store
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.results import address, reading
from shared.results import words as result_words
from shared.results.model import Result
from shared.results.reading import View
from shared.results.showing import Shown, shown
from shared.web.auth import allow
from shared.web.texts import language

_ROOT = "/onboarding/desk/expectations"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One theme: what was expected, and what was found; ``otherwise`` is the share that found something else."""

    key: str
    title: str
    expected: Shown | None
    found: Shown
    otherwise: float | None


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the page."""
    desk = Blueprint("expectations", __name__, url_prefix=_ROOT)
    # What comes out leads here.
    desk.record(lambda state: state.app.jinja_env.globals.update(expectations_here=_ROOT))

    @desk.get("")
    @allow("hr", "board")
    def show() -> str:
        """Lay expected beside found."""
        errors: dict[str, list[str]] = {}
        view = _view(errors)
        with transaction() as tx:
            themes = _themes(tx.conn, view)
            choices = _choices(tx.conn)
        return render_template(
            "onboarding/expectations.html",
            themes=themes,
            view=view,
            errors=errors,
            here=PATH_SEPARATOR.join(view.within),
            least=rule_in_force().group,
            period_words=result_words.period_words,
            by=address.by_choices(),
            **choices,
        )

    return desk


def _themes(conn: Any, view: View) -> list[Theme]:
    asked = asked_back()
    recalls = {key: question.recall for key, (_where, question) in asked.items() if question.recall}
    sheets = {where for where, _question in asked.values()} | {one.questionnaire for one in recalls.values()}
    results = {key: _results(conn, view, key) for key in sheets}
    found = []
    for key, (where, question) in asked.items():
        result = results[where].get(question.key)
        if result is None or result.total is None:
            continue
        recall = recalls[key]
        before = results[recall.questionnaire].get(recall.question)
        found.append(
            Theme(
                key=key,
                title=result.question.text.said(language()),
                expected=shown(before, by=None, period=view.period) if before and before.total else None,
                found=shown(_by_otherwise(result), by=view.by, period=view.period),
                otherwise=result.total.share(TURNED_OUT),
            )
        )
    return sorted(found, key=lambda one: -(one.otherwise or 0))


def _results(conn: Any, view: View, key: str) -> Mapping[str, Result]:
    asked = replace(view, questionnaire=key)
    return {one.question.key: one for one in reading.results(conn, CHECKINS, asked, rule_in_force())}


def _by_otherwise(result: Result) -> Result:
    """Groups are laid beside one another by how many found something else, not by what was said most."""
    return _Otherwise(**vars(result))


@dataclass(frozen=True, kw_only=True)
class _Otherwise(Result):
    @property
    def top(self) -> str | None:
        return TURNED_OUT


def _choices(conn: Any) -> Mapping[str, Any]:
    released = CHECKINS.tables.released
    sheets = sorted({where for where, _question in asked_back().values()})
    paths = sorted({path for key in sheets for path in store.departments(conn, released, key)})
    return {
        "periods": address.period_choices(store.quarters(conn, released, sheets)),
        "departments": address.department_choices(paths),
    }


def _view(errors: dict[str, list[str]]) -> View:
    return View(
        questionnaire="",
        period=address.period(errors),
        within=address.within(),
        by=address.choice(errors, "by", result_words.BY),
    )
