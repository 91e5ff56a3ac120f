"""What HR does with questionnaires, one function an intention; each runs inside the caller's transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from shared.db.transaction import Tx
from shared.editor.beginnings import new_questionnaire
from shared.editor.changing import Definition, key_for
from shared.editor.checking import versions_of
from shared.editor.errors import (
    ChangedMeanwhile,
    DraftThere,
    NothingNew,
    NotReady,
    QuestionnaireUnknown,
)
from shared.editor.room import Room
from shared.kernel.texts import marked
from shared.questionnaire.library import store
from shared.questionnaire.library.library import next_version
from shared.questionnaire.library.store import Draft
from shared.questionnaire.library.writing import definition_of
from shared.questionnaire.load import load_plain
from shared.questionnaire.model import Level, Questionnaire
from shared.web.texts import language

Change = Callable[[Definition], Definition]
Remarks = Sequence[Mapping[str, Any]]
_MOMENTS = text("SELECT rule, ask, title FROM journey.asks_v1 WHERE programme = ANY (:programmes) AND active")
_NOBODY = marked("Iemand anders")


def version_of(room: Room, key: str, version: int | None) -> Questionnaire:
    """Return a version, the newest where none is named; raise QuestionnaireUnknown where there is none."""
    found = versions_of(room.library.now(), key)
    chosen = [each for each in found if version is None or each.version == version]
    if not chosen:
        raise QuestionnaireUnknown
    return chosen[-1]


def draft_of(tx: Tx, room: Room, key: str) -> Draft:
    """Return a draft; raise QuestionnaireUnknown where there is none."""
    found = store.draft_of(tx.conn, room.tables, key)
    if found is None:
        raise QuestionnaireUnknown
    return found


def begin_next(tx: Tx, room: Room, key: str, version: int | None, by: UUID | None) -> None:
    """Begin the next version of a questionnaire, from a version that there is."""
    start = version_of(room, key, version)
    definition = definition_of(start) | {
        "version": next_version(room.library.now(), room.library.files(), key)
    }
    if not store.begin(tx, room.tables, definition, based_on=start.version, by=by):
        raise DraftThere


def copy(tx: Tx, room: Room, key: str, version: int | None, by: UUID | None, *, title: str) -> str:
    """Begin a questionnaire of its own as a copy of another; return its key."""
    start = version_of(room, key, version)
    new = free_key(tx, room, title)
    words = {"nl": title, "en": "", "fr": ""}
    return take_up(tx, room, definition_of(start) | {"key": new, "version": 1, "title": words}, by)


def start(tx: Tx, room: Room, title: str, level: Level, by: UUID | None) -> str:
    """Begin a questionnaire with nothing in it; return its key."""
    key = free_key(tx, room, title)
    return take_up(tx, room, new_questionnaire(key, {"nl": title, "en": "", "fr": ""}, level), by)


def take_up(tx: Tx, room: Room, definition: Definition, by: UUID | None, *, remarks: Remarks = ()) -> str:
    """Begin a draft with what is given: a copy, or what came out of a file; return its key."""
    known, key = room.library.now(), definition["key"]
    if key in room.reserved:
        key = free_key(tx, room, key)
    before = versions_of(known, key)
    new = definition | {"key": key, "version": next_version(known, room.library.files(), key)}
    based_on = before[-1].version if before else None
    if not store.begin(tx, room.tables, new, based_on=based_on, by=by, remarks=remarks):
        raise DraftThere
    return str(key)


def free_key(tx: Tx, room: Room, title: str) -> str:
    """Return a key that no questionnaire and no draft has, and that the service does not keep to itself."""
    taken = {each.key for each in room.library.now()} | set(store.drafts(tx.conn, room.tables))
    taken |= set(room.reserved)
    return key_for(title, taken, stem="lijst")


def change(
    tx: Tx, room: Room, key: str, make: Change, by: UUID | None, *, revision: int | None = None
) -> Draft:
    """Change a draft by ``make``; with ``revision`` only where nobody changed it since. Return it as it is now."""
    draft = _held(tx, room, key)
    if revision is not None and revision != draft.revision:
        raise ChangedMeanwhile(name=draft.name or _NOBODY)
    made = make(deepcopy(draft.definition))
    if made != draft.definition:
        store.keep(tx, room.tables, draft, made, by)
    return draft_of(tx, room, key)


def seen_as(tx: Tx, room: Room, key: str, part: Callable[[Definition], Any], mark: str) -> None:
    """Hold a draft, and raise ChangedMeanwhile unless a part of it is still as it was when the page went out."""
    draft = _held(tx, room, key)
    if mark_of(part(draft.definition)) != mark:
        raise ChangedMeanwhile(name=draft.name or _NOBODY)


def mark_of(part: Any) -> str:
    """Return a short mark of a part of a definition, as a form carries it."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def publish(tx: Tx, room: Room, key: str, by: UUID | None, *, revision: int) -> int:
    """Publish a draft as the next version; return its number."""
    draft = _held(tx, room, key)
    if revision != draft.revision:
        raise ChangedMeanwhile(name=draft.name or _NOBODY)
    known = room.library.now()
    number = next_version(known, room.library.files(), key)
    definition = draft.definition | {"version": number}
    if room.checked(definition, known).number:
        raise NotReady
    before = versions_of(known, key)
    if before and definition_of(before[-1]) | {"version": number} == _plain(definition):
        raise NothingNew
    store.publish(tx, room.tables, definition, by)
    store.drop(tx.conn, room.tables, key)
    tx.record(room.fact(room.published, key, by, number=number))
    return number


def discard(tx: Tx, room: Room, key: str, by: UUID | None) -> None:
    """Throw a draft away; where there is none, nothing happens."""
    if store.drop(tx.conn, room.tables, key):
        tx.record(room.fact(room.discarded, key, by))


def used(tx: Tx, room: Room) -> dict[tuple[str, int], tuple[int, int]]:
    """Return how many invitations left with each version, and how many of them still wait for an answer."""
    invitation = room.invited.invitation
    which = (invitation.c.questionnaire, invitation.c.version)
    waiting = func.count().filter(invitation.c.state == "open")
    rows = tx.conn.execute(select(*which, func.count(), waiting).group_by(*which))
    return {(key, version): (total, open_) for key, version, total, open_ in rows}


def moments(tx: Tx, room: Room) -> dict[str, list[str]]:
    """Return which moments of the plan in force ask each questionnaire, as they are called."""
    found: dict[str, list[str]] = {}
    for row in tx.conn.execute(_MOMENTS, {"programmes": [room.programme, *room.also]}):
        title = row.title or {}
        called = title.get(language()) or title.get("nl") or room.moment_words(row.rule)
        found.setdefault(row.ask or room.form or row.rule, []).append(called)
    return found


def _held(tx: Tx, room: Room, key: str) -> Draft:
    draft = store.draft_of(tx.conn, room.tables, key, lock=True)
    if draft is None:
        raise QuestionnaireUnknown
    return draft


def _plain(definition: Definition) -> Definition:
    """Return a definition as it comes back from the model: what says nothing is left out."""
    return definition_of(load_plain(definition, file=definition["key"]))
