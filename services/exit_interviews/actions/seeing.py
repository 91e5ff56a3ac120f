"""Who sees what of a report: HR once the person had their say, nobody above the person in the line, the board last."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.exit_interviews.domain.reports import READ_BY_HR
from services.exit_interviews.errors import CaseUnknown, FromAbove, ReportUnknown
from services.exit_interviews.store import cases, readings
from services.exit_interviews.store import reports as store
from shared.db.transaction import Tx

# What a reading of a report is called, beside those of parts of the form.
REPORT = "report"


def of_case(tx: Tx, case_id: UUID, person_id: UUID | None, *, lock: bool = False) -> tuple[Any, Any]:
    """Return the report of a leaving and the leaving, to HR; not to the person, nor to who is above them."""
    case = cases.one(tx.conn, case_id)
    if case is None:
        raise CaseUnknown
    row = store.of_case(tx.conn, case_id, lock=lock)
    if row is None or row.state not in READ_BY_HR:
        raise ReportUnknown
    above = person_id is not None and case.spell_id and readings.is_above(tx.conn, case.spell_id, person_id)
    if above or (person_id is not None and person_id == case.person_id):
        raise FromAbove
    return row, case


def opened(tx: Tx, case_id: UUID, account_id: UUID) -> None:
    """Note that somebody of HR opened a report with a name: each time, for whoever asks."""
    readings.note(tx.conn, case_id, account_id, [REPORT], tx.now)


def released(tx: Tx, talk_id: UUID, person_id: UUID | None) -> Any:
    """Return a report that was released to the board."""
    row = store.one_released(tx.conn, talk_id, person_id)
    if row is None:
        raise ReportUnknown
    return row
