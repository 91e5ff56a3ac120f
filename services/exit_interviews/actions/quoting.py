"""Words are quoted because their writer allows it, as long as they do, among enough others, and naming nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.exit_interviews.domain import form
from services.exit_interviews.domain.quoting import READERS, may_be_quoted
from services.exit_interviews.domain.reports import names_somebody
from services.exit_interviews.errors import QuoteUnknown
from services.exit_interviews.policy import QUOTED_MONTHS
from services.exit_interviews.store import quotes as store
from shared.asking.outgoing import Written
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.disclosure.circles import circles
from shared.disclosure.model import DEPARTMENT, Circle, Traits, Waiting, quarter_of, rule_in_force
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import random_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire.model import Questionnaire
from shared.questionnaire.privacy import mark, seal

NAMES = marked("Hier staat de naam van iemand in. Wat we aanhalen, noemt niemand.")
WHOM = marked("Kies wie dit mag lezen.")
NOBODY = "nobody"


def allow(tx: Tx, versions: Sequence[Questionnaire], question: str, written: Sequence[Written]) -> None:
    """Texts leave for their circles: note which of them may be quoted, with whose they are kept under a mark.

    That somebody allows it is a thing said as well: it counts in batches of as many people as any figure, by department
    alone. Who finds no company is not quoted.
    """
    willing = {one.words_id: one for one in written if _willing(one, versions, question)}
    asked = next(
        (one.questions[question].text for one in reversed(versions) if question in one.questions), None
    )
    if not willing or asked is None:
        return
    batches = circles(
        [_waiting(one) for one in willing.values()], least=rule_in_force().group, cuts=(DEPARTMENT,)
    )
    rows = [
        {
            "words_id": key,
            "mark": mark(willing[key].seal or b"", question),
            "asked_nl": asked.nl,
            "asked_en": asked.en,
            "asked_fr": asked.fr,
            **batch,
        }
        for circle in batches
        for batch in [_batch(circle)]
        for key in circle.keys
    ]
    # In the order of ids that say nothing, so that the place in the table says nothing either.
    store.allow(tx.conn, sorted(rows, key=lambda row: str(row["words_id"])))


def show(tx: Tx, words_id: UUID, readers: str, *, by: UUID) -> None:
    """Let a quote be read by HR, or by the board too, or by nobody; one with a name in it by nobody."""
    rule = rule_in_force()
    found = store.listed(tx.conn, words=rule.words, group=rule.group, limit=1, only=words_id)
    if not found:
        raise QuoteUnknown
    if readers not in {*READERS, NOBODY}:
        raise Invalid({"readers": [WHOM]})
    if readers != NOBODY and _names(tx, found[0].text):
        raise Invalid({"readers": [NAMES]})
    if not store.show(tx.conn, words_id, None if readers == NOBODY else readers, by=by, now=tx.now):
        raise QuoteUnknown


def withdraw(tx: Tx, form_ids: Collection[UUID]) -> None:
    """Nothing of who filled in these forms is quoted any more, nor will be of what still waits under seal."""
    found = store.sheets(tx.conn, [seal(each) for each in form_ids], lock=True)
    store.seal_anew(tx.conn, {row.id: replace(one, answers=_without(one.answers)) for row, one in found})
    drop(tx, form_ids)


def drop(tx: Tx, form_ids: Collection[UUID]) -> None:
    """The answers are gone, or whose they were: nothing of them is quoted, and of nobody in the same batch."""
    marks = _marks(tx, form_ids)
    if marks:
        store.drop(tx.conn, marks)


def forms_of(tx: Tx, person_ids: Collection[UUID]) -> list[UUID]:
    """Return the forms of these people, while that is known."""
    return store.forms_of(tx.conn, person_ids)


def withdraw_of(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Nothing of these people is quoted any more: they asked so, or cannot take it back themselves."""
    withdraw(tx, forms_of(tx, person_ids))


def quoted(tx: Tx, form_ids: Collection[UUID]) -> list[Any]:
    """Return the words of these forms that may be quoted, and who may read them: for their writer alone."""
    return store.of_marks(tx.conn, _marks(tx, form_ids))


def forget_old(tx: Tx) -> int:
    """Let nothing be quoted that is too long ago; return how much it was."""
    return store.forget_before(tx.conn, quarter_of(add_months(clock.today(settings().zone), -QUOTED_MONTHS)))


def _willing(one: Written, versions: Sequence[Questionnaire], question: str) -> bool:
    chosen = {key: stored.codes for key, stored in one.content.answers.items()}
    return one.seal is not None and may_be_quoted(versions, question, chosen)


def _waiting(one: Written) -> Waiting[UUID]:
    return Waiting(
        key=one.words_id,
        traits=Traits(path=one.circle.path, sample=one.circle.sample),
        quarter=one.circle.quarter,
        promised=one.content.promised[0],
        who=one.content.who,
    )


def _batch(circle: Circle[UUID]) -> dict[str, Any]:
    return {
        "batch_id": random_id(),
        "people": circle.people,
        "quarter": circle.quarter,
        "path": list(circle.path),
    }


def _names(tx: Tx, words: str) -> bool:
    return any(names_somebody(words, given, family) for given, family in store.names_in(tx.conn, words))


def _marks(tx: Tx, form_ids: Collection[UUID]) -> list[bytes]:
    questions = store.questions(tx.conn) if form_ids else []
    return [mark(seal(each), question) for each in form_ids for question in questions]


def _without(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: stored for key, stored in answers.items() if key != form.QUOTE}
