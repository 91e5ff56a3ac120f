"""HR goes on with the catalogue of reasons: writes an edition, publishes it, or throws it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.exit_interviews.actions.programme import LIBRARY
from services.exit_interviews.domain import editions as domain
from services.exit_interviews.domain.editions import Tree
from services.exit_interviews.domain.reasons import FIRST
from services.exit_interviews.errors import EditionsFull, NoPlace, NothingChanged, ReasonUnknown
from services.exit_interviews.store import editions as store
from services.exit_interviews.tables.forms import TABLES
from shared.contracts.exit import QuestionnairePublished, ReasonsPublished
from shared.db.transaction import Tx
from shared.questionnaire.library import store as shelf
from shared.questionnaire.library.library import next_version
from shared.questionnaire.library.writing import definition_of
from shared.questionnaire.model import Text

Change = Callable[[Tree, frozenset[str]], Tree | None]


@dataclass(frozen=True)
class Standing:
    """The catalogue as it will be, beside what is asked for now."""

    number: int
    now: Any
    tree: Any
    known: frozenset[str]
    drafted: bool

    @property
    def changes(self) -> list[tuple[str, Text]]:
        """Return what would be different."""
        return domain.changes(self.now, self.tree)


def look(tx: Tx) -> Standing:
    """Return how the catalogue stands."""
    number, now = store.in_force(tx.conn)
    row = store.draft(tx.conn)
    return Standing(number, now, row.tree if row else now, domain.codes(now), row is not None)


def add(tx: Tx, under: str | None, text: Text, account_id: UUID) -> None:
    """Offer one more reason."""

    def change(tree: Tree, _known: frozenset[str]) -> Tree | None:
        made = domain.add(tree, under, text)
        return made[0] if made else None

    _write(tx, change, account_id, NoPlace)


def retire(tx: Tx, code: str, account_id: UUID, *, back: bool = False) -> None:
    """Offer a reason no more, or again."""
    _write(tx, lambda tree, known: domain.retire(tree, code, known=known, back=back), account_id, NoPlace)


def reword(tx: Tx, code: str, text: Text, account_id: UUID) -> None:
    """Word a reason better; HR says that it means the same."""
    _write(tx, lambda tree, _known: domain.reword(tree, code, text), account_id, ReasonUnknown)


def publish(tx: Tx, account_id: UUID) -> int:
    """Let forms that leave from now on ask for it; return its number."""
    store.take_turn(tx.conn)
    row = store.draft(tx.conn, lock=True)
    if row is None or not domain.changes(store.in_force(tx.conn)[1], row.tree):
        raise NothingChanged
    store.publish(tx.conn, row.number, account_id, tx.now)
    tx.record(ReasonsPublished(edition=row.number, account_id=account_id))
    _ask_for_it(tx, account_id)
    number: int = row.number
    return number


def _ask_for_it(tx: Tx, account_id: UUID) -> None:
    """Every form that asks why goes on as its next version: the same questions, and the reasons of this edition."""
    assert TABLES.library is not None, "its tables are made with edited=True"
    known, files = LIBRARY.now(), LIBRARY.files()
    for key in sorted({each.key for each in known}):
        latest = known.latest(key)
        if FIRST not in latest.questions:
            continue
        written, number = LIBRARY.written.find(key, latest.version), next_version(known, files, key)
        shelf.publish(tx, TABLES.library, definition_of(written) | {"version": number}, account_id)
        tx.record(
            QuestionnairePublished(person_id=None, questionnaire=key, number=number, account_id=account_id)
        )


def discard(tx: Tx) -> None:
    """Leave the catalogue as it is."""
    store.take_turn(tx.conn)
    store.discard(tx.conn)


def _write(tx: Tx, change: Change, account_id: UUID, refusal: type[Exception]) -> None:
    store.take_turn(tx.conn)
    number, now = store.in_force(tx.conn)
    if number >= domain.MOST_EDITIONS:
        raise EditionsFull
    row = store.draft(tx.conn, lock=True)
    changed = change(row.tree if row else dict(now), domain.codes(now))
    if changed is None:
        raise refusal
    store.write(tx.conn, number + 1, changed, account_id, tx.now)
