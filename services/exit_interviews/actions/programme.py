"""Exit forms are asking, as ``shared/asking`` does it; this says with which questions, facts and tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from services.exit_interviews.actions import quoting
from services.exit_interviews.actions.completing import whole
from services.exit_interviews.actions.talking import COMPANION
from services.exit_interviews.domain import form
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
from services.exit_interviews.tables.forms import TABLES
from shared.asking.model import Colleague
from shared.asking.outgoing import Written
from shared.asking.programme import Facts, OwnLetters, Programme
from shared.contracts.exit import FormAnswered, FormClosed, FormDeclined, FormOpened, FormReminded
from shared.db.transaction import Tx
from shared.questionnaire.library import Library
from shared.questionnaire.sealing import Content

# What comes with the house, and what HR published, each with what belongs to every form.
LIBRARY = Library("exit", catalogue, whole)
# What is asked long after leaving is the same for everybody.
_WHOMEVER = frozenset({AFTERCARE, LATER_FORM})
_ONE_OF_OURS = frozenset({FORM, *FORMS_BY_KIND.values()})


def fits(key: str, who: Colleague) -> str:
    """Return the questions that fit the kind of leaving; nobody who was dismissed is asked why they leave."""
    if key in _WHOMEVER:
        return key
    fitting = FORMS_BY_KIND.get(who.leave_kind or "", FORM)
    if key in _ONE_OF_OURS:
        return fitting
    told_to_go = who.leave_kind == "dismissal" and form.asks_reasons(LIBRARY.latest(key))
    return fitting if told_to_go else key


def holding(questionnaire: str) -> Callable[[Content, date], Collection[str]]:
    """Return what says which answers stay under seal: what is said by name, and some parts until months have gone by.

    Which version somebody answered is not kept with the answers. A question may stand in another part in a next
    version: it is held as soon as it would be by any of them, rather late than early. What interviewers heard is of no
    form: of that nothing is held.
    """
    versions = [one for one in LIBRARY.now() if one.key == questionnaire]

    def held(content: Content, today: date) -> Collection[str]:
        chosen = {key: stored.codes for key, stored in content.answers.items()}
        late = form.is_late(content.month, today, after_months=CASES.later_months)
        return frozenset[str]().union(*(form.held(one, chosen, late=late) for one in versions))

    return held


def quotable(tx: Tx, questionnaire: str, question: str, written: Sequence[Written]) -> None:
    """Texts leave: some may be quoted."""
    versions = sorted((one for one in LIBRARY.now() if one.key == questionnaire), key=lambda one: one.version)
    quoting.allow(tx, versions, question, written)


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
    catalogue=lambda: LIBRARY,
    form=FORM,
    fits=fits,
    companion=COMPANION,
    own_letters=tuple(
        OwnLetters(questionnaire=key, invitation=f"invitation_{tone}", reminder=f"reminder_{tone}")
        for key, tone in TONES.items()
    ),
    practical=frozenset({AFTERCARE}),
    holding=holding,
    leaving=quotable,
    never_figures=form.never_a_figure,
)
