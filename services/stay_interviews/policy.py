"""The numbers HR may change, and the questions in use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
# The form of every moment that names none: it returns, so that results can be laid beside the year before.
FORM = "stay_form"

# Longer than a check-in, and about more: people want a quiet hour for it, and a week to find one.
POLICY = Policy(remind_after_working_days=7)


@cache
def catalogue() -> Catalogue:
    """Return all versions of the forms."""
    return questionnaires_in(QUESTIONNAIRES)
