"""The questionnaire editor of a service that asks, and the pages behind which a questionnaire can be tried."""

from __future__ import annotations

from flask import Blueprint

from shared.asking.programme import Programme
from shared.asking.words import Face
from shared.contracts.base import Fact
from shared.editor import desk, trying
from shared.editor.errors import QuestionnaireUnknown
from shared.editor.room import Room
from shared.eventlog.unit import Transactions
from shared.questionnaire import trial
from shared.questionnaire.library import Library, store
from shared.questionnaire.model import Level, Questionnaire


def make_blueprints(
    programme: Programme,
    library: Library,
    face: Face,
    transaction: Transactions,
    *,
    published: type[Fact],
    discarded: type[Fact],
) -> list[Blueprint]:
    """Return the editor of ``programme``, and its trials."""
    assert programme.tables.library is not None, "its tables are made with edited=True"
    room = Room(
        service=programme.service,
        transaction=transaction,
        library=library,
        tables=programme.tables.library,
        invited=programme.tables.asked.invited,
        levels=tuple(Level),
        programme=programme.code,
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
        return found

    return [desk.make_blueprint(room), trial.make_blueprint(programme.service, find)]
