"""What somebody sent: in which group it counts, who may read which part, their reasons in rows, what they asked for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.exit_interviews.domain import form
from services.exit_interviews.domain import reasons as why
from services.exit_interviews.policy import AFTERCARE, ASKS_REASONS, CASES, catalogue, reasons_of
from services.exit_interviews.store import answers as store
from services.exit_interviews.store import forms as form_store
from services.exit_interviews.tables import TABLES
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.invitation.model import Invitation
from shared.kernel import clock
from shared.kernel.ids import random_id
from shared.kernel.settings import settings
from shared.questionnaire.privacy import Group
from shared.questionnaire.store import response_about
from shared.questionnaire.values import Answers, Chosen


def group_of(tx: Tx, invitation: Invitation) -> Group:
    """Return where the person worked when the case opened; it was frozen there."""
    case = form_store.case_of(tx.conn, invitation.subject_id)
    if case is None:
        return Group()
    return Group(
        department_id=case.department_id,
        department=case.department,
        department_path=case.department_path,
        function=case.function,
        tenure_band=case.tenure_band,
        leave_kind=case.kind,
        country=case.country,
    )


def heard(tx: Tx, invitation: Invitation, answers: Answers, response_id: UUID) -> None:
    """The answers are in."""
    case = form_store.case_of(tx.conn, invitation.subject_id)
    if invitation.questionnaire == AFTERCARE:
        if case is not None and _codes(answers, "again") == ("stop",):
            store.note_aftercare(tx.conn, case.id, "stopped")
        return
    today = clock.today(settings().zone)
    _keep_parts(tx, invitation, answers, response_id, today)
    _keep_reasons(tx, invitation, answers, response_id)
    if case is not None and "talk" in answers:
        topics = _codes(answers, "topics")
        store.note_talk(tx.conn, case.id, wants=bool(answers["talk"]), topics=topics)


def uses(tx: Tx, invitation: Invitation) -> list[tuple[form.Part, str]]:
    """Return the parts that somebody sent, with who may read each."""
    response_id = response_about(tx.conn, TABLES.asked, invitation.subject_id)
    chosen = store.parts_of(tx.conn, response_id) if response_id else {}
    questionnaire = catalogue().find(invitation.questionnaire, invitation.version)
    return [(part, chosen[part.key]) for part in form.parts(questionnaire) if part.key in chosen]


def release(tx: Tx) -> int:
    """Let the answers that may be used by now count in groups, all at once; return how many parts."""
    return store.release(tx.conn, clock.today(settings().zone))


def _keep_parts(tx: Tx, invitation: Invitation, answers: Answers, response_id: UUID, today: date) -> None:
    questionnaire = catalogue().find(invitation.questionnaire, invitation.version)
    rows = []
    for part in form.parts(questionnaire):
        said = [key for key in part.questions if key in answers]
        if said:
            use = form.use_of(part, answers)
            rows.append(
                {
                    "response_id": response_id,
                    "part": part.key,
                    "use": use,
                    "questions": said,
                    "usable_from": add_months(today, CASES.later_months) if use == form.LATER else today,
                }
            )
    store.keep_parts(tx.conn, rows)


def _keep_reasons(tx: Tx, invitation: Invitation, answers: Answers, response_id: UUID) -> None:
    version = ASKS_REASONS.get((invitation.questionnaire, invitation.version))
    if version is None:
        return
    rows = [
        {"id": random_id(), "response_id": response_id, "catalogue": version, **vars(one)}
        for one in why.given(reasons_of(version), answers)
    ]
    store.keep_reasons(tx.conn, rows)


def _codes(answers: Answers, key: str) -> tuple[str, ...]:
    answer = answers.get(key)
    return answer.codes if isinstance(answer, Chosen) else ()
