"""The numbers HR may change, the questions in use, and the reasons that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.exit_interviews.domain import form, reasons
from services.exit_interviews.domain.reasons import Reasons
from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Level, Questionnaire, Text

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
# Which version of the catalogue of reasons a version of the form asks for. Written down, so that it never shifts.
ASKS_REASONS = {("exit_form", 1): 1}


# A conversation asks for two quiet hours; it need not fill them.
TALK_MINUTES = 120
# What an interviewer noted beforehand serves the conversation and the words of thanks after it; then it is wiped.
BEFOREHAND_KEPT_DAYS = 30

# What leads from the form to the conversation, by how it stands.
_AS_WELL = Text(
    nl="Je kunt er ook over praten, in een rustig gesprek van ongeveer twee uur: naast deze vragen, of in plaats"
    " ervan.",
    en="You can also talk about it, in a quiet conversation of about two hours: beside these questions, or instead of"
    " them.",
    fr="Vous pouvez aussi en parler, dans un entretien tranquille d’environ deux heures : en plus de ces questions, ou"
    " à leur place.",
)
_HAVE_ONE = Text(
    nl="Je hebt ook een gesprek afgesproken.",
    en="You have arranged a conversation as well.",
    fr="Vous avez aussi convenu d’un entretien.",
)
_PICK = Text(
    nl="Kies een moment voor een gesprek", en="Pick a time to talk", fr="Choisir un moment pour parler"
)
_LOOK = Text(nl="Naar je gesprek", en="To your conversation", fr="Vers votre entretien")
DOORS: Mapping[str, tuple[Text, Text]] = {
    "offered": (_AS_WELL, _PICK),
    "declined": (_AS_WELL, _PICK),
    "booked": (_HAVE_ONE, _LOOK),
    "held": (_HAVE_ONE, _LOOK),
}


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


def _whole(questionnaire: Questionnaire) -> Questionnaire:
    if questionnaire.level is Level.NAMED:
        return questionnaire
    version = ASKS_REASONS.get((questionnaire.key, questionnaire.version))
    return form.complete(questionnaire, reasons_of(version) if version else None)
