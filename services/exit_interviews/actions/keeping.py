"""How long what a conversation left behind is kept, and when all of it goes at once."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.exit_interviews.policy import REPORTS
from services.exit_interviews.store import reports as store
from services.exit_interviews.tables.forms import TABLES
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.questionnaire.store import erase


def forget_old(tx: Tx) -> int:
    """Delete reports past their time, with lessons, coding and words that were not sent; return how many."""
    before = add_months(clock.today(settings().zone), -REPORTS.kept_months)
    return len(store.forget_before(tx.conn, before))


def forget(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Know nothing any more of what was written about these people."""
    _drop(tx, store.of_people(tx.conn, person_ids))


def drop_of_cases(tx: Tx, case_ids: Collection[UUID]) -> None:
    """Somebody stays after all: what was written about their leaving goes, whoever had read it."""
    _drop(tx, store.about(tx.conn, case_ids))


def _drop(tx: Tx, talk_ids: Collection[UUID]) -> None:
    if talk_ids:
        erase(tx, TABLES.asked, list(talk_ids))
        store.drop(tx.conn, talk_ids)
