"""A draft: what it asks, in which order; its own words, and those of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.editor import actions, changing, forms
from shared.editor.changing import Definition
from shared.editor.complaints import all_said
from shared.editor.desk.parts import at, changed, fields, kept, texts, words
from shared.editor.errors import ChangedMeanwhile, PartUnknown
from shared.editor.room import Room
from shared.questionnaire.library.store import Draft
from shared.questionnaire.model import LANGUAGES
from shared.web.auth import account
from shared.web.texts import gettext, marked

NEW = "-"
SECTION = ("title", "introduction")
_MOVES = {
    "section": (changing.move_section, changing.without_section),
    "question": (changing.move_question, changing.without_question),
}
_NEEDS_NAME = marked("Geef dit deel een naam.")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""
    _draft(desk, room)
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


def _sections(desk: Blueprint, room: Room) -> None:
    @desk.get("/drafts/<key>/sections/<which>")
    def section(key: str, which: str) -> str:
        """Show the words of a section, or the form for one more."""
        with room.transaction() as tx:
            found = actions.draft_of(tx, room, key)
        part: Definition = {} if which == NEW else changing.section_of(found.definition, which)
        return _section_page(found, which, words(part, SECTION))

    @desk.post("/drafts/<key>/sections/<which>")
    def put_section(key: str, which: str) -> Response | tuple[str, int]:
        """Keep them."""
        values = {name: forms.clean(request.form.get(name, "")) for name in fields(SECTION)}

        def put(whole: Definition) -> Definition:
            taken = {each["key"] for each in whole["sections"]}
            name = changing.key_for(values["title_nl"], taken, stem="deel") if which == NEW else which
            return changing.put_section(whole, {"key": name, **texts(values, SECTION)})

        if which == NEW and not any(values[f"title_{code}"] for code in LANGUAGES):
            with room.transaction() as tx:
                found = actions.draft_of(tx, room, key)
            return _section_page(found, which, values, {"title_nl": [str(gettext(_NEEDS_NAME))]}), 422
        part = (lambda _whole: None) if which == NEW else lambda whole: _words_of_section(whole, which)
        try:
            found = kept(room, key, part, put)
        except ChangedMeanwhile as error:
            return changed(
                room,
                key,
                error,
                part,
                lambda draft, note: _section_page(draft, which, values, note=note),
            )
        faults = room.checked(found.definition).sections.get(which, {})
        own = {place: several for place, several in faults.items() if not place.startswith("questions")}
        if not forms.only_untranslated(own):
            return _section_page(found, which, values, at(own)), 422
        return redirect(url_for(".draft", key=key, _anchor=f"s-{which}" if which != NEW else None), 303)


def draft_page(room: Room, key: str, trouble: str | None = None) -> str:
    """Show a draft; ``trouble`` is why what was asked for could not be."""
    with room.transaction() as tx:
        found = actions.draft_of(tx, room, key)
    result = room.checked(found.definition)
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


def _words_of_section(whole: Definition, which: str) -> Definition | None:
    """Return the words of a section; None where somebody took it out meanwhile."""
    try:
        return {name: changing.section_of(whole, which).get(name) for name in SECTION}
    except PartUnknown:
        return None
