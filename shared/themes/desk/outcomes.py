"""What comes out of the themes: what binds and what pushes, of whom, in which period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template

from shared.disclosure import store as released
from shared.disclosure.model import PATH_SEPARATOR
from shared.kernel.errors import Invalid
from shared.results import address
from shared.results import words as result_words
from shared.results.reading import View
from shared.themes import counting, store, texts
from shared.themes.model import Progress
from shared.themes.room import Room
from shared.themes.showing import Outcome, outcome, rows
from shared.web.auth import allow
from shared.web.sheets import file_of
from shared.web.texts import gettext, language


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
            asked=address.asked("question"),
            period_words=result_words.period_words,
            by=address.by_choices(),
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
        about = gettext("themas")
        return file_of(kind, f"{room.programme.service}-{key}-{about}", key, rows(found, view))


def _outcome(room: Room, conn: Any, view: View, question: str | None) -> Outcome | None:
    found = counting.counted(conn, room.tables, view, question=question, least=room.least)
    return outcome(found, store.themes(conn, room.tables, view.questionnaire), view)


def _choices(room: Room, conn: Any, key: str) -> Mapping[str, Any]:
    tables = room.programme.tables.released
    return {
        "periods": address.period_choices(released.quarters(conn, tables, [key])),
        "departments": address.department_choices(released.departments(conn, tables, key)),
        "questions": [(name, one.text.said(language())) for name, one in room.questions(key).items()],
    }


def _view(room: Room, key: str, errors: dict[str, list[str]]) -> tuple[View, str | None]:
    view = View(
        questionnaire=key,
        period=address.period(errors),
        within=address.within(),
        by=address.choice(errors, "by", result_words.BY),
    )
    return view, address.choice(errors, "question", room.questions(key))
