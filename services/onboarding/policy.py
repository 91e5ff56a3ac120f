"""The numbers HR may change, and the questions in use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
MOMENTS = ("before_start", "week_1", "month_1", "month_3", "month_6", "month_11")

POLICY = Policy(remind_after_working_days=5)


@cache
def catalogue() -> Catalogue:
    """Return all versions of the questionnaires of check-ins."""
    return questionnaires_in(QUESTIONNAIRES)
