"""What comes out of the themes: what binds and what pushes, of whom, in which period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request

from shared.disclosure import store as released
from shared.disclosure.model import PATH_SEPARATOR, path_of
from shared.kernel.errors import Invalid
from shared.results import periods
from shared.results import words as result_words
from shared.results.reading import View
from shared.themes import counting, store, texts
from shared.themes.model import Progress
from shared.themes.room import Room
from shared.themes.showing import Outcome, outcome, rows
from shared.web.auth import allow
from shared.web.sheets import CSV, XLSX, as_csv, as_workbook, download
from shared.web.texts import gettext, language, marked

_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_NOT_A_PERIOD = marked("Deze periode kennen we niet. Kies er een uit de lijst.")
_FILTERS = ("period", "within", "by", "question")


def register(desk: Blueprint, room: Room) -> None:
    """Add the page and its files."""
    _add_page(desk, room)
    _add_files(desk, room)


def _add_page(desk: Blueprint, room: Room) -> None:
    @desk.get("/<key>/outcome")
    @allow("hr", "board")
    def shown(key: str) -> str:
        """Show how often which theme was named."""
        title = room.title(key)
        errors: dict[str, list[str]] = {}
        view, question = _view(room, key, errors)
        with room.transaction() as tx:
            choices = _choices(room, tx.conn, key)
            progress = texts.progress(tx.conn, room.tables, [key], least=room.least).get(key, Progress())
            found = _outcome(room, tx.conn, view, question)
        return render_template(
            "themes/outcome.html",
            key=key,
            title=title,
            view=view,
            question=question,
            found=found,
            progress=progress,
            least=room.least,
            errors=errors,
            here=PATH_SEPARATOR.join(view.within),
            asked={name: value for name in _FILTERS if (value := request.args.get(name))},
            period_words=result_words.period_words,
            by=[(name, str(gettext(label))) for name, label in result_words.BY.items()],
            **choices,
        )


def _add_files(desk: Blueprint, room: Room) -> None:
    @desk.get("/<key>/outcome.<any(csv, xlsx):kind>")
    @allow("hr", "board")
    def as_file(key: str, kind: str) -> Response:
        """Give the same figures as a file."""
        room.title(key)
        errors: dict[str, list[str]] = {}
        view, question = _view(room, key, errors)
        if errors:
            raise Invalid(errors)
        with room.transaction() as tx:
            found = _outcome(room, tx.conn, view, question)
        lines = list(rows(found, view))
        about = gettext("themas")
        name = f"{room.programme.service}-{key}-{about}.{kind}"
        if kind == "csv":
            return download(as_csv(lines), name, CSV)
        return download(as_workbook(key, lines), name, XLSX)


def _outcome(room: Room, conn: Any, view: View, question: str | None) -> Outcome | None:
    found = counting.counted(conn, room.tables, view, question=question, least=room.least)
    return outcome(found, store.themes(conn, room.tables, view.questionnaire), view)


def _choices(room: Room, conn: Any, key: str) -> Mapping[str, Any]:
    tables = room.programme.tables.released
    quarters = released.quarters(conn, tables, [key])
    paths = released.departments(conn, tables, key)
    return {
        "periods": [(one.code, result_words.period_words(one)) for one in periods.choices(quarters)],
        "departments": [(PATH_SEPARATOR.join(path), "\u2003" * (len(path) - 1) + path[-1]) for path in paths],
        "questions": [(name, one.text.said(language())) for name, one in room.questions(key).items()],
    }


def _view(room: Room, key: str, errors: dict[str, list[str]]) -> tuple[View, str | None]:
    by, question, asked = (request.args.get(name, "") for name in ("by", "question", "period"))
    if by and by not in result_words.BY:
        errors["by"] = [str(gettext(_NOT_A_CHOICE))]
    if question and question not in room.questions(key):
        errors["question"] = [str(gettext(_NOT_A_CHOICE))]
    period = periods.read(asked)
    if asked and period is None:
        errors["period"] = [str(gettext(_NOT_A_PERIOD))]
    view = View(
        questionnaire=key,
        period=period,
        within=path_of(request.args.get("within", "")),
        by=by if by in result_words.BY else None,
    )
    return view, question if question in room.questions(key) else None
