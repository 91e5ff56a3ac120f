"""Ask how somebody is who asked for it in their form: at the moments at which the plan asks others, until one word.

The plan decides whom it asks by kind of leaving; what somebody said in a form it does not know.
"""

from __future__ import annotations

from services.exit_interviews.actions import forms
from services.exit_interviews.policy import AFTERCARE, CARE
from services.exit_interviews.store import later as store
from shared.calendar.months import add_days, add_months
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings

BATCH = 500


def ask_due(tx: Tx) -> int:
    """Ask whose moment has come and whom the plan does not ask; return how many."""
    today = clock.today(settings().zone)
    due = []
    for moment, (months, days) in CARE.moments.items():
        first = add_days(add_months(today, -months), -days)
        found = store.to_care_for(
            tx.conn, moment, left_until=first, left_since=first - CARE.not_after, limit=BATCH
        )
        due += [
            TouchpointDue(
                person_id=case.person_id,
                touchpoint_id=new_id(),
                spell_id=case.spell_id,
                programme=AFTERCARE,
                rule=moment,
                occurrence=1,
                due_date=today,
                closes_on=add_days(today, CARE.closes_after.days),
                ask=AFTERCARE,
            )
            for case in found
        ]
    forms.ask(tx, due)
    return len(due)
