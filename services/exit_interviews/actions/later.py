"""Ask once more, half a year on, whoever said that we may; with some distance people speak more freely.

The plan does not know of it: it would count with everybody who leaves, and only few say yes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.exit_interviews.actions import forms
from services.exit_interviews.actions.forms import STOPPED, WANTED
from services.exit_interviews.domain import cases as domain
from services.exit_interviews.policy import LATER, LATER_FORM
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import forms as form_store
from services.exit_interviews.store import later as store
from shared.calendar.months import add_days, add_months
from shared.contracts.exit import LaterChosen
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.invitation.errors import DeadLink
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings

BATCH = 500


def chosen(tx: Tx, form_id: UUID) -> str | None:
    """Return what the person behind this form said of it; raise DeadLink where there is no leaving any more."""
    word: str | None = _case(tx, form_id).later
    return word


def choose(tx: Tx, form_id: UUID, *, wanted: bool) -> None:
    """The person says whether we may ask; again changes nothing."""
    case, word = _case(tx, form_id), WANTED if wanted else STOPPED
    if case.later == word:
        return
    case_store.note_later(tx.conn, case.id, word)
    tx.record(LaterChosen(person_id=case.person_id, case_id=case.id, choice=word))


def ask_due(tx: Tx) -> int:
    """Ask whose half year is over; return how many. Who works here again, or has no address at home, is not asked."""
    today = clock.today(settings().zone)
    first = add_months(today, -LATER.after_months)
    found = store.to_ask(tx.conn, left_until=first, left_since=first - LATER.not_after, limit=BATCH)
    forms.ask(
        tx,
        [
            TouchpointDue(
                person_id=case.person_id,
                touchpoint_id=new_id(),
                spell_id=case.spell_id,
                programme="exit",
                rule=LATER.moment,
                occurrence=1,
                due_date=today,
                closes_on=add_days(today, LATER.closes_after.days),
                ask=LATER_FORM,
                remind_on=(add_days(today, LATER.remind_after.days),),
            )
            for case in found
        ],
    )
    return len(found)


def _case(tx: Tx, form_id: UUID) -> Any:
    case = form_store.case_of(tx.conn, form_id)
    if case is None or case.person_id is None or case.reason == domain.WITHDRAWN:
        raise DeadLink
    return case
