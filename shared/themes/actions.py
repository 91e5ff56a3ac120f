"""What HR does with themes: make, change, end; and decide about a text, or take that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import random_id
from shared.kernel.texts import marked
from shared.themes import store, texts
from shared.themes.errors import DecidedMeanwhile, NothingToUndo, TextUnknown, ThemeUnknown
from shared.themes.model import LONGEST_NAME, LONGEST_WORD, MOST_THEMES, MOST_WORDS, SIDES, Text, Theme
from shared.themes.tables import ThemeTables

_NO_NAME = marked("Geef het thema een naam in het Nederlands.")
_LONG_NAME = marked("Houd de naam kort: hoogstens 60 tekens.")
_SAME_NAME = marked("Er is al een thema met deze naam.")
_NO_SIDE = marked("Kies wat mensen met dit thema zeggen.")
_LONG_WORD = marked("Zet elk woord op een eigen regel, van hoogstens 60 tekens.")
_MANY_WORDS = marked("Geef hoogstens 60 woorden.")
_MANY_THEMES = marked("Met meer dan 60 thema’s kan niemand meer kiezen. Haal er eerst een weg.")


@dataclass(frozen=True, kw_only=True)
class Given:
    """A theme as somebody filled it in."""

    names: Mapping[str, str]
    side: str
    words: Sequence[str] = field(default_factory=tuple)


def make(tx: Tx, tables: ThemeTables, questionnaire: str, given: Given, *, by: UUID) -> None:
    """Make a theme."""
    _check(given)
    if len(store.themes(tx.conn, tables, questionnaire)) >= MOST_THEMES:
        raise Invalid({"name_nl": [_MANY_THEMES]})
    if not store.add(tx.conn, tables, [_row(tx, questionnaire, given, by)]):
        raise Invalid({"name_nl": [_SAME_NAME]})


def begin(tx: Tx, tables: ThemeTables, questionnaire: str, given: Sequence[Given], *, by: UUID) -> int:
    """Make the themes to begin with that are not there yet; return how many."""
    there = len(store.themes(tx.conn, tables, questionnaire))
    return store.add(
        tx.conn,
        tables,
        [_row(tx, questionnaire, one, by) for one in given[: max(0, MOST_THEMES - there)]],
    )


def change(tx: Tx, tables: ThemeTables, theme_id: UUID, given: Given) -> Theme:
    """Give a theme other names, another side, other words."""
    theme = found(tx, tables, theme_id)
    _check(given)
    if store.named(tx.conn, tables, theme.questionnaire, given.names["nl"]) not in {None, theme_id}:
        raise Invalid({"name_nl": [_SAME_NAME]})
    store.change(tx.conn, tables, theme_id, **_columns(given))
    return theme


def end(tx: Tx, tables: ThemeTables, theme_id: UUID) -> bool:
    """Offer a theme no more, or take it out where nothing ever lay under it; return whether it is out."""
    found(tx, tables, theme_id)
    if store.remove(tx.conn, tables, theme_id):
        return True
    store.change(tx.conn, tables, theme_id, ended_at=tx.now)
    return False


def revive(tx: Tx, tables: ThemeTables, theme_id: UUID) -> None:
    """Offer a theme again."""
    found(tx, tables, theme_id)
    store.change(tx.conn, tables, theme_id, ended_at=None)


def found(tx: Tx, tables: ThemeTables, theme_id: UUID) -> Theme:
    """Return a theme, locked; raise where there is none."""
    theme = store.one(tx.conn, tables, theme_id)
    if theme is None:
        raise ThemeUnknown
    return theme


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody decides about a text; ``seen`` is the decision that stood when they read it."""

    seen: UUID | None
    taken: Collection[UUID]
    suggested: Collection[UUID]


def decide(tx: Tx, tables: ThemeTables, words_id: UUID, decision: Decision, *, by: UUID, least: int) -> UUID:
    """Lay a text under themes; what was suggested and not taken is refused. Return the id of the decision."""
    one = readable(tx, tables, words_id, least=least)
    known = {theme.id for theme in store.themes(tx.conn, tables, one.questionnaire)}
    taken = set(decision.taken)
    if taken - known:
        raise ThemeUnknown
    standing = one.coding.id if one.coding else None
    if decision.seen != standing or (standing and store.set_aside(tx.conn, tables, standing) is None):
        raise DecidedMeanwhile
    coding_id = random_id()
    row = {
        "id": coding_id,
        "words_id": words_id,
        "decided_by": by,
        "decided_at": tx.now,
        "stands": True,
        "previous_id": decision.seen,
    }
    suggested = set(decision.suggested) & known
    laid = [
        {"coding_id": coding_id, "theme_id": key, "suggested": key in suggested, "taken": key in taken}
        for key in taken | suggested
    ]
    if not store.insert_coding(tx.conn, tables, row, laid):
        raise DecidedMeanwhile
    _count(tx, tables, words_id)
    return coding_id


def undo(tx: Tx, tables: ThemeTables, coding_id: UUID, *, by: UUID) -> UUID:
    """Take back one's own decision: the one before stands again, where there was one. Return the text."""
    row = store.set_aside(tx.conn, tables, coding_id)
    if row is None or row.decided_by != by:
        raise NothingToUndo
    if row.previous_id is not None:
        store.let_stand(tx.conn, tables, row.previous_id)
    words_id: UUID = row.words_id
    _count(tx, tables, words_id)
    return words_id


def _count(tx: Tx, tables: ThemeTables, words_id: UUID) -> None:
    store.count(tx.conn, tables, [store.circle_of(tx.conn, tables, words_id)])


def readable(tx: Tx, tables: ThemeTables, words_id: UUID, *, least: int) -> Text:
    """Return a text; raise where there is none, or it may not be read."""
    one = texts.one(tx.conn, tables, words_id, least=least)
    if one is None:
        raise TextUnknown
    return one


def _check(given: Given) -> None:
    errors: dict[str, list[str]] = {}
    if not given.names["nl"]:
        errors["name_nl"] = [_NO_NAME]
    for language, name in given.names.items():
        if len(name) > LONGEST_NAME:
            errors[f"name_{language}"] = [_LONG_NAME]
    if given.side not in SIDES:
        errors["side"] = [_NO_SIDE]
    if any(len(word) > LONGEST_WORD for word in given.words):
        errors["words"] = [_LONG_WORD]
    elif len(given.words) > MOST_WORDS:
        errors["words"] = [_MANY_WORDS]
    if errors:
        raise Invalid(errors)


def _row(tx: Tx, questionnaire: str, given: Given, by: UUID) -> dict[str, Any]:
    made = {"id": random_id(), "questionnaire": questionnaire, "made_by": by, "made_at": tx.now}
    return {**made, **_columns(given)}


def _columns(given: Given) -> dict[str, Any]:
    names = {f"name_{language}": given.names.get(language, "") for language in ("nl", "en", "fr")}
    return {**names, "side": given.side, "words": list(given.words)}
