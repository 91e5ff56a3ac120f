"""Facts that stay interviews publish: that something happened with an interview, never what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, kw_only=True)
class TalkFact(Fact):
    """What all facts about a conversation carry."""

    talk_id: UUID
    interview_id: UUID
    touchpoint_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TalkOffered(TalkFact):
    """The person may pick a time for a conversation."""

    type = "stay.talk_offered"


@dataclass(frozen=True, kw_only=True)
class TalkBooked(TalkFact):
    """The person picked a time."""

    type = "stay.talk_booked"


@dataclass(frozen=True, kw_only=True)
class TalkMoved(TalkFact):
    """It is at another time."""

    type = "stay.talk_moved"


@dataclass(frozen=True, kw_only=True)
class TalkCancelled(TalkFact):
    """What was booked will not be; another time may be picked."""

    type = "stay.talk_cancelled"


@dataclass(frozen=True, kw_only=True)
class TalkDeclined(TalkFact):
    """The person would rather not talk."""

    type = "stay.talk_declined"


@dataclass(frozen=True, kw_only=True)
class TalkHeld(TalkFact):
    """The conversation has been."""

    type = "stay.talk_held"


@dataclass(frozen=True, kw_only=True)
class TalkClosed(TalkFact):
    """There will be no conversation (any more)."""

    type = "stay.talk_closed"


@dataclass(frozen=True, kw_only=True)
class NoteShared(TalkFact):
    """The interviewer let the person read the note."""

    type = "stay.note_shared"


@dataclass(frozen=True, kw_only=True)
class NoteCorrected(TalkFact):
    """The person wrote what should be otherwise."""

    type = "stay.note_corrected"


@dataclass(frozen=True, kw_only=True)
class NoteAgreed(TalkFact):
    """The note is final: the person agreed, or had the time to say otherwise."""

    type = "stay.note_agreed"


@dataclass(frozen=True, kw_only=True)
class PromiseFact(Fact):
    """What all facts about a promise carry."""

    promise_id: UUID
    talk_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseFact):
    """Somebody promised something, until a day."""

    type = "stay.promise_made"
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseFact):
    """What was promised was done."""

    type = "stay.promise_kept"


@dataclass(frozen=True, kw_only=True)
class PromiseDropped(PromiseFact):
    """What was promised will not be done; the person reads why."""

    type = "stay.promise_dropped"


@dataclass(frozen=True, kw_only=True)
class PromiseJudged(PromiseFact):
    """The person said whether it helped."""

    type = "stay.promise_judged"
