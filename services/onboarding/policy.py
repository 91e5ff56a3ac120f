"""The numbers HR may change, and the questions in use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.onboarding.errors import LevelUnfit
from shared.calendar.window import OFFICE_HOURS, Window
from shared.questionnaire.load import Catalogue, load_folder
from shared.questionnaire.model import Level

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
MOMENTS = ("week_1", "month_1", "month_3", "month_6", "month_11")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How check-ins are sent."""

    # One friendly reminder after so many working days, to those who have not answered; 0 is none.
    remind_after_working_days: int = 5
    window: Window = OFFICE_HOURS


POLICY = Policy()


@cache
def catalogue() -> Catalogue:
    """Return all versions of the questionnaires of check-ins."""
    found = load_folder(QUESTIONNAIRES)
    for questionnaire in found:
        if questionnaire.level is Level.ANONYMOUS:
            # A check-in shows at the desk as answered, with its day; an anonymous one must not.
            raise LevelUnfit(f"{questionnaire.key}: check-ins are named or confidential, not anonymous")
    return found
