"""The numbers HR may change, the questions in use, and the reasons that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.exit_interviews.domain import reasons, reports
from services.exit_interviews.domain.guide import without_reasons
from services.exit_interviews.domain.reasons import Reasons
from services.exit_interviews.domain.reports import Promise
from shared.asking.policy import Policy, questionnaires_in
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Question, Text

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
# Which version of the catalogue of reasons a version of ours asks for. Written down, so that it never shifts; what HR
# publishes asks for the edition that was in force then (store/editions.py).
ASKS_REASONS = {("exit_form", 1): 1}
# And which one the lists of HR's own that came before any edition; a next catalogue leaves them as they are.
LISTS_ASK = 1


@dataclass(frozen=True, kw_only=True)
class ReportPolicy:
    """How long reports of conversations are read, and kept."""

    # So long may the person read it and say what should be otherwise; silence is agreement, and the letter says so.
    read_days: int = 7
    # And so long, at least, once what they said has been settled.
    settled_days: int = 3
    # After the last day. Long enough for the evaluation of two years, and no longer than anybody still needs it.
    kept_months: int = 24


REPORTS = ReportPolicy()
# Words are quoted for as long as anybody evaluates the years that they are about; then nothing tells any more that they
# might be. The text itself stays among those of its circle.
QUOTED_MONTHS = 24
KEPT_BECAUSE = Text(
    nl="zodat we er in de evaluaties van twee jaar van kunnen leren",
    en="so that we can learn from it in the evaluations of two years",
    fr="afin d’en tirer des leçons dans les évaluations de deux années",
)
# What the person is told about who reads the report. A promise never changes: what is otherwise is the next.
PROMISE = 1
PROMISES = {
    1: Promise(
        board=frozenset({reports.WENT, reports.WHY, reports.BETTER}),
        lessons=True,
        words=Text(
            nl="Eerst lees jij het verslag, en jij zegt wat anders moet. Daarna leest HR het. Het bestuur leest het pas"
            " als HR het vrijgeeft: zonder je naam en je functie, met je afdeling en het soort vertrek. Wat apart"
            " staat, krijgt het bestuur niet. Je leidinggevende krijgt niets.",
            en="You read the report first, and you say what should be otherwise. Then HR reads it. The board reads it"
            " only once HR releases it: without your name and your function, with your department and the kind of"
            " leaving. What is kept apart does not go to the board. Your manager gets nothing.",
            fr="Vous lisez d’abord le compte rendu, et vous dites ce qui doit changer. Ensuite, les RH le lisent. La"
            " direction ne le lit que lorsque les RH le transmettent : sans votre nom ni votre fonction, avec votre"
            " département et le type de départ. Ce qui est mis à part n’est pas transmis à la direction. Votre"
            " responsable ne reçoit rien.",
        ),
    )
}
# What leads from the conversation, once it has been, to its report and to staying in touch.
REPORT_DOOR = (
    Text(
        nl="Het verslag van je gesprek is er. Je kunt het lezen en zeggen wat anders moet.",
        en="The report of your conversation is there. You can read it and say what should be otherwise.",
        fr="Le compte rendu de votre entretien est prêt. Vous pouvez le lire et dire ce qui doit changer.",
    ),
    Text(nl="Lees het verslag", en="Read the report", fr="Lire le compte rendu"),
)
CONTACT_DOOR = (
    Text(
        nl="Wil je in contact blijven? Je kiest zelf waarover je iets hoort, en je hoeft niets te kiezen.",
        en="Would you like to stay in touch? You choose what you hear about, and you need not choose anything.",
        fr="Souhaitez-vous rester en contact ? Vous choisissez de quoi nous vous parlons, et rien n’est obligatoire.",
    ),
    Text(nl="In contact blijven", en="Stay in touch", fr="Rester en contact"),
)
# Of who is not asked why they leave.
WITHOUT_WHY = (reports.WENT, reports.BETTER, reports.APART)
PREVENT = "prevent"


def parts_of(kind: str) -> tuple[str, ...]:
    """Return the parts that the report about a kind of leaving has."""
    return WITHOUT_WHY if without_reasons(kind) else reports.PARTS


def asks_why(kind: str) -> bool:
    """Return whether a kind of leaving has reasons to speak of."""
    return not without_reasons(kind)


def preventions() -> Question:
    """Return the question of the form about what could have prevented the leaving: interviewers use its words."""
    return catalogue().latest(FORM).questions[PREVENT]


# A conversation asks for two quiet hours; it need not fill them.
TALK_MINUTES = 120
# What an interviewer noted beforehand serves the conversation and the words of thanks after it; then it is wiped.
BEFOREHAND_KEPT_DAYS = 30

# What leads from the form to the conversation, as long as a time can be picked.
AS_WELL = Text(
    nl="Je kunt er ook over praten, in een rustig gesprek van ongeveer twee uur: naast deze vragen, of in plaats"
    " ervan.",
    en="You can also talk about it, in a quiet conversation of about two hours: beside these questions, or instead of"
    " them.",
    fr="Vous pouvez aussi en parler, dans un entretien tranquille d’environ deux heures : en plus de ces questions, ou"
    " à leur place.",
)


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
