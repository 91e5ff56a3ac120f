"""What onboarding does is asking, as ``shared/asking`` does it; this says with which questions, facts and tables."""

from __future__ import annotations

from services.onboarding.policy import POLICY, catalogue
from services.onboarding.tables import TABLES
from shared.asking.programme import Facts, OwnLetters, Programme
from shared.contracts.onboarding import (
    CheckinAnswered,
    CheckinClosed,
    CheckinDeclined,
    CheckinOpened,
    CheckinReminded,
)
from shared.questionnaire.library import Library

REMIND_BATCH = 1_000

# What comes with the house, and what HR published.
LIBRARY = Library("onboarding", catalogue)

CHECKINS = Programme(
    service="onboarding",
    code="onboarding",
    subject="checkin",
    tables=TABLES,
    facts=Facts(
        opened=CheckinOpened,
        answered=CheckinAnswered,
        declined=CheckinDeclined,
        reminded=CheckinReminded,
        closed=CheckinClosed,
    ),
    policy=POLICY,
    catalogue=lambda: LIBRARY,
    practical=frozenset({"before_start"}),
    # Who has not begun reads no mail at work yet.
    own_letters=(
        OwnLetters(moment="before_start", invitation="welcome", reminder="welcome_reminder", address="home"),
    ),
)
