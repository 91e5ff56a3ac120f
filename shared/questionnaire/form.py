"""From what somebody sends, as a form or as JSON, to answers or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import RAISE, Schema, ValidationError, post_load, validates_schema

from shared.kernel.errors import Invalid
from shared.questionnaire.kinds import Raw, kind_of
from shared.questionnaire.model import Question, Questionnaire
from shared.questionnaire.problems import Problem, Refused
from shared.questionnaire.values import Answers, Chosen, Value

MISSING = Problem("Deze vraag heeft nog een antwoord nodig.")
NOT_ASKED = Problem("Deze vraag is niet gesteld.")
UNKNOWN = Problem("Deze vraag kennen we niet.")
OTHER = ".other"

Raws = Mapping[str, Raw]
Problems = Mapping[str, Problem]


@dataclass(frozen=True)
class Reading:
    """What came of raw answers: those that are good, and what is wrong with the rest."""

    answers: Answers
    problems: Problems


def raws_of(questionnaire: Questionnaire, form: Mapping[str, Collection[str]]) -> dict[str, Raw]:
    """Gather the fields of a page by question; raise Invalid for fields that belong to none.

    Only questions whose field is in the form are in the result: a field that was not sent has not been touched.
    Names that start with an underscore are the page's own.
    """
    found: dict[str, Raw] = {}
    strangers: dict[str, list[str]] = {}
    for name, values in form.items():
        if name.startswith("_"):
            continue
        key = name.removesuffix(OTHER)
        if key not in questionnaire.questions:
            strangers[name] = [UNKNOWN.text]
            continue
        before = found.get(key, Raw())
        if name.endswith(OTHER):
            found[key] = Raw(before.values, next(iter(values), ""))
        else:
            found[key] = Raw(tuple(values), before.other)
    if strangers:
        raise Invalid(strangers)
    return found


def raws_from(answers: Answers) -> dict[str, Raw]:
    """Return answers as a page would send them, to be changed."""
    return {key: _raw_from(value) for key, value in answers.items()}


def read(questions: Collection[Question], raws: Raws) -> Reading:
    """Read the raw answers to ``questions``, each by its kind."""
    answers: dict[str, Value] = {}
    problems: dict[str, Problem] = {}
    for question in questions:
        try:
            value = kind_of(question).parse(question, raws.get(question.key, Raw()))
        except Refused as refused:
            problems[question.key] = refused.problem
            continue
        if value is not None:
            answers[question.key] = value
    return Reading(answers, problems)


def missing(questions: Collection[Question], answers: Answers) -> Problems:
    """Return what is wrong where a question that needs an answer has none."""
    return {each.key: MISSING for each in questions if each.required and each.key not in answers}


def whole(questionnaire: Questionnaire, raws: Raws) -> Reading:
    """Read all raw answers and keep those to questions that are asked: what may be sent, and what stands in its way."""
    reading = read(list(questionnaire.questions.values()), raws)
    asked = list(questionnaire.asked(reading.answers))
    kept = {each.key: reading.answers[each.key] for each in asked if each.key in reading.answers}
    wrong = {each.key: reading.problems[each.key] for each in asked if each.key in reading.problems}
    lacking = {key: problem for key, problem in missing(asked, kept).items() if key not in wrong}
    return Reading(kept, {**wrong, **lacking})


class AnswersSchema(Schema):
    """The base of every schema made from a questionnaire; loads into ``Answers``."""

    questionnaire: Questionnaire

    class Meta:
        """Answers to questions that do not exist are refused."""

        unknown = RAISE

    @validates_schema(skip_on_field_errors=True)
    def _judge(self, data: dict[str, Any], **_: object) -> None:
        answers, errors = _loaded(self.questionnaire, data)
        asked = {question.key: question for question in self.questionnaire.asked(answers)}
        errors |= {key: [NOT_ASKED.text] for key in answers if key not in asked}
        lacking = missing(list(asked.values()), answers)
        errors |= {key: [str(problem)] for key, problem in lacking.items() if key not in errors}
        if errors:
            raise ValidationError(cast("dict[str, Any]", errors))

    @post_load
    def _answers(self, data: dict[str, Any], **_: object) -> dict[str, Value]:
        return _loaded(self.questionnaire, data)[0]


def schema(questionnaire: Questionnaire) -> type[AnswersSchema]:
    """Return the marshmallow schema of answers as JSON: for the API and its description."""
    fields = {key: kind_of(question).field(question) for key, question in questionnaire.questions.items()}
    for key, question in questionnaire.questions.items():
        fields[key].metadata = {**fields[key].metadata, "description": question.text.en}
        fields[key].allow_none = True
    name = "".join(part.capitalize() for part in questionnaire.key.split("_"))
    made = type(
        f"{name}Answers{questionnaire.version}",
        (AnswersSchema,),
        {**fields, "questionnaire": questionnaire, "__doc__": questionnaire.title.en},
    )
    return cast("type[AnswersSchema]", made)


def dumped(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """Return answers as the JSON that their schema loads."""
    questions = questionnaire.questions
    return {key: kind_of(questions[key]).dumped(questions[key], value) for key, value in answers.items()}


def _loaded(
    questionnaire: Questionnaire, data: Mapping[str, Any]
) -> tuple[dict[str, Value], dict[str, list[str]]]:
    answers: dict[str, Value] = {}
    errors: dict[str, list[str]] = {}
    for key, question in questionnaire.questions.items():
        if data.get(key) is None:
            continue
        try:
            value = kind_of(question).loaded(question, data[key])
        except Refused as refused:
            errors[key] = [str(refused)]
            continue
        if value is not None:
            answers[key] = value
    return answers, errors


def _raw_from(value: Value) -> Raw:
    if isinstance(value, Chosen):
        return Raw(value.codes, value.other)
    if isinstance(value, bool):
        return Raw(("yes" if value else "no",))
    return Raw((value.isoformat() if isinstance(value, date) else str(value),))
