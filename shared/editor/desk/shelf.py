"""What there is: questionnaires with their versions, where each is used; and how the next one begins."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared.editor import actions
from shared.editor.checking import versions_of
from shared.editor.errors import DraftThere
from shared.editor.room import Room
from shared.questionnaire import cleaning, trial
from shared.questionnaire.library import store
from shared.questionnaire.library.writing import as_yaml, definition_of
from shared.questionnaire.model import Level
from shared.web.auth import account
from shared.web.sheets import download
from shared.web.texts import gettext, marked

YAML = "application/yaml"
LONGEST_TITLE = 300
NEEDS_TITLE = marked("Geef de vragenlijst een naam.")
TITLE_TOO_LONG = marked("Kort de naam een beetje in: er passen 300 tekens.")
NEEDS_LEVEL = marked("Kies wat je de mensen belooft die antwoorden.")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _pages(desk, room)
    _from_nothing(desk, room)
    _from_another(desk, room)


def _pages(desk: Blueprint, room: Room) -> None:
    @desk.get("")
    @desk.get("/")
    def shelf() -> str:
        """List what there is."""
        known = room.library.now()
        with room.transaction() as tx:
            drafts = store.drafts(tx.conn, room.tables)
            used = actions.used(tx, room)
            moments = actions.moments(tx, room)
        keys = sorted({each.key for each in known} | set(drafts))
        rows = [(key, known.latest(key) if key in known else None, drafts.get(key)) for key in keys]
        totals = {key: sum(total for (name, _), (total, _) in used.items() if name == key) for key in keys}
        return render_template("editor/shelf.html", rows=rows, totals=totals, moments=moments)

    @desk.get("/<key>")
    def questionnaire(key: str) -> str:
        """Show a questionnaire: what it asks, and its versions."""
        return _questionnaire_page(room, key)

    @desk.get("/<key>/<int:version>.yaml")
    def export(key: str, version: int) -> Response:
        """Give a version as a file."""
        found = actions.version_of(room, key, version)
        name = f"{key}_{found.version}.yaml"
        return download([as_yaml(definition_of(found)).encode()], name, YAML)

    @desk.get("/<key>/<int:version>/try")
    def try_version(key: str, version: int) -> AnyResponse:
        """Show a version as a person sees it."""
        found = actions.version_of(room, key, version)
        return redirect(trial.address(room.service, found.key, found.version), 303)


def _from_nothing(desk: Blueprint, room: Room) -> None:
    @desk.get("/new")
    def new() -> str:
        """Show the form for a questionnaire from nothing."""
        return _new_page(room, {})

    @desk.post("/new")
    def begin() -> AnyResponse | tuple[str, int]:
        """Begin a questionnaire from nothing."""
        title, level = _title(), request.form.get("level", "")
        errors = _title_errors(title)
        if level not in room.levels:
            errors["level"] = [str(gettext(NEEDS_LEVEL))]
        if errors:
            return _new_page(room, errors), 422
        with room.transaction() as tx:
            key = actions.start(tx, room, title, Level(level), account().id)
        return redirect(url_for(".draft", key=key), 303)


def _from_another(desk: Blueprint, room: Room) -> None:
    @desk.post("/<key>/next")
    def begin_next(key: str) -> AnyResponse:
        """Begin the next version, or go on with the draft of it that is there."""
        try:
            with room.transaction() as tx:
                actions.begin_next(tx, room, key, _version(), account().id)
        except DraftThere as error:
            flash(gettext(error.text), "care")
        return redirect(url_for(".draft", key=key), 303)

    @desk.post("/<key>/copy")
    def copy(key: str) -> AnyResponse | tuple[str, int]:
        """Begin a questionnaire of its own as a copy."""
        title = _title()
        if errors := _title_errors(title):
            return _questionnaire_page(room, key, errors), 422
        with room.transaction() as tx:
            new_key = actions.copy(tx, room, key, _version(), account().id, title=title)
        return redirect(url_for(".draft", key=new_key), 303)


def _questionnaire_page(room: Room, key: str, errors: dict[str, list[str]] | None = None) -> str:
    found = actions.version_of(room, key, _version(request.args))
    with room.transaction() as tx:
        published = store.published(tx.conn, room.tables)
        used = actions.used(tx, room)
        moments = actions.moments(tx, room).get(key, [])
        draft = store.draft_of(tx.conn, room.tables, key)
    return render_template(
        "editor/questionnaire.html",
        questionnaire=found,
        definition=definition_of(found),
        versions=list(reversed(versions_of(room.library.now(), key))),
        published=published,
        used=used,
        moments=moments,
        draft=draft,
        errors=errors or {},
        typed=request.form,
    )


def _new_page(room: Room, errors: dict[str, list[str]]) -> str:
    return render_template("editor/new.html", levels=room.levels, errors=errors, typed=request.form)


def _title() -> str:
    return cleaning.short_text(request.form.get("title", ""))


def _title_errors(title: str) -> dict[str, list[str]]:
    if not title:
        return {"title": [str(gettext(NEEDS_TITLE))]}
    return {"title": [str(gettext(TITLE_TOO_LONG))]} if len(title) > LONGEST_TITLE else {}


def _version(given: Any = None) -> int | None:
    raw = (given if given is not None else request.form).get("version", "")
    return int(raw) if raw.isdecimal() and len(raw) < 6 else None
