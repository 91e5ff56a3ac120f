"""Which questionnaires have texts, and the themes of one: made, changed, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request

from shared.kernel.errors import Invalid
from shared.themes import actions, store, texts, words
from shared.themes.actions import Given
from shared.themes.beginnings import beginnings
from shared.themes.model import SIDES, Progress, Theme
from shared.themes.room import Room
from shared.web.auth import account, allow
from shared.web.texts import gettext, language, ngettext

_LANGUAGES = ("nl", "en", "fr")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _add_overview(desk, room)
    _add_list(desk, room)
    _add_theme(desk, room)


def _add_overview(desk: Blueprint, room: Room) -> None:
    @desk.get("")
    @allow("hr", "board")
    def overview() -> str:
        """Show how far the reading of each questionnaire is."""
        found = room.questionnaires()
        with room.transaction() as tx:
            progress = texts.progress(tx.conn, room.tables, found, least=room.least)
            many = store.many(tx.conn, room.tables)
        rows = [
            (key, one.title.said(language()), progress.get(key, Progress()), many.get(key, 0))
            for key, one in found.items()
        ]
        return render_template("themes/overview.html", rows=rows, least=room.least)


def _add_list(desk: Blueprint, room: Room) -> None:
    @desk.get("/<key>")
    def themes(key: str) -> str:
        """Show the themes of a questionnaire."""
        return _list(room, key)

    @desk.post("/<key>")
    def make(key: str) -> Any:
        """Make a theme."""
        room.title(key)
        try:
            with room.transaction() as tx:
                actions.make(tx, room.tables, key, given(), by=account().id)
        except Invalid as error:
            return _list(room, key, error), error.status
        flash(gettext(words.MADE), "good")
        return redirect(f"{room.root}/{key}", code=303)

    @desk.post("/<key>/begin")
    def begin(key: str) -> Any:
        """Take over the themes to begin with."""
        room.title(key)
        with room.transaction() as tx:
            many = actions.begin(tx, room.tables, key, beginnings(), by=account().id)
        said = ngettext(
            "Er staat één thema bij. Verander wat niet past.",
            "Er staan %(num)s thema’s bij. Verander wat niet past.",
            many,
        )
        flash(said, "good")
        return redirect(f"{room.root}/{key}", code=303)


def _add_theme(desk: Blueprint, room: Room) -> None:
    @desk.get("/theme/<uuid:theme_id>")
    def theme(theme_id: UUID) -> str:
        """Show one theme, to change."""
        return _theme(room, theme_id)

    @desk.post("/theme/<uuid:theme_id>")
    def change(theme_id: UUID) -> Any:
        """Change a theme."""
        try:
            with room.transaction() as tx:
                one = actions.change(tx, room.tables, theme_id, given())
        except Invalid as error:
            return _theme(room, theme_id, error), error.status
        flash(gettext(words.CHANGED), "good")
        return redirect(f"{room.root}/{one.questionnaire}", code=303)

    @desk.post("/theme/<uuid:theme_id>/end")
    def end(theme_id: UUID) -> Any:
        """Offer a theme no more."""
        with room.transaction() as tx:
            one = actions.found(tx, room.tables, theme_id)
            removed = actions.end(tx, room.tables, theme_id)
        flash(gettext(words.REMOVED if removed else words.ENDED), "good")
        return redirect(f"{room.root}/{one.questionnaire}", code=303)

    @desk.post("/theme/<uuid:theme_id>/revive")
    def revive(theme_id: UUID) -> Any:
        """Offer it again."""
        with room.transaction() as tx:
            one = actions.found(tx, room.tables, theme_id)
            actions.revive(tx, room.tables, theme_id)
        flash(gettext(words.REVIVED), "good")
        return redirect(f"{room.root}/{one.questionnaire}", code=303)


def given() -> Given:
    """Return the theme that was filled in."""
    form = request.form
    lines = [" ".join(line.split()) for line in form.get("words", "").splitlines()]
    return Given(
        names={code: " ".join(form.get(f"name_{code}", "").split()) for code in _LANGUAGES},
        side=form.get("side", ""),
        words=tuple(dict.fromkeys(line for line in lines if line)),
    )


def _list(room: Room, key: str, error: Invalid | None = None) -> str:
    title = room.title(key)
    with room.transaction() as tx:
        found = store.themes(tx.conn, room.tables, key)
        uses = store.uses(tx.conn, room.tables, key)
        progress = texts.progress(tx.conn, room.tables, [key], least=room.least).get(key, Progress())
    return render_template(
        "themes/list.html",
        key=key,
        title=title,
        themes=found,
        uses=uses,
        progress=progress,
        **_form(error, None),
    )


def _theme(room: Room, theme_id: UUID, error: Invalid | None = None) -> str:
    with room.transaction() as tx:
        one = actions.found(tx, room.tables, theme_id)
        used = store.uses(tx.conn, room.tables, one.questionnaire).get(theme_id, 0)
    return render_template(
        "themes/theme.html", theme=one, used=used, title=room.title(one.questionnaire), **_form(error, one)
    )


def _form(error: Invalid | None, theme: Theme | None) -> dict[str, Any]:
    wrong = {
        name: [str(gettext(one)) for one in reasons] for name, reasons in (error or Invalid()).fields.items()
    }
    names: dict[str, Any] = dict(theme.names) if theme else {}
    filled = (
        given()
        if error
        else Given(names=names, side=theme.side if theme else "", words=theme.words if theme else ())
    )
    return {
        "errors": wrong,
        "filled": filled,
        "sides": [(side, words.side_words(side)) for side in SIDES],
    }
