"""The numbers HR may change, the questions in use, and the reasons that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.exit_interviews.domain import reasons
from services.exit_interviews.domain.reasons import Reasons
from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue

HERE = Path(__file__).parent
QUESTIONNAIRES, REASONS = HERE / "questionnaires", HERE / "reasons"


@dataclass(frozen=True, kw_only=True)
class CasePolicy:
    """How leaving cases begin and end."""

    # Who had left before that when we heard of it is history: no case, no letter.
    history_after: timedelta = timedelta(days=180)
    # After the last aftercare, and the time to answer it.
    over_after: timedelta = timedelta(days=220)
    # "Only after so many months": the words of the form say six, so it is no setting of an afternoon.
    later_months: int = 6


CASES = CasePolicy()

# Who leaves is asked while leaving and when gone. No reminder of our own: the plan's next moment comes by itself, and
# goes along with a form that is open.
POLICY = Policy(remind_after_working_days=0, asked_in=frozenset({"leaving", "left"}))

# The form of every moment that names none, and what takes its place for whom.
FORM, AFTERCARE = "exit_form", "aftercare"
FORMS_BY_KIND = {"retirement": "exit_retirement", "dismissal": "exit_dismissal"}
# Which letters are written in a tone of their own.
TONES = {"exit_retirement": "retirement", "exit_dismissal": "dismissal", AFTERCARE: "aftercare"}
# Which version of the catalogue of reasons a version of the form asks for. Written down, so that it never shifts: what
# HR makes of a version of ours asks for the same, a copy of its own for OWN_ASKS.
ASKS_REASONS = {("exit_form", 1): 1}
OWN_ASKS = 1


@cache
def catalogue() -> Catalogue:
    """Return all versions of the forms, as they are written."""
    return questionnaires_in(QUESTIONNAIRES)


@cache
def reasons_of(version: int) -> Reasons:
    """Return a version of the catalogue of reasons."""
    source: Any = yaml.safe_load((REASONS / f"reasons_{version}.yaml").read_text(encoding="utf-8"))
    return reasons.read(source)


def latest_reasons() -> Reasons:
    """Return the newest version of the catalogue of reasons."""
    return reasons_of(max(ASKS_REASONS.values()))
