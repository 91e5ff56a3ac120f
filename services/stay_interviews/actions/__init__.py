"""What stay interviews do: asking, as ``shared/asking`` does it, and talking, as ``shared/appointment`` does.

This says with which questions, facts and tables; what a conversation leaves behind is in ``notes`` and ``promises``.
"""

from __future__ import annotations

from services.stay_interviews.actions.talking import COMPANION, TALKS
from services.stay_interviews.policy import FORM, POLICY, catalogue
from services.stay_interviews.tables import TABLES
from shared.asking.programme import Facts, Programme
from shared.contracts.stay import (
    InterviewAnswered,
    InterviewClosed,
    InterviewDeclined,
    InterviewOpened,
    InterviewReminded,
)
from shared.questionnaire.library import Library

# What comes with the house, and what HR published.
LIBRARY = Library("stay", catalogue)

INTERVIEWS = Programme(
    service="stay",
    code="stay",
    subject="interview",
    tables=TABLES,
    facts=Facts(
        opened=InterviewOpened,
        answered=InterviewAnswered,
        declined=InterviewDeclined,
        reminded=InterviewReminded,
        closed=InterviewClosed,
    ),
    policy=POLICY,
    catalogue=lambda: LIBRARY,
    form=FORM,
    companion=COMPANION,
)

__all__ = ["INTERVIEWS", "TALKS"]
