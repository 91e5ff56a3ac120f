"""Facts that stay interviews publish: that something happened with an interview, never what was said."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class InterviewFact(Fact):
    """What all facts about a stay interview carry."""

    interview_id: UUID
    touchpoint_id: UUID
    moment: str


@dataclass(frozen=True, kw_only=True)
class InterviewOpened(InterviewFact):
    """The invitation is on its way."""

    type = "stay.interview_opened"


@dataclass(frozen=True, kw_only=True)
class InterviewAnswered(InterviewFact):
    """The person sent the answers."""

    type = "stay.interview_answered"


@dataclass(frozen=True, kw_only=True)
class InterviewDeclined(InterviewFact):
    """The person would rather not."""

    type = "stay.interview_declined"


@dataclass(frozen=True, kw_only=True)
class InterviewReminded(InterviewFact):
    """A reminder is on its way."""

    type = "stay.interview_reminded"


@dataclass(frozen=True, kw_only=True)
class InterviewClosed(InterviewFact):
    """The time to answer has passed, or the person is no longer active."""

    type = "stay.interview_closed"


@dataclass(frozen=True, kw_only=True)
class QuestionnairePublished(Fact):
    """HR published a version of a questionnaire; by None where it was the API."""

    type = "stay.questionnaire_published"

    questionnaire: str
    number: int
    account_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class QuestionnaireDraftDiscarded(Fact):
    """HR threw away what it had written of a questionnaire."""

    type = "stay.questionnaire_draft_discarded"

    questionnaire: str
    account_id: UUID | None
