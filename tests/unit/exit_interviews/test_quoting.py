"""Whether words may be quoted follows from what was ticked for their part, and from nothing else."""

from __future__ import annotations

from dataclasses import replace

from services.exit_interviews.domain import form
from services.exit_interviews.domain.quoting import may_be_quoted
from services.exit_interviews.policy import catalogue
from shared.questionnaire.values import Answers

FORM = form.complete(catalogue().latest("exit_form"), None)


def test_nothing_said_is_no_and_a_part_speaks_for_its_own_words_alone() -> None:
    assert not may_be_quoted([FORM], "finest", {})
    assert not may_be_quoted([FORM], "finest", {form.QUOTE: None, "use_back": ("named",)})
    assert not may_be_quoted([FORM], "finest", {form.QUOTE: ("work",)})
    assert may_be_quoted([FORM], "finest", {form.QUOTE: ("back", "work")})
    assert not may_be_quoted([FORM], "challenge", {form.QUOTE: ("work",)}), "a scale has no words"
    assert not may_be_quoted([FORM], "aftercare", {form.QUOTE: tuple(part.key for part in form.parts(FORM))})


def test_words_that_stood_in_several_parts_need_each_of_them() -> None:
    back, *others = FORM.sections
    work = replace(others[0], questions=(*others[0].questions, *back.questions))
    moved = replace(FORM, sections=(replace(back, questions=()), work, *others[1:]))
    assert not may_be_quoted([FORM, moved], "finest", {form.QUOTE: ("back",)})
    assert may_be_quoted([FORM, moved], "finest", {form.QUOTE: ("back", "work")})


def test_it_is_asked_once_somebody_wrote_something_and_becomes_no_figure() -> None:
    question = FORM.questions[form.QUOTE]
    nothing: Answers = {}
    assert question.condition is not None
    assert not question.condition.holds(nothing)
    assert question.condition.holds({"finest": "Het feest."})
    assert form.never_a_figure(form.QUOTE)
    assert form.QUOTE in form.held(FORM, {}, late=True)
