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
class PersonTold(Fact):
    """HR says that the person has been told of the dismissal: letters may leave."""

    type = "exit.person_told"
    case_id: UUID
    account_id: UUID
    held_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReportFact(Fact):
    """What all facts about the report of a conversation carry; never a word of it."""

    talk_id: UUID
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportShared(ReportFact):
    """The person may read the report, and say what should be otherwise."""

    type = "exit.report_shared"


@dataclass(frozen=True, kw_only=True)
class ReportCorrected(ReportFact):
    """The person said what should be otherwise, or added something."""

    type = "exit.report_corrected"


@dataclass(frozen=True, kw_only=True)
class ReportFinal(ReportFact):
    """The report stands: ``how`` is agreed, silent or settled."""

    type = "exit.report_final"
    how: str


@dataclass(frozen=True, kw_only=True)
class ReportReleased(ReportFact):
    """The board may read what the person was told it would."""

    type = "exit.report_released"
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportSkipped(ReportFact):
    """There will be no report of this conversation."""

    type = "exit.report_skipped"


@dataclass(frozen=True, kw_only=True)
class ThanksSent(ReportFact):
    """The interviewer's words of appreciation are on their way."""

    type = "exit.thanks_sent"


@dataclass(frozen=True, kw_only=True)
class NetworkChosen(Fact):
    """Somebody who leaves wants to stay in touch, and ticked by their own hand what about."""

    type = "exit.network_chosen"
    case_id: UUID
    subjects: tuple[str, ...]
    language: str


@dataclass(frozen=True, kw_only=True)
class TalkFact(Fact):
    """What all facts about the conversation of a leaving carry; never with whom or about what."""

    talk_id: UUID
    case_id: UUID
    touchpoint_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TalkOffered(TalkFact):
    """The person may pick a time for a conversation."""

    type = "exit.talk_offered"


@dataclass(frozen=True, kw_only=True)
class TalkBooked(TalkFact):
    """The person picked a time."""

    type = "exit.talk_booked"


@dataclass(frozen=True, kw_only=True)
class TalkMoved(TalkFact):
    """It is at another time."""

    type = "exit.talk_moved"


@dataclass(frozen=True, kw_only=True)
class TalkCancelled(TalkFact):
    """What was booked will not be; another time may be picked."""

    type = "exit.talk_cancelled"


@dataclass(frozen=True, kw_only=True)
class TalkDeclined(TalkFact):
    """The person would rather not talk."""

    type = "exit.talk_declined"


@dataclass(frozen=True, kw_only=True)
class TalkHeld(TalkFact):
    """The conversation has been."""

    type = "exit.talk_held"


@dataclass(frozen=True, kw_only=True)
class TalkClosed(TalkFact):
    """There will be no conversation (any more)."""

    type = "exit.talk_closed"


@dataclass(frozen=True, kw_only=True)
class DismissalPrepared(Fact):
    """HR says that the talk which brings the dismissal was prepared."""

    type = "exit.dismissal_prepared"
    case_id: UUID
    account_id: UUID


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
