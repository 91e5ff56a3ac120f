"""Exit forms are asking, as ``shared/asking`` does it; this says with which questions, facts and tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.exit_interviews.actions.talking import COMPANION
from services.exit_interviews.domain import form
from services.exit_interviews.domain.coding import CODING
from services.exit_interviews.policy import (
    AFTERCARE,
    CASES,
    FORM,
    FORMS_BY_KIND,
    LATER_FORM,
    POLICY,
    TONES,
    catalogue,
)
from services.exit_interviews.store.editions import Asked
from services.exit_interviews.tables import TABLES
from shared.asking.model import Colleague
from shared.asking.programme import Facts, OwnLetters, Programme
from shared.contracts.exit import FormAnswered, FormClosed, FormDeclined, FormOpened, FormReminded
from shared.questionnaire.sealing import Content


def fits(key: str, who: Colleague) -> str:
    """Return the questions that fit the kind of leaving; nobody who was dismissed is asked why they leave."""
    return FORMS_BY_KIND.get(who.leave_kind or "", FORM) if key not in {AFTERCARE, LATER_FORM} else key


def held(content: Content, today: date, questionnaire: str) -> Collection[str]:
    """Return the answers that stay under seal: what is said by name, and some parts until months have gone by."""
    if questionnaire == CODING:
        return ()
    chosen = {key: stored.codes for key, stored in content.answers.items()}
    late = form.is_late(content.month, today, after_months=CASES.later_months)
    return form.held(catalogue().latest(questionnaire), chosen, late=late)


# What is in the files, and what follows from HR's own editions of the reasons.
ASKED = Asked(catalogue)

FORMS = Programme(
    service="exit",
    code="exit",
    also=("aftercare",),
    subject="form",
    tables=TABLES,
    facts=Facts(
        opened=FormOpened,
        answered=FormAnswered,
        declined=FormDeclined,
        reminded=FormReminded,
        closed=FormClosed,
    ),
    policy=POLICY,
    catalogue=lambda: ASKED,
    form=FORM,
    fits=fits,
    companion=COMPANION,
    own_letters=tuple(
        OwnLetters(questionnaire=key, invitation=f"invitation_{tone}", reminder=f"reminder_{tone}")
        for key, tone in TONES.items()
    ),
    practical=frozenset({AFTERCARE}),
    held=held,
)
