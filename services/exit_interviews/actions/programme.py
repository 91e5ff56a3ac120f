"""Exit forms are asking, as ``shared/asking`` does it; this says with which questions, facts and tables."""

from __future__ import annotations

from services.exit_interviews.policy import AFTERCARE, FORM, FORMS_BY_KIND, POLICY, TONES, catalogue
from services.exit_interviews.tables import TABLES
from shared.asking.model import Colleague
from shared.asking.programme import Facts, Programme
from shared.contracts.exit import FormAnswered, FormClosed, FormDeclined, FormOpened, FormReminded


def fits(key: str, who: Colleague) -> str:
    """Return the questions that fit the kind of leaving; nobody who was dismissed is asked why they leave."""
    return FORMS_BY_KIND.get(who.leave_kind or "", FORM) if key != AFTERCARE else key


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
    catalogue=catalogue,
    form=FORM,
    fits=fits,
    tones=TONES,
)
