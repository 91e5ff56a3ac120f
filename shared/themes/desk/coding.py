"""Reading texts one by one, and laying each under the themes that fit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from shared.kernel.errors import Conflict
from shared.kernel.ids import read_id
from shared.themes import actions, store, texts, words
from shared.themes.actions import Decision
from shared.themes.errors import DecidedMeanwhile
from shared.themes.model import Progress, Theme
from shared.themes.room import Room
from shared.themes.suggesting import suggestions
from shared.web.auth import account
from shared.web.texts import gettext, language


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _add_next(desk, room)
    _add_text(desk, room)
    _add_undo(desk, room)


def _add_next(desk: Blueprint, room: Room) -> None:
    @desk.get("/<key>/coding")
    def following(key: str) -> Any:
        """Go to the next text; say so where there is none."""
        title = room.title(key)
        question = _question(room, key)
        with room.transaction() as tx:
            found = texts.next_one(
                tx.conn,
                room.tables,
                questionnaire=key,
                question=question,
                reader=account().id,
                after=read_id(request.args.get("after")),
                least=room.least,
            )
            themes = _offered(store.themes(tx.conn, room.tables, key))
            if found is not None and themes:
                return redirect(_address(room, found, question, request.args.get("done")), code=303)
            progress = texts.progress(tx.conn, room.tables, [key], least=room.least).get(key, Progress())
        return render_template(
            "themes/no_text.html",
            key=key,
            title=title,
            question=question,
            progress=progress,
            themes=themes,
            done=read_id(request.args.get("done")),
        )


def _add_text(desk: Blueprint, room: Room) -> None:
    @desk.get("/text/<uuid:words_id>")
    def text(words_id: UUID) -> str:
        """Show a text, with the themes to choose from."""
        return _text(room, words_id)

    @desk.post("/text/<uuid:words_id>")
    def decide(words_id: UUID) -> Any:
        """Lay it under themes, and go on."""
        question = request.form.get("question") or None
        taken = {key for raw in request.form.getlist("theme") if (key := read_id(raw))}
        none_fits = request.form.get("none") == "yes"
        if not taken and not none_fits:
            return _text(room, words_id, errors={"theme": [str(gettext(words.NOTHING_CHOSEN))]}), 422
        try:
            with room.transaction() as tx:
                one = actions.readable(tx, room.tables, words_id, least=room.least)
                decision = Decision(
                    seen=read_id(request.form.get("seen")),
                    taken=() if none_fits else taken,
                    suggested={key for raw in request.form.getlist("suggested") if (key := read_id(raw))},
                )
                done = actions.decide(tx, room.tables, words_id, decision, by=account().id, least=room.least)
        except DecidedMeanwhile as error:
            return _text(room, words_id, chosen=taken, meanwhile=True), error.status
        if request.form.get("back") == "read":
            return redirect(f"{room.root}/{one.questionnaire}/read?done={done}", code=303)
        more = f"&question={question}" if question in room.questions(one.questionnaire) else ""
        return redirect(
            f"{room.root}/{one.questionnaire}/coding?after={words_id}&done={done}{more}", code=303
        )


def _add_undo(desk: Blueprint, room: Room) -> None:
    @desk.post("/undo/<uuid:coding_id>")
    def undo(coding_id: UUID) -> Answer:
        """Take back what one just decided."""
        try:
            with room.transaction() as tx:
                words_id = actions.undo(tx, room.tables, coding_id, by=account().id)
        except Conflict as error:
            flash(gettext(error.text), "care")
            return redirect(room.root, code=303)
        flash(gettext(words.UNDONE), "good")
        return redirect(f"{room.root}/text/{words_id}", code=303)


def _text(
    room: Room,
    words_id: UUID,
    *,
    chosen: set[UUID] | None = None,
    errors: dict[str, list[str]] | None = None,
    meanwhile: bool = False,
) -> str:
    with room.transaction() as tx:
        one = actions.readable(tx, room.tables, words_id, least=room.least)
        themes = store.themes(tx.conn, room.tables, one.questionnaire)
        coding = one.coding
        names = store.accounts(tx.conn, [coding.by] if coding else [])
    taken = coding.taken if coding else frozenset()
    refused = coding.refused if coding else frozenset()
    offered = [theme for theme in themes if not theme.ended or theme.id in taken]
    hints = {key: word for key, word in suggestions(one.words, offered).items() if key not in refused}
    # What is suggested stands first; nothing is ticked that nobody chose.
    offered.sort(key=lambda theme: (theme.id not in hints, theme.said(language()).casefold()))
    questions = room.questions(one.questionnaire)
    question = questions.get(one.question)
    asked = request.values.get("question")
    return render_template(
        "themes/text.html",
        one=one,
        key=one.questionnaire,
        title=room.title(one.questionnaire),
        asked=question.text.said(language()) if question else "",
        themes=offered,
        hints=hints,
        ticked=taken if chosen is None else chosen,
        by=names.get(coding.by) if coding else None,
        taken=[theme.said(language()) for theme in themes if theme.id in taken],
        meanwhile=meanwhile,
        errors=errors or {},
        question=asked if asked in questions else None,
        back=request.values.get("back"),
        done=read_id(request.args.get("done")),
    )


def _offered(themes: list[Theme]) -> list[Theme]:
    return [theme for theme in themes if not theme.ended]


def _question(room: Room, key: str) -> str | None:
    asked = request.args.get("question")
    return asked if asked in room.questions(key) else None


def _address(room: Room, words_id: UUID, question: str | None, done: str | None) -> str:
    known = {"question": question, "done": str(one) if (one := read_id(done)) else None}
    query = "&".join(f"{name}={value}" for name, value in known.items() if value)
    return f"{room.root}/text/{words_id}" + (f"?{query}" if query else "")
