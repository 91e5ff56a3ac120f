from __future__ import annotations

import json
from typing import Any

import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from shared.kernel.errors import Invalid
from shared.questionnaire import form
from shared.questionnaire.kinds import Raw
from shared.questionnaire.load import loads
from shared.questionnaire.model import Questionnaire
from tests.asked import SOURCE
from tests.definitions import questionnaires, raw_answers

TRIAL = loads(SOURCE, file="trial.yaml")
SCHEMA = form.schema(TRIAL)
GOOD: dict[str, Any] = {
    "mood": 2,
    "why": "druk",
    "tools": {"codes": ["desk", "other"], "other": "stoel"},
    "place": "home",
    "talk": True,
    "day": "2027-02-03",
    "again": 0,
    "name": "ja",
    "rest": "👋",
}


def errors(data: dict[str, Any]) -> dict[str, Any]:
    with pytest.raises(ValidationError) as refused:
        SCHEMA().load(data)
    assert isinstance(refused.value.messages, dict)
    return refused.value.messages


def test_good_json_becomes_answers_and_json_again() -> None:
    answers = SCHEMA().load(GOOD)
    assert form.dumped(TRIAL, answers) == GOOD


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mood": 9}, "mood"),
        ({"mood": "2"}, "mood"),
        ({"mood": True}, "mood"),
        ({"mood": None, "why": None}, "mood"),
        ({"talk": "yes"}, "talk"),
        ({"talk": 1}, "talk"),
        ({"day": "gisteren"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"place": "mars"}, "place"),
        ({"place": ["home"]}, "place"),
        ({"tools": ["desk"]}, "tools"),
        ({"tools": {"codes": ["desk", "desk"]}}, "tools"),
        ({"tools": {"codes": ["desk", "laptop", "other"]}}, "tools"),
        ({"tools": {"codes": ["desk"], "other": "stoel"}}, "tools"),
        ({"tools": {"codes": "desk"}}, "tools"),
        ({"name": "x" * 201}, "name"),
        ({"rest": "x" * 10_001}, "rest"),
        ({"rest": 5}, "rest"),
        ({"colour": "red"}, "colour"),
        ({"mood": 3}, "why"),
        ({"talk": False}, "day"),
    ],
)
def test_wrong_json_is_refused_at_its_field(change: dict[str, Any], field: str) -> None:
    assert set(errors({**GOOD, **change})) == {field}


def test_a_question_that_was_not_asked_needs_no_answer() -> None:
    assert SCHEMA().load({"mood": 5}) == {"mood": 5}


def test_the_schema_describes_itself_for_openapi() -> None:
    spec = APISpec("x", "1", openapi_version="3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.schema("Trial", schema=SCHEMA)
    described = spec.to_dict()["components"]["schemas"]["Trial"]["properties"]
    assert described["mood"]["minimum"] == 1
    assert described["mood"]["description"] == "Hoe was je week? (en)"
    assert described["rest"]["maxLength"] == 10_000
    assert described["place"]["enum"] == ["home", "office", None]


def test_a_field_that_belongs_to_no_question_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        form.raws_of(TRIAL, {"mood": ["1"], "_sheet": ["x"], "nobody": ["1"], "nobody.other": ["x"]})
    assert set(refused.value.fields) == {"nobody", "nobody.other"}


def test_only_fields_that_were_sent_are_touched() -> None:
    raws = form.raws_of(TRIAL, {"tools": ["", "desk"], "tools.other": ["stoel"]})
    assert raws == {"tools": Raw(("", "desk"), "stoel")}


@settings(max_examples=30)
@given(st.data())
def test_no_raw_answers_cause_an_accident_and_hidden_answers_are_never_kept(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires())
    raws = data.draw(raw_answers(questionnaire))
    reading = form.whole(questionnaire, raws)
    asked = {question.key for question in questionnaire.asked(reading.answers)}
    assert set(reading.answers) <= asked
    assert set(reading.problems) <= asked
    assert not set(reading.answers) & set(reading.problems)


@settings(max_examples=30)
@given(st.data())
def test_what_a_form_accepts_the_schema_accepts_too(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires())
    reading = form.whole(questionnaire, data.draw(raw_answers(questionnaire)))
    if reading.problems:
        return
    sent = json.loads(json.dumps(form.dumped(questionnaire, reading.answers)))
    assert form.schema(questionnaire)().load(sent) == reading.answers
