"""What came of one question, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.disclosure.figures import Figure, Table
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.kinds.scales import Scale
from shared.questionnaire.model import Question, Questionnaire

SCALE, CHOICE, YES_NO, WORDS, OTHER = "scale", "choice", "yes_no", "words", "other"
_FAMILIES = {
    "scale5": SCALE,
    "scale10": SCALE,
    "one_of": CHOICE,
    "several_of": CHOICE,
    "yes_no": YES_NO,
    "short_text": WORDS,
    "long_text": WORDS,
}
YES = "1"


@dataclass(frozen=True, kw_only=True)
class Result:
    """The figures of one question: of all, of all in the period before, and of groups; and what was written."""

    question: Question
    total: Figure | None = None
    before: Figure | None = None
    groups: Table[str] | None = None
    groups_before: Mapping[str, Figure] = field(default_factory=dict)
    written: int = 0
    texts: Sequence[str] | None = None

    @property
    def family(self) -> str:
        """Return how it is counted."""
        return family(self.question)

    @property
    def top(self) -> str | None:
        """Return the answer that was given most; yes where it is yes or no."""
        if self.family == YES_NO:
            return YES
        tally = self.total.tally if self.total else {}
        return max(tally, key=lambda value: (tally[value], value), default=None)

    def measure(self, figure: Figure | None) -> float | None:
        """Return the one number by which groups are laid beside one another: a mean, or the share of the top answer."""
        if figure is None or not figure.people:
            return None
        if self.family == SCALE:
            return figure.mean
        return figure.share(self.top) if self.top is not None else None


def family(question: Question) -> str:
    """Return how the answers to ``question`` are counted."""
    return _FAMILIES.get(question.kind, OTHER)


def scale_of(question: Question) -> range:
    """Return the steps of a scale."""
    kind = kind_of(question)
    return kind.steps if isinstance(kind, Scale) else range(0)


def values_of(question: Question, language: str) -> list[tuple[str, str]]:
    """Return the answers to pick from, as they are tallied, in words."""
    steps = scale_of(question)
    if steps:
        ends = {steps[0]: question.low, steps[-1]: question.high}
        return [
            (str(step), f"{step}: {end.said(language)}" if (end := ends.get(step)) else str(step))
            for step in steps
        ]
    options = kind_of(question).options(question)
    if family(question) == YES_NO:
        return [("1" if one.key == "yes" else "0", one.text.said(language)) for one in options]
    return [(one.key, one.text.said(language)) for one in options]


def questions_of(versions: Sequence[Questionnaire]) -> dict[str, Question]:
    """Return the questions of all versions by key, as the newest that has them asks them, the newest first."""
    found: dict[str, Question] = {}
    for version in sorted(versions, key=lambda one: one.version, reverse=True):
        for key, question in version.questions.items():
            found.setdefault(key, question)
    return found
