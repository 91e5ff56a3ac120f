"""The questionnaire editor of a service that asks, and the pages behind which a questionnaire can be tried."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from flask import Blueprint

from shared.asking.programme import Programme
from shared.asking.words import Face
from shared.contracts.base import Fact
from shared.editor import desk, trying
from shared.editor.errors import QuestionnaireUnknown
from shared.editor.needs import NOTHING, Needs
from shared.editor.room import Room
from shared.eventlog.unit import Transactions
from shared.questionnaire import trial
from shared.questionnaire.library import Library, store
from shared.questionnaire.library.library import next_version
from shared.questionnaire.model import Level, Questionnaire


@dataclass(frozen=True, kw_only=True)
class Own:
    """Which promises a service can keep, what it needs of its questionnaires, what comes along by itself.

    ``reserved`` are names under which it keeps something else.
    """

    levels: Collection[Level] = tuple(Level)
    needs: Callable[[str], Needs] = lambda _key: NOTHING
    comes_along: str | None = None
    reserved: Collection[str] = ()


USUAL = Own()


def make_blueprints(
    programme: Programme,
    library: Library,
    face: Face,
    transaction: Transactions,
    *,
    published: type[Fact],
    discarded: type[Fact],
    own: Own = USUAL,
) -> list[Blueprint]:
    """Return the editor of ``programme``, and its trials; ``own`` is what is particular to the service."""
    assert programme.tables.library is not None, "its tables are made with edited=True"
    room = Room(
        service=programme.service,
        transaction=transaction,
        library=library.written,
        tables=programme.tables.library,
        invited=programme.tables.asked.invited,
        levels=own.levels,
        programme=programme.code,
        also=programme.also,
        needs=own.needs,
        comes_along=own.comes_along,
        reserved=own.reserved,
        form=programme.form,
        moment_words=face.moment_words,
        published=published,
        discarded=discarded,
    )

    def find(key: str, version: int) -> Questionnaire:
        if version:
            return library.find(key, version)
        with transaction() as tx:
            draft = store.draft_of(tx.conn, room.tables, key)
        found = trying.to_try(draft.definition) if draft else None
        if found is None:
            raise QuestionnaireUnknown
        # What comes along is that of the version it would be now; others may have been published since it began.
        number = next_version(room.library.now(), room.library.files(), key)
        return library.whole(replace(found, version=number))

    return [desk.make_blueprint(room), trial.make_blueprint(programme.service, find)]
