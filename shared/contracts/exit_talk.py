"""Facts about the conversation of a leaving and the report of it: that it is so, never with whom or about what."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


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
