"""The numbers HR may change, and the questions in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from shared.asking.policy import Policy, questionnaires_in
from shared.kernel.texts import marked
from shared.questionnaire.load import Catalogue

QUESTIONNAIRES = Path(__file__).parent / "questionnaires"
MOMENTS = ("before_start", "week_1", "back_1", "month_1", "month_3", "month_6", "month_11")

POLICY = Policy(remind_after_working_days=5)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From which share something is a signal, and why from there."""

    share: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A question with the option that says that there is no place to work, and the question that everybody gets."""

    questionnaire: str
    question: str
    option: str
    everybody: str


# What becomes a signal at the desk. The reasons are read there by HR.
BROKEN = Threshold(
    share=0.4,
    reason=marked(
        "Dat het anders is dan verwacht, komt overal voor. Zegt vier op de tien het, dan beloven we bij de werving iets"
        " anders dan mensen er vinden."
    ),
)
SILENT = Threshold(
    share=0.8,
    reason=marked(
        "Meedoen is vrij, en een op de drie doet het vaak niet. Antwoordt hooguit een op de vijf, dan komt de brief"
        " verkeerd aan, of voelen mensen zich niet vrij."
    ),
)
NO_PLACE = Threshold(
    share=0.1,
    reason=marked(
        "Een plek om te werken hoort er op de eerste dag te zijn. Een vergissing kan; mist een op de tien er een, dan"
        " is het geen toeval meer."
    ),
)
# The answer that says that something turned out otherwise, in each question that asks back what was expected.
TURNED_OUT = "different"
MISSING = (
    Missing(questionnaire="week_1", question="missing", option="desk", everybody="ready"),
    Missing(questionnaire="month_1", question="missing", option="desk", everybody="tools"),
)
# A year: so many newcomers that departments can be told apart, and so short ago that it can be mended.
LOOK_BACK_QUARTERS = 4
# What HR has seen comes back when it is a tenth of the people worse: less may be one person in a small group.
WORSE_BY = 0.1
# After half a year it is about other people.
SEEN_LASTS = timedelta(days=183)


@cache
def catalogue() -> Catalogue:
    """Return all versions of the questionnaires of check-ins."""
    return questionnaires_in(QUESTIONNAIRES)
