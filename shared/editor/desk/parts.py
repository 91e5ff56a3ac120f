"""What the forms of a draft have in common: keeping, being told of somebody else's change, words in three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from shared.editor import actions, forms
from shared.editor.changing import Definition
from shared.editor.complaints import all_said
from shared.editor.errors import ChangedMeanwhile
from shared.editor.room import Room
from shared.questionnaire.library.store import Draft
from shared.questionnaire.load import Fault
from shared.questionnaire.model import LANGUAGES
from shared.web.auth import account
from shared.web.texts import gettext

Faults = Mapping[str, list[Fault]]
Part = Callable[[Definition], Any]
Page = Callable[[Draft, Any], str]


def kept(room: Room, key: str, part: Part, put: Callable[[Definition], Definition]) -> Draft:
    """Put something in a draft, unless somebody else changed the same part since the page went out."""
    with room.transaction() as tx:
        actions.seen_as(tx, room, key, part, request.form.get("seen", ""))
        return actions.change(tx, room, key, put, account().id)


def changed(room: Room, key: str, error: ChangedMeanwhile, part: Part, page: Page) -> tuple[str, int]:
    """Show the form again with what was typed, and beside it what somebody else has written meanwhile."""
    with room.transaction() as tx:
        found = actions.draft_of(tx, room, key)
    note = {"said": str(gettext(error.text, **error.params)), "now": part(found.definition)}
    return page(found, note), error.status


def at(faults: Faults) -> dict[str, list[str]]:
    """Return what is wrong by field of the form; what is only untranslated shows as missing, not as wrong."""
    return {
        place.replace(".", "_"): all_said(several)
        for place, several in faults.items()
        if not forms.only_untranslated({place: several})
    }


def words(part: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of the words ``names`` of a part."""
    return {field: value for name in names for field, value in forms.words_of(name, part.get(name)).items()}


def texts(values: Mapping[str, str], names: tuple[str, ...]) -> Definition:
    """Return the words that were typed; what may be left out and is empty is."""
    made = {name: {code: values[f"{name}_{code}"] for code in LANGUAGES} for name in names}
    return {name: words for name, words in made.items() if name == "title" or any(words.values())}


def fields(names: tuple[str, ...]) -> list[str]:
    """Return the names of the fields of these words."""
    return [f"{name}_{code}" for name in names for code in LANGUAGES]
