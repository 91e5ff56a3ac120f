"""The numbers that HR may change, and which questionnaires a service that asks may carry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.calendar.window import OFFICE_HOURS, Window
from shared.questionnaire.load import Catalogue, load_folder
from shared.questionnaire.model import Level


class LevelUnfit(Exception):
    """A questionnaire promises a level that requests cannot keep."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How requests are sent."""

    # One friendly reminder after so many working days, to those who have not answered; 0 is none. A moment of the plan
    # that names its own days goes before this.
    remind_after_working_days: int = 5
    window: Window = OFFICE_HOURS


# A request shows at the desk as answered, with its day: it cannot be anonymous.
LEVELS = (Level.NAMED, Level.CONFIDENTIAL)


def questionnaires_in(folder: Path) -> Catalogue:
    """Return all versions of the questionnaires in ``folder``."""
    found = load_folder(folder)
    for questionnaire in found:
        if questionnaire.level not in LEVELS:
            raise LevelUnfit(f"{questionnaire.key}: requests are named or confidential, not anonymous")
    return found
