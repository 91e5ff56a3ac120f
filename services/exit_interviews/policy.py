"""The numbers HR may change, the questions in use, and the reasons that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.exit_interviews.domain import editions, form, reasons
from services.exit_interviews.domain.reasons import Reasons
from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Level, Questionnaire

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


@dataclass(frozen=True, kw_only=True)
class HomePolicy:
    """The address at which somebody is reached after the last day."""

    # Whoever has none then is asked for one; HR can ask at any time.
    ask_before: timedelta = timedelta(days=14)
    # The link in the letter that asks works until so long after the last day.
    ask_until: timedelta = timedelta(days=30)
    # And the one in the letter that asks whether the address is theirs; people waits a day longer for the word.
    confirm_within: timedelta = timedelta(days=7)
    letters_a_day: int = 3


# What was written to prepare a dismissal is wiped so long after the last day; that it was held stays.
PREPARED_KEPT = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class LaterPolicy:
    """Asking once more, of whoever said that we may."""

    moment: str = "later"
    after_months: int = 6
    # Whose half year was over for longer when we could (all stood still, no address): not any more.
    not_after: timedelta = timedelta(days=30)
    closes_after: timedelta = timedelta(days=42)
    remind_after: timedelta = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class CarePolicy:
    """When somebody who asked for it is asked how they are: after so many months and days, as in the plan."""

    moments: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {"week_2": (0, 14), "month_2": (2, 0), "month_6": (6, 0)}
    )
    # Longer ago is too late for that moment.
    not_after: timedelta = timedelta(days=7)
    closes_after: timedelta = timedelta(days=28)


CASES = CasePolicy()
CARE = CarePolicy()
LATER = LaterPolicy()
HOME = HomePolicy()

# Who leaves is asked while leaving and when gone. No reminder of our own: the plan's next moment comes by itself, and
# goes along with a form that is open.
POLICY = Policy(remind_after_working_days=0, asked_in=frozenset({"leaving", "left"}))

# The form of every moment that names none, and what takes its place for whom.
FORM, AFTERCARE, LATER_FORM = "exit_form", "aftercare", "exit_later"
FORMS_BY_KIND = {"retirement": "exit_retirement", "dismissal": "exit_dismissal"}
# Which letters are written in a tone of their own.
TONES = {
    "exit_retirement": "retirement",
    "exit_dismissal": "dismissal",
    AFTERCARE: "aftercare",
    LATER_FORM: "later",
}
# Which version of the catalogue of reasons a version of the form asks for. Written down, so that it never shifts.
ASKS_REASONS = {("exit_form", 1): 1}


@cache
def catalogue() -> Catalogue:
    """Return all versions of the forms, whole."""
    return Catalogue([_whole(each) for each in questionnaires_in(QUESTIONNAIRES)])


@cache
def reasons_of(version: int) -> Reasons:
    """Return a version of the catalogue of reasons."""
    source: Any = yaml.safe_load((REASONS / f"reasons_{version}.yaml").read_text(encoding="utf-8"))
    return reasons.read(source)


def latest_reasons() -> Reasons:
    """Return the newest version of the catalogue of reasons."""
    return reasons_of(max(ASKS_REASONS.values()))


def asking_for(number: int, found: Reasons) -> list[Questionnaire]:
    """Return the forms that ask for an edition of the reasons by HR, each as a version of its own."""
    bare = {(each.key, each.version): each for each in questionnaires_in(QUESTIONNAIRES)}
    return [
        form.complete(replace(bare[which], version=editions.version_of(which[1], number)), found)
        for which in ASKS_REASONS
    ]


def _whole(questionnaire: Questionnaire) -> Questionnaire:
    if questionnaire.level is Level.NAMED:
        return questionnaire
    version = ASKS_REASONS.get((questionnaire.key, questionnaire.version))
    return form.complete(questionnaire, reasons_of(version) if version else None)
