"""The numbers that HR may change, and the questionnaires of a service that asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.asking.model import WORKING
from shared.calendar.window import OFFICE_HOURS, Window
from shared.questionnaire.load import Catalogue, load_folder


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How requests are sent."""

    # One friendly reminder after so many working days, to those who have not answered; 0 is none. A moment of the plan
    # that names its own days goes before this.
    remind_after_working_days: int = 5
    # In which states of an employment somebody is asked; what is open closes when they are in none of these any more.
    asked_in: frozenset[str] = WORKING
    window: Window = OFFICE_HOURS
    # Who asks for a talk hears from HR within so many working days.
    talk_within_working_days: int = 5


def questionnaires_in(folder: Path) -> Catalogue:
    """Return all versions of the questionnaires in ``folder``."""
    return load_folder(folder)
