"""A draft: what it asks, in which order; its own words, and those of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.editor import actions, changing, forms
from shared.editor.changing import Definition
from shared.editor.checking import checked
from shared.editor.complaints import all_said
from shared.editor.errors import ChangedMeanwhile
from shared.editor.room import Room
from shared.questionnaire.library.store import Draft
from shared.questionnaire.load import Fault
from shared.questionnaire.model import LANGUAGES
from shared.web.auth import account
from shared.web.texts import gettext, marked

NEW = "-"
ABOUT = ("title", "introduction", "who_reads", "who_reads_more")
SECTION = ("title", "introduction")
_MOVES = {
    "section": (changing.move_section, changing.without_section),
    "question": (changing.move_question, changing.without_question),
}
_NEEDS_NAME = marked("Geef dit deel een naam.")
Faults = Mapping[str, list[Fault]]


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _draft(desk, room)
    _about(desk, room)
    _sections(desk, room)


def _draft(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>")
    def draft(key: str) -> str:
        """Show a draft: all its parts in their order, and what is missing."""
        return draft_page(room, key)

    @desk.post("/drafts/<key>/move")
    def move(key: str) -> Response:
        """Put a section or a question one place up or down, or take it out."""
        what, which = request.form.get("what", ""), request.form.get("which", "")
        way = request.form.get("way", "")
        moving, removing = _MOVES.get(what, _MOVES["question"])
        try:
            with room.transaction() as tx:
                actions.change(
                    tx,
                    room,
                    key,
                    lambda whole: removing(whole, which) if way == "remove" else moving(whole, which, way),
                    account().id,
                    revision=seen_revision(),
                )
        except ChangedMeanwhile as error:
            flash(gettext(error.text, **error.params), "care")
        anchor = None if way == "remove" else f"{what[:1]}-{which}"
        return redirect(url_for(".draft", key=key, _anchor=anchor), 303)


def _about(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>/about")
    def about(key: str) -> str:
        """Show the words of the questionnaire itself, its promise and its length."""
        with room.transaction() as tx:
            found = actions.draft_of(tx, room, key)
        return _about_page(room, found, _about_values(found.definition))

    @desk.post("/drafts/<key>/about")
    def put_about(key: str) -> Response | tuple[str, int]:
        """Keep them."""
        values = {name: request.form.get(name, "").strip() for name in (*_fields(ABOUT), "level", "minutes")}
        made = _about_from(values)

        def put(whole: Definition) -> Definition:
            kept = {name: value for name, value in whole.items() if name != "who_reads_more"}
            return kept | made

        try:
            found = _kept(room, key, _about_of, put)
        except ChangedMeanwhile as error:
            return _changed(
                room, key, error, _about_of, lambda draft, note: _about_page(room, draft, values, note)
            )
        faults = checked(found.definition, room.library.now(), room.levels).about
        if not forms.only_untranslated(_of_about(faults)):
            return _about_page(room, found, values), 422
        return redirect(url_for(".draft", key=key), 303)


def _sections(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>/sections/<which>")
    def section(key: str, which: str) -> str:
        """Show the words of a section, or the form for one more."""
        with room.transaction() as tx:
            found = actions.draft_of(tx, room, key)
        part: Definition = {} if which == NEW else changing.section_of(found.definition, which)
        return _section_page(found, which, _words(part, SECTION))

    @desk.post("/drafts/<key>/sections/<which>")
    def put_section(key: str, which: str) -> Response | tuple[str, int]:
        """Keep them."""
        values = {name: request.form.get(name, "").strip() for name in _fields(SECTION)}

        def put(whole: Definition) -> Definition:
            taken = {each["key"] for each in whole["sections"]}
            name = changing.key_for(values["title_nl"], taken, stem="deel") if which == NEW else which
            return changing.put_section(whole, {"key": name, **_texts(values, SECTION)})

        if which == NEW and not any(values[f"title_{code}"] for code in LANGUAGES):
            with room.transaction() as tx:
                found = actions.draft_of(tx, room, key)
            return _section_page(found, which, values, {"title_nl": [str(gettext(_NEEDS_NAME))]}), 422
        part = (lambda _whole: None) if which == NEW else lambda whole: _words_of_section(whole, which)
        try:
            found = _kept(room, key, part, put)
        except ChangedMeanwhile as error:
            return _changed(
                room,
                key,
                error,
                part,
                lambda draft, note: _section_page(draft, which, values, note=note),
            )
        faults = checked(found.definition, room.library.now(), room.levels).sections.get(which, {})
        own = {place: several for place, several in faults.items() if not place.startswith("questions")}
        if not forms.only_untranslated(own):
            return _section_page(found, which, values, _at(own)), 422
        return redirect(url_for(".draft", key=key, _anchor=f"s-{which}" if which != NEW else None), 303)


def draft_page(room: Room, key: str, trouble: str | None = None) -> str:
    """Show a draft; ``trouble`` is why what was asked for could not be."""
    with room.transaction() as tx:
        found = actions.draft_of(tx, room, key)
    result = checked(found.definition, room.library.now(), room.levels)
    return render_template(
        "editor/draft.html",
        draft=found,
        definition=found.definition,
        checked=result,
        missing=changing.missing,
        all_said=all_said,
        untranslated=forms.only_untranslated,
        trouble=trouble,
    )


def seen_revision() -> int:
    """Return of which state of the draft the page was."""
    raw = request.form.get("revision", "")
    return int(raw) if raw.isdecimal() and len(raw) < 10 else 0


def _kept(room: Room, key: str, part: Any, put: Any) -> Draft:
    with room.transaction() as tx:
        actions.seen_as(tx, room, key, part, request.form.get("seen", ""))
        return actions.change(tx, room, key, put, account().id)


def _changed(room: Room, key: str, error: ChangedMeanwhile, part: Any, page: Any) -> tuple[str, int]:
    """Show the form again with what was typed, and beside it what somebody else has written meanwhile."""
    with room.transaction() as tx:
        found = actions.draft_of(tx, room, key)
    note = {"said": str(gettext(error.text, **error.params)), "now": part(found.definition)}
    return page(found, note), error.status


def _about_page(room: Room, draft: Draft, values: Mapping[str, Any], note: Any = None) -> str:
    faults = checked(draft.definition, room.library.now(), room.levels).about
    errors = {} if request.method == "GET" else _at(_of_about(faults))
    return render_template(
        "editor/about.html",
        draft=draft,
        values=values,
        errors=errors,
        note=note,
        seen=actions.mark_of(_about_of(draft.definition)),
        levels=sorted({*room.levels, draft.definition["level"]}),
    )


def _section_page(
    draft: Draft,
    which: str,
    values: Mapping[str, Any],
    errors: Mapping[str, list[str]] | None = None,
    note: Any = None,
) -> str:
    part = None if which == NEW else _words_of_section(draft.definition, which)
    return render_template(
        "editor/section.html",
        draft=draft,
        which=which,
        values=values,
        errors=errors or {},
        note=note,
        seen=actions.mark_of(part),
    )


def _about_of(whole: Definition) -> Definition:
    return {name: whole.get(name) for name in (*ABOUT, "level", "minutes")}


def _about_values(whole: Definition) -> dict[str, Any]:
    return {**_words(whole, ABOUT), "level": whole["level"], "minutes": whole["minutes"]}


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


def _at(faults: Faults) -> dict[str, list[str]]:
    """Return what is wrong by field of the form; what is only untranslated shows as missing, not as wrong."""
    return {
        place.replace(".", "_") if "." in place else place: all_said(several)
        for place, several in faults.items()
        if not forms.only_untranslated({place: several})
    }


def _words_of_section(whole: Definition, which: str) -> Definition:
    return {name: changing.section_of(whole, which).get(name) for name in SECTION}


def _words(part: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {field: value for name in names for field, value in forms.words_of(name, part.get(name)).items()}


def _texts(values: Mapping[str, str], names: tuple[str, ...]) -> Definition:
    made = {name: {code: values[f"{name}_{code}"] for code in LANGUAGES} for name in names}
    return {name: words for name, words in made.items() if name == "title" or any(words.values())}


def _fields(names: tuple[str, ...]) -> list[str]:
    return [f"{name}_{code}" for name in names for code in LANGUAGES]
