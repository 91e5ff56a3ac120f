"""How an invented colleague answers a questionnaire, whatever is in it: a mood, and words that go with it. Pure."""

import random
from datetime import datetime, timedelta
from enum import Enum, auto

from infra.sample.voices import HIGH, LOW, OTHER
from shared.questionnaire.model import Question, Questionnaire
from shared.questionnaire.values import Chosen, Value


class Turn(Enum):
    """What somebody does with an invitation."""

    ANSWERS = auto()
    DECLINES = auto()
    WAITS_FOR_THE_REMINDER = auto()
    STAYS_SILENT = auto()


_SHARES = {
    Turn.ANSWERS: 58,
    Turn.WAITS_FOR_THE_REMINDER: 15,
    Turn.DECLINES: 6,
    Turn.STAYS_SILENT: 21,
}
_WORKLOAD = {"too_little": 1, "right": 6, "much": 4, "too_much": 2}


def turn(rng: random.Random, since: datetime) -> tuple[Turn, datetime]:
    """What somebody does with a letter that came at `since`, and when: some the same day, others days later."""
    chosen = rng.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
    days, minutes, soon = (
        rng.choice((0, 0, 0, 1, 1, 2, 3, 5)),
        rng.randrange(7 * 60, 20 * 60),
        rng.randrange(12, 170),
    )
    day = since.replace(hour=0, minute=0, second=0, microsecond=0)
    return chosen, max(day + timedelta(days=days, minutes=minutes), since + timedelta(minutes=soon))


def answers(questionnaire: Questionnaire, language: str, rng: random.Random) -> dict[str, Value]:
    """The answers of somebody in the mood of the day; open questions are often left open, as people do."""
    mood = min(4.9, max(1.6, rng.gauss(3.9, 0.75)))
    known: dict[str, Value] = {}
    for question in questionnaire.questions.values():
        if question.condition is not None and not question.condition.holds(known):
            continue
        value = _answer(question, mood, language, rng)
        if value is not None:
            known[question.key] = value
    return known


def _answer(question: Question, mood: float, language: str, rng: random.Random) -> Value | None:
    if question.kind == "scale5":
        return min(5, max(1, round(rng.gauss(mood, 0.8))))
    if question.kind == "scale10":
        return min(10, max(0, round(rng.gauss(mood * 2, 1.1))))
    if question.kind == "yes_no":
        return rng.random() < mood / 5
    if question.kind in {"one_of", "several_of"}:
        return _choice(question, mood, language, rng)
    if question.kind in {"short_text", "long_text"}:
        return _words(question.key, mood, language, rng)
    return None


def _choice(question: Question, mood: float, language: str, rng: random.Random) -> Chosen:
    keys = [option.key for option in question.options]
    if question.kind == "one_of":
        weights = [_WORKLOAD.get(key, max(0.4, mood - 2 * index)) for index, key in enumerate(keys)]
        return Chosen((rng.choices(keys, weights)[0],))
    picked = sorted(rng.sample(keys, min(len(keys), rng.choice((1, 1, 2)))), key=keys.index)
    opened = any(option.open for option in question.options if option.key in picked)
    return Chosen(tuple(picked), rng.choice(OTHER[language]) if opened else "")


def _words(key: str, mood: float, language: str, rng: random.Random) -> str | None:
    first, second = (LOW, HIGH) if mood < 3.4 else (HIGH, LOW)
    lines = (first.get(key) or second.get(key) or {}).get(language, ())
    if not lines or rng.random() > (0.3 if key == "anything_else" else 0.6):
        return None
    return rng.choice(lines)
