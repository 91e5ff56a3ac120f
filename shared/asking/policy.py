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
    # In which states of an employment somebody is asked; what is open closes when they are in none of these any more.
    asked_in: frozenset[str] = frozenset({"expected", "active"})
    window: Window = OFFICE_HOURS


def questionnaires_in(folder: Path) -> Catalogue:
    """Return all versions of the questionnaires in ``folder``."""
    found = load_folder(folder)
    for questionnaire in found:
        if questionnaire.level is Level.ANONYMOUS:
            # A request shows at the desk as answered, with its day; an anonymous one must not.
            raise LevelUnfit(f"{questionnaire.key}: requests are named or confidential, not anonymous")
    return found
