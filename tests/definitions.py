"""Strategies: any questionnaire that loads, and any answers a browser may send to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from hypothesis import strategies as st

from shared.questionnaire.kinds import Raw
from shared.questionnaire.load import loads
from shared.questionnaire.model import LANGUAGES, Question, Questionnaire

Draw = st.DrawFn
WORDS = dict.fromkeys(LANGUAGES, "woorden")
OPTIONS = ("apple", "pear", "plum", "fig")


@st.composite
def questionnaires(draw: Draw) -> Questionnaire:
    """Any questionnaire that loads: all kinds, conditions that nest and chain."""
    earlier: list[dict[str, Any]] = []
    sections = []
    for number in range(draw(st.integers(1, 3))):
        questions = []
        for _ in range(draw(st.integers(1, 4))):
            question = draw(_questions(f"q{len(earlier)}", earlier=tuple(earlier)))
            questions.append(question)
            earlier.append(question)
        sections.append({"key": f"s{number}", "title": WORDS, "questions": questions})
    top = {
        "key": "made",
        "version": draw(st.integers(1, 9)),
        "level": draw(st.sampled_from(("named", "confidential", "anonymous"))),
        "minutes": 2,
        "title": WORDS,
        "introduction": WORDS,
        "who_reads": WORDS,
        "sections": sections,
    }
    return loads(yaml.dump(top, Dumper=_Plain, allow_unicode=True), file="made.yaml")


@st.composite
def raw_answers(draw: Draw, questionnaire: Questionnaire) -> dict[str, Raw]:
    """Answers as a browser may send them: good ones, none, and nonsense."""
    keys = draw(st.lists(st.sampled_from(list(questionnaire.questions)), unique=True))
    return {key: draw(raws(questionnaire.questions[key])) for key in keys}


@st.composite
def raws(draw: Draw, question: Question) -> Raw:
    """An answer to one question, more often good than not."""
    good: st.SearchStrategy[Raw] = {
        "scale5": st.integers(1, 5).map(lambda step: Raw((str(step),))),
        "scale10": st.integers(0, 10).map(lambda step: Raw((str(step),))),
        "yes_no": st.sampled_from(("yes", "no")).map(lambda word: Raw((word,))),
        "one_of": st.builds(Raw, _codes(question).map(lambda code: (code,)), other=st.text(max_size=20)),
        "several_of": st.builds(
            Raw, st.lists(_codes(question), max_size=question.most or 4).map(tuple), other=st.just("")
        ),
        "date": st.dates().map(lambda day: Raw((day.isoformat(),))),
    }.get(question.kind, st.text(max_size=60).map(lambda text: Raw((text,))))
    anything = st.builds(
        Raw, st.lists(st.text(max_size=10), max_size=3).map(tuple), other=st.text(max_size=10)
    )
    return draw(st.one_of(good, good, good, st.just(Raw()), anything))


class _Plain(yaml.SafeDumper):
    """Definitions use no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _codes(question: Question) -> st.SearchStrategy[str]:
    return st.sampled_from([option.key for option in question.options] or ["x"])


@st.composite
def _questions(draw: Draw, key: str, earlier: Sequence[dict[str, Any]]) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(
            ("scale5", "scale10", "one_of", "several_of", "short_text", "long_text", "date", "yes_no")
        )
    )
    question: dict[str, Any] = {"key": key, "kind": kind, "text": WORDS, "required": draw(st.booleans())}
    if kind.startswith("scale"):
        question |= {"low": WORDS, "high": WORDS}
    if kind.endswith("_of"):
        count = draw(st.integers(2, 4))
        question["options"] = [{"key": option, "text": WORDS} for option in OPTIONS[:count]]
        if draw(st.booleans()):
            question["other"] = WORDS
    if kind == "several_of" and draw(st.booleans()):
        question |= {"min": 1, "max": draw(st.integers(1, 2))}
    conditional: bool = draw(st.booleans())
    if earlier and conditional:
        question["when"] = draw(_conditions(earlier))
    return question


def _conditions(earlier: Sequence[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.sampled_from(list(earlier)).flatmap(_comparisons)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


def _comparisons(question: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    kind, key = question["kind"], question["key"]
    tests: list[st.SearchStrategy[dict[str, Any]]] = [st.booleans().map(lambda value: {"answered": value})]
    if kind.startswith("scale"):
        steps = st.integers(1, 5)
        tests.append(
            st.tuples(st.sampled_from(("equals", "at_least", "at_most")), steps).map(
                lambda pair: dict([pair])
            )
        )
        tests.append(st.lists(steps, min_size=1, max_size=3).map(lambda some: {"in": some}))
    if kind == "one_of":
        tests.append(st.sampled_from(OPTIONS[:2]).map(lambda code: {"equals": code}))
    if kind == "several_of":
        tests.append(st.sampled_from(OPTIONS[:2]).map(lambda code: {"contains": code}))
    if kind == "yes_no":
        tests.append(st.booleans().map(lambda value: {"equals": value}))
    return st.one_of(tests).map(lambda test: {"question": key, **test})
