"""Facts that onboarding publishes: that something happened with a check-in, never what was said."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class CheckinFact(Fact):
    """What all facts about a check-in carry."""

    checkin_id: UUID
    touchpoint_id: UUID
    moment: str


@dataclass(frozen=True, kw_only=True)
class CheckinOpened(CheckinFact):
    """The invitation is on its way."""

    type = "onboarding.checkin_opened"


@dataclass(frozen=True, kw_only=True)
class CheckinAnswered(CheckinFact):
    """The person sent the answers."""

    type = "onboarding.checkin_answered"


@dataclass(frozen=True, kw_only=True)
class CheckinDeclined(CheckinFact):
    """The person would rather not."""

    type = "onboarding.checkin_declined"


@dataclass(frozen=True, kw_only=True)
class CheckinReminded(CheckinFact):
    """A reminder is on its way."""

    type = "onboarding.checkin_reminded"


@dataclass(frozen=True, kw_only=True)
class CheckinClosed(CheckinFact):
    """The time to answer has passed, or the person is no longer active."""

    type = "onboarding.checkin_closed"


@dataclass(frozen=True, kw_only=True)
class QuestionnairePublished(Fact):
    """HR published a version of a questionnaire; by None where it was the API."""

    type = "onboarding.questionnaire_published"

    questionnaire: str
    number: int
    account_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class QuestionnaireDraftDiscarded(Fact):
    """HR threw away what it had written of a questionnaire."""

    type = "onboarding.questionnaire_draft_discarded"

    questionnaire: str
    account_id: UUID | None
