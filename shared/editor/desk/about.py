"""The words of a questionnaire itself: title, introduction, who reads it; its promise and its length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.editor import actions, forms
from shared.editor.beginnings import promise
from shared.editor.changing import Definition
from shared.editor.desk.parts import Faults, at, changed, fields, kept, words
from shared.editor.errors import ChangedMeanwhile
from shared.editor.room import Room
from shared.questionnaire.library.store import Draft
from shared.questionnaire.model import LANGUAGES, Level
from shared.web.texts import gettext, marked

ABOUT = ("title", "introduction", "who_reads", "who_reads_more")
_LOOK_AT_PROMISE = marked("De belofte is veranderd. Kijk na of “Wie leest dit” nog klopt.")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""

    @desk.get("/drafts/<key>/about")
    def about(key: str) -> str:
        """Show the words of the questionnaire itself, its promise and its length."""
        with room.transaction() as tx:
            found = actions.draft_of(tx, room, key)
        return _about_page(room, found, _about_values(found.definition))

    @desk.post("/drafts/<key>/about")
    def put_about(key: str) -> Response | tuple[str, int]:
        """Keep them."""
        values = {
            name: forms.clean(request.form.get(name, ""))
            for name in (*fields(ABOUT), "level", "minutes", "was")
        }
        made = _about_from(values)

        def put(whole: Definition) -> Definition:
            without = {name: value for name, value in whole.items() if name != "who_reads_more"}
            return _promised(whole, without | made)

        try:
            found = kept(room, key, _about_of, put)
        except ChangedMeanwhile as error:
            return changed(
                room, key, error, _about_of, lambda draft, note: _about_page(room, draft, values, note)
            )
        faults = room.checked(found.definition).about
        if not forms.only_untranslated(_of_about(faults)):
            return _about_page(room, found, values), 422
        if found.definition["level"] != values["was"] and found.definition["who_reads"] == made["who_reads"]:
            flash(gettext(_LOOK_AT_PROMISE), "care")
        return redirect(url_for(".draft", key=key), 303)


def _about_page(room: Room, draft: Draft, values: Mapping[str, Any], note: Any = None) -> str:
    faults = room.checked(draft.definition).about
    errors = {} if request.method == "GET" else at(_of_about(faults))
    return render_template(
        "editor/about.html",
        draft=draft,
        values=values,
        errors=errors,
        note=note,
        seen=actions.mark_of(_about_of(draft.definition)),
        levels=[one for one in Level if one in {*room.levels, draft.definition["level"]}],
    )


def _promised(before: Definition, after: Definition) -> Definition:
    """Let who reads it follow the level, where nobody has written words of their own about that yet."""
    old, new = before["level"], after["level"]
    if old == new or not {old, new} <= set(Level):
        return after
    usual = promise(Level(old))
    return after | {
        name: words for name, words in promise(Level(new)).items() if after.get(name) == usual[name]
    }


def _about_of(whole: Definition) -> Definition:
    return {name: whole.get(name) for name in (*ABOUT, "level", "minutes")}


def _about_values(whole: Definition) -> dict[str, Any]:
    return {**words(whole, ABOUT), "level": whole["level"], "minutes": whole["minutes"]}


def _about_from(values: Mapping[str, str]) -> Definition:
    minutes = values["minutes"]
    number = int(minutes) if minutes.isdecimal() and len(minutes) < 5 else minutes
    made = {name: {code: values[f"{name}_{code}"] for code in LANGUAGES} for name in ABOUT}
    if not any(made["who_reads_more"].values()):
        del made["who_reads_more"]
    return {**made, "level": values["level"], "minutes": number}


def _of_about(faults: Faults) -> Faults:
    names = {*ABOUT, "level", "minutes"}
    return {place: several for place, several in faults.items() if place.partition(".")[0] in names}
