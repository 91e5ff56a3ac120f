"""Facts that exit interviews publish: that something happened in a leaving, never what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Fact):
    """Somebody leaves; or leaves after all, having stayed."""

    type = "exit.case_opened"
    case_id: UUID
    spell_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class CaseChanged(Fact):
    """The kind or the days of the leaving are others."""

    type = "exit.case_changed"
    case_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Fact):
    """Nothing more is asked of this leaving."""

    type = "exit.case_closed"
    case_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class DismissalPrepared(Fact):
    """HR says that the talk which brings the dismissal was prepared."""

    type = "exit.dismissal_prepared"
    case_id: UUID
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonTold(Fact):
    """HR says that the person has been told of the dismissal: letters may leave."""

    type = "exit.person_told"
    case_id: UUID
    account_id: UUID
    held_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FormFact(Fact):
    """What all facts about an exit form carry."""

    form_id: UUID
    touchpoint_id: UUID
    moment: str


@dataclass(frozen=True, kw_only=True)
class FormOpened(FormFact):
    """The invitation is on its way."""

    type = "exit.form_opened"


@dataclass(frozen=True, kw_only=True)
class FormAnswered(FormFact):
    """The person sent the answers."""

    type = "exit.form_answered"


@dataclass(frozen=True, kw_only=True)
class FormDeclined(FormFact):
    """The person would rather not."""

    type = "exit.form_declined"


@dataclass(frozen=True, kw_only=True)
class FormReconsidered(FormFact):
    """The person would rather not, and takes part after all."""

    type = "exit.form_reconsidered"


@dataclass(frozen=True, kw_only=True)
class FormReminded(FormFact):
    """A reminder is on its way."""

    type = "exit.form_reminded"


@dataclass(frozen=True, kw_only=True)
class FormClosed(FormFact):
    """The time to answer has passed, or there is nothing to ask any more."""

    type = "exit.form_closed"


@dataclass(frozen=True, kw_only=True)
class MomentPassed(Fact):
    """A moment came and asked nothing of its own: there was a form already, or it was too late to ask."""

    type = "exit.moment_passed"
    touchpoint_id: UUID
    moment: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HomeAsked(Fact):
    """Somebody who leaves was asked for an address to be reached at afterwards."""

    type = "exit.home_asked"
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class HomeGiven(Fact):
    """They gave one; a letter went there to see whether it is theirs."""

    type = "exit.home_given"
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class HomeConfirmed(Fact):
    """Whoever reads that mailbox said that it is theirs: it counts from now on."""

    type = "exit.home_confirmed"
    case_id: UUID
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class HomeDenied(Fact):
    """Whoever reads that mailbox said that it is not theirs."""

    type = "exit.home_denied"
    case_id: UUID
    caller_id: UUID


@dataclass(frozen=True, kw_only=True)
class LaterChosen(Fact):
    """Somebody said whether they may be asked once more, half a year after leaving."""

    type = "exit.later_chosen"
    case_id: UUID
    choice: str


@dataclass(frozen=True, kw_only=True)
class NetworkChosen(Fact):
    """Somebody who leaves wants to stay in touch, and ticked by their own hand what about."""

    type = "exit.network_chosen"
    case_id: UUID
    subjects: tuple[str, ...]
    language: str


@dataclass(frozen=True, kw_only=True)
class ReasonsPublished(Fact):
    """HR published an edition of the reasons for leaving: forms of the next version ask for it."""

    type = "exit.reasons_published"
    person_id: UUID | None = None
    edition: int
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionnairePublished(Fact):
    """HR published a version of a form; by None where it was the API."""

    type = "exit.questionnaire_published"

    questionnaire: str
    number: int
    account_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class QuestionnaireDraftDiscarded(Fact):
    """HR threw away what it had written of a form."""

    type = "exit.questionnaire_draft_discarded"

    questionnaire: str
    account_id: UUID | None
