"""What somebody sent: in which group it counts, who may read which part, and what they asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.exit_interviews.actions import quoting
from services.exit_interviews.actions.programme import LIBRARY
from services.exit_interviews.domain import form
from services.exit_interviews.domain.quoting import ticked
from services.exit_interviews.policy import AFTERCARE
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import forms as store
from services.exit_interviews.store import quotes
from services.exit_interviews.tables.forms import TABLES
from shared.asking.colleagues import colleagues
from shared.db.transaction import Tx
from shared.invitation.model import Invitation
from shared.questionnaire.model import Text
from shared.questionnaire.privacy import Group, seal
from shared.questionnaire.restoring import kept
from shared.questionnaire.values import Answers, Chosen


def group_of(tx: Tx, invitation: Invitation) -> Group:
    """Return where the person worked when the case opened; it was frozen there."""
    return group_of_case(tx, store.case_of(tx.conn, invitation.subject_id))


def group_of_case(tx: Tx, case: Any | None) -> Group:
    """Return where the person of a leaving worked."""
    if case is None:
        return Group()
    employed = colleagues(tx, [case.person_id]) if case.person_id else {}
    return Group(
        department_id=case.department_id,
        department=case.department,
        department_path=case.department_path,
        function=case.function,
        tenure_band=case.tenure_band,
        leave_kind=case.kind,
        country=case.country,
        sample=any(who.sample for who in employed.values()),
    )


def heard(tx: Tx, invitation: Invitation, answers: Answers) -> None:
    """The answers are in: aftercare stops at a word, and comes for whoever asks for it."""
    case = store.case_of(tx.conn, invitation.subject_id)
    answer = answers.get("again" if invitation.questionnaire == AFTERCARE else "aftercare")
    if case is None or answer is None:
        return
    wants = answer.codes == ("ask_again",) if isinstance(answer, Chosen) else bool(answer)
    case_store.note_aftercare(tx.conn, case.id, "wanted" if wants else "stopped")


def uses(tx: Tx, invitation: Invitation) -> list[tuple[form.Part, str]]:
    """Return the parts that somebody sent, with who may read each."""
    content = kept(tx.conn, TABLES.asked, invitation.subject_id)
    if content is None:
        return []
    questionnaire = LIBRARY.find(invitation.questionnaire, invitation.version)
    chosen = {key: stored.codes for key, stored in content.answers.items()}
    return [
        (part, form.use_of(part, chosen))
        for part in form.parts(questionnaire)
        if any(key in content.answers for key in part.questions)
    ]


@dataclass(frozen=True, kw_only=True)
class Quotes:
    """What somebody lets be quoted: of which parts that still wait under seal, and which words have left already."""

    parts: Sequence[Text]
    words: Sequence[Any]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.parts or self.words)


def quotes_of(tx: Tx, invitation: Invitation) -> Quotes:
    """Return what the person behind an invitation lets be quoted, of all forms that they filled in."""
    forms = theirs(tx, invitation)
    found: dict[str, Text] = {}
    for row, content in quotes.sheets(tx.conn, [seal(each) for each in forms]):
        allowed = ticked({key: stored.codes for key, stored in content.answers.items()})
        for part in form.parts(LIBRARY.find(row.questionnaire, row.version)):
            if part.key in allowed and any(key in content.answers for key in part.worded):
                found[part.title.nl] = part.title
    return Quotes(parts=list(found.values()), words=quoting.quoted(tx, forms))


def theirs(tx: Tx, invitation: Invitation) -> list[UUID]:
    """Return the forms of the person behind an invitation."""
    person = {invitation.person_id} if invitation.person_id else set[UUID]()
    return sorted({invitation.subject_id, *quotes.forms_of(tx.conn, person)})
