"""Reasons as the interviewer heard them: kept beside the person's own, and together they become a figure.

Whether both named the same is worked out while the answers still lie under seal, and counts in circles like any answer.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.exit_interviews.actions import reporting
from services.exit_interviews.actions.hearing import group_of_case
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.domain import coding as domain
from services.exit_interviews.domain import editions, form
from services.exit_interviews.domain.coding import Coded, main_of
from services.exit_interviews.domain.reasons import FIRST, Reasons
from services.exit_interviews.errors import CaseUnknown, CodingFiled, ReportUnfit
from services.exit_interviews.policy import CASES, asks_why, preventions
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import codings as store
from services.exit_interviews.store import editions as edition_store
from services.exit_interviews.tables.forms import TABLES
from shared.calendar.months import add_months
from shared.db.transaction import Tx
from shared.disclosure.batches import ready_on
from shared.disclosure.model import rule_in_force
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import random_id
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire.kinds import Stored
from shared.questionnaire.model import Level
from shared.questionnaire.privacy import month_of, seal, who
from shared.questionnaire.restoring import kept
from shared.questionnaire.sealing import Content, sealed

CHOOSE = marked("Kies een reden uit de lijst.")


def reasons(tx: Tx, *, retired: bool = False) -> Reasons:
    """Return the reasons that there are to choose from; ``retired``: and those of before, to tell what was chosen."""
    number, tree = edition_store.in_force(tx.conn)
    return editions.read(tree, number, retired=retired)


def keep(tx: Tx, talk_id: UUID, coded: Coded) -> None:
    """Keep what the interviewer heard, until it counts."""
    talk = reporting.held(tx, talk_id)
    case = case_store.locked(tx.conn, talk.subject_id)
    if case is None:
        raise CaseUnknown
    if not asks_why(case.kind):
        raise ReportUnfit
    known = reasons(tx)
    wrong = domain.unknown(coded, known, {each.key for each in preventions().options})
    if wrong:
        raise Invalid({name: [CHOOSE] for name in wrong})
    if not store.keep(tx.conn, talk.id, known.version, coded, tx.now):
        raise CodingFiled


def file_due(tx: Tx) -> int:
    """Put codings under seal once nothing changes any more; return how many."""
    found = store.ready(tx.conn, tx.now, clock.today(settings().zone))
    store.file(tx.conn, [row.talk_id for row in found], [_sheet(tx, row) for row in found], tx.now)
    return len(found)


def _sheet(tx: Tx, row: Any) -> dict[str, Any]:
    case = case_store.one(tx.conn, row.case_id)
    own, late = _own(tx, row)
    agrees = domain.agreement(own, row.causes)
    said: dict[str, tuple[str, ...]] = {
        domain.FIRST: (main_of(row.causes[0]),),
        domain.CAUSES: tuple(row.causes),
        domain.DROP: (main_of(row.last_drop),) if row.last_drop else (),
        domain.PREVENTED: tuple(row.prevented),
        domain.AGREES: (agrees,) if agrees else (),
    }
    rule, month = rule_in_force(), month_of(tx.now)
    content = Content(
        answers={key: Stored(codes=codes) for key, codes in said.items() if codes},
        group=group_of_case(tx, case),
        month=month,
        promised=(rule.group, rule.words),
        who=who(row.person_id) if row.person_id else None,
    )
    ready = add_months(month, CASES.later_months + 1) if late else ready_on(month)
    return {
        "id": random_id(),
        "questionnaire": domain.CODING,
        "version": row.version,
        "level": Level.CONFIDENTIAL,
        "ready_on": ready,
        "seal": seal(row.talk_id),
        "content": sealed(content),
    }


def _own(tx: Tx, row: Any) -> tuple[str | None, bool]:
    """Return the person's own heaviest reason, where it still lies under seal, and whether it may count only later."""
    content = kept(tx.conn, TABLES.asked, row.form_id) if row.form_id else None
    if content is None:
        return None, False
    chosen = {key: stored.codes for key, stored in content.answers.items()}
    questionnaire = FORMS.catalogue().find(row.questionnaire, row.form_version)
    part = next((one for one in form.parts(questionnaire) if one.key == form.REASONS), None)
    late = part is not None and form.use_of(part, chosen) == form.LATER
    return next(iter(chosen.get(FIRST) or ()), None), late
