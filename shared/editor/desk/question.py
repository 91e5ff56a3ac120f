"""One question of a draft: its words side by side, its answers, and when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.editor import actions, changing, conditions, forms
from shared.editor.changing import Definition
from shared.editor.checking import kinds_asked, versions_of
from shared.editor.complaints import all_said
from shared.editor.errors import ChangedMeanwhile, PartUnknown
from shared.editor.room import Room
from shared.questionnaire.kinds import KINDS
from shared.questionnaire.library.store import Draft
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import LANGUAGES
from shared.web.auth import account
from shared.web.texts import gettext, language, marked

NEW = "-"
NEEDS_WORDS = marked("Schrijf de vraag zelf.")
GONE = marked("Deze vraag is intussen uit het ontwerp gehaald. Bewaar hem om hem er weer in te zetten.")


def register(desk: Blueprint, room: Room) -> None:
    """Add the pages."""

    @desk.get("/drafts/<key>/questions/<which>")
    def question(key: str, which: str) -> str:
        """Show the form of one question, or of one more."""
        draft = _draft(room, key)
        part = _part(draft.definition, which)
        kind = request.args.get("kind", "")
        if which == NEW:
            part = forms.EMPTY | ({"kind": kind} if kind in KINDS else {})
        return _page(room, draft, which, forms.values_of(part or forms.EMPTY))

    @desk.post("/drafts/<key>/questions/<which>")
    def put_question(key: str, which: str) -> Response | tuple[str, int] | str:
        """Keep it; what is wrong comes back with the reason at its field, and is kept all the same."""
        draft = _draft(room, key)
        before = _part_or_none(draft.definition, which)
        fixed = kinds_asked(draft.definition, room.library.now()).get(which)
        values = forms.typed(request.form, before or {})
        values["kind"] = fixed or values["kind"]
        if button := request.form.get("_do"):
            return _page(room, draft, which, forms.pressed(values, button, request.form), seen=_seen())
        if not any(values[f"text_{code}"] for code in LANGUAGES):
            return _page(room, draft, which, values, errors={"text_nl": [str(gettext(NEEDS_WORDS))]}), 422
        try:
            found, name = _keep(room, key, which, values)
        except ChangedMeanwhile as error:
            return _changed(room, key, which, values, error)
        faults = room.checked(found.definition).questions.get(name, {})
        if not forms.only_untranslated(faults):
            return _page(room, found, name, values, errors=_errors(faults)), 422
        return redirect(url_for(".draft", key=key, _anchor=f"q-{name}"), 303)


def _keep(room: Room, key: str, which: str, values: forms.Values) -> tuple[Draft, str]:
    section = request.form.get("section", "")
    with room.transaction() as tx:
        held = actions.draft_of(tx, room, key)
        actions.seen_as(tx, room, key, lambda whole: _part_or_none(whole, which), _seen())
        name = which
        if which == NEW or _part_or_none(held.definition, which) is None:
            name = _name(room.library.now(), held.definition, which, values)
        kinds = {each["key"]: each["kind"] for each in changing.earlier_than(held.definition, name)}
        made = forms.question_from(values, name, kinds)

        def put(whole: Definition) -> Definition:
            last = next((each["key"] for each in reversed(whole["sections"])), "")
            return changing.put_question(whole, made, section or last)

        return actions.change(tx, room, key, put, account().id), name


def _name(known: Catalogue, whole: Definition, which: str, values: forms.Values) -> str:
    """Return the key of a new question: never one that an earlier version asked something else with."""
    if which != NEW:
        return which
    before = {key for each in versions_of(known, whole["key"]) for key in each.questions}
    words = next(filter(None, (values[f"text_{code}"] for code in LANGUAGES)), "")
    return changing.key_for(words, changing.keys_of(whole) | before)


def _changed(
    room: Room, key: str, which: str, values: forms.Values, error: ChangedMeanwhile
) -> tuple[str, int]:
    draft = _draft(room, key)
    part = _part_or_none(draft.definition, which)
    said = str(gettext(error.text, **error.params)) if part else str(gettext(GONE))
    return _page(room, draft, which, values, note={"said": said, "now": part}), error.status


def _page(
    room: Room,
    draft: Draft,
    which: str,
    values: forms.Values,
    *,
    errors: Mapping[str, list[str]] | None = None,
    note: Any = None,
    seen: str | None = None,
) -> str:
    part = _part_or_none(draft.definition, which)
    known = room.library.now()
    faults = room.checked(draft.definition, known).questions.get(which, {})
    if errors is None and request.method == "GET":
        errors = _errors(faults)
    earlier = changing.earlier_than(draft.definition, which if part else None)
    section = request.values.get("section", "")
    return render_template(
        "editor/question.html",
        draft=draft,
        which=which,
        values=values,
        kind=KINDS.get(values["kind"]),
        kinds=list(KINDS),
        fixed=kinds_asked(draft.definition, known).get(which),
        earlier=earlier,
        by_key={each["key"]: each for each in earlier},
        tests_of=conditions.tests_of,
        values_for=conditions.values_for,
        recallable=_recallable(known, draft.key, values["recall"]),
        sections=draft.definition["sections"],
        section=section or draft.definition["sections"][-1]["key"] if draft.definition["sections"] else "",
        errors=errors or {},
        note=note,
        seen=seen if seen is not None else actions.mark_of(part),
        free=forms.FREE,
    )


def _errors(faults: Any) -> dict[str, list[str]]:
    """Return what is wrong by field; what is only untranslated shows as missing, not as wrong."""
    wrong = {
        place: several for place, several in faults.items() if not forms.only_untranslated({place: several})
    }
    return {field: all_said(several) for field, several in forms.at_fields(wrong).items()}


def _recallable(known: Catalogue, key: str, present: str) -> list[tuple[str, str]]:
    """Return what can be asked back: the questions of the newest versions of the other questionnaires.

    What is asked back at present stays among them, also where only an older version asked it.
    """
    newest = [known.latest(name) for name in sorted({each.key for each in known}) if name != key]
    found = {
        f"{each.key}.{question.key}": f"{each.title.said(language())}: {question.text.said(language())}"
        for each in newest
        for question in each.questions.values()
    }
    return list((({present: present} if present else {}) | found).items())


def _draft(room: Room, key: str) -> Draft:
    with room.transaction() as tx:
        return actions.draft_of(tx, room, key)


def _part(whole: Definition, which: str) -> Definition | None:
    return None if which == NEW else changing.question_of(whole, which)[1]


def _part_or_none(whole: Definition, which: str) -> Definition | None:
    try:
        return _part(whole, which)
    except PartUnknown:
        return None


def _seen() -> str:
    return request.form.get("seen", "")
