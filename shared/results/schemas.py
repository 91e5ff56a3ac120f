"""What goes in and comes out of the JSON side of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow as ma

from shared.disclosure.figures import COMPLEMENT, TOO_FEW
from shared.results import periods, responses, words
from shared.results.comparing import CHANCE, LESS, MORE
from shared.web.api import PageArgs, page_schema
from shared.web.texts import marked

ALL, GROUP, REST = "all", "group", "rest"
_HIDDEN: Mapping[str, Any] = {
    "description": f"Why nothing is shown: {TOO_FEW}, or {COMPLEMENT} of one that is hidden; null where it is shown"
}
_DIFFERENCE: Mapping[str, Any] = {
    "description": "Beside the period before: more or less than chance explains, chance; null where there is no before"
}
_UNTIL: Mapping[str, Any] = {
    "description": "What nobody could change any more before this day is counted; more comes on the first of a month"
}
_DIFFERENCES = (MORE, LESS, CHANCE)


class PeriodField(ma.fields.Field[periods.Period]):
    """A year or a quarter."""

    default_error_messages = {"invalid": marked("Schrijf een jaar of een kwartaal, zoals 2026 of 2026-Q1.")}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> periods.Period:
        found = periods.read(str(value).strip())
        if found is None:
            raise self.make_error("invalid")
        return found


class CutArgs(PageArgs):
    """Of whom, of when."""

    period = PeriodField(
        load_default=None,
        metadata={"type": "string", "description": "2026 or 2026-Q1; without it all that there is"},
    )
    within = ma.fields.String(
        load_default="",
        validate=[ma.validate.Length(max=1000), ma.validate.ContainsNoneOf("\0")],
        metadata={"description": "A department as people writes it: Zorg > Thuiszorg"},
    )


class ResultsArgs(CutArgs):
    """And told apart by what."""

    by = ma.fields.String(load_default=None, validate=ma.validate.OneOf(list(words.BY)))


class ResponseArgs(CutArgs):
    """And told apart by what."""

    by = ma.fields.String(load_default=responses.BY[0], validate=ma.validate.OneOf(responses.BY))


class AnswerSchema(ma.Schema):
    """How many people gave an answer."""

    value = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    share = ma.fields.Float(
        required=True, metadata={"description": "Of n; who picked several counts with each"}
    )


class BeforeSchema(ma.Schema):
    """The same of the period before."""

    n = ma.fields.Integer(required=True)
    mean = ma.fields.Float(required=True, allow_none=True)
    answers = ma.fields.List(ma.fields.Nested(AnswerSchema), required=True)


class ResultSchema(ma.Schema):
    """What a group of people answered to a question."""

    question = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    of = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf((ALL, GROUP, REST)),
        metadata={"description": "all; one group; rest: those who are not told apart, together"},
    )
    group = ma.fields.String(required=True, allow_none=True)
    n = ma.fields.Integer(required=True, allow_none=True)
    hidden = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf((TOO_FEW, COMPLEMENT)), metadata=_HIDDEN
    )
    mean = ma.fields.Float(required=True, allow_none=True)
    answers = ma.fields.List(ma.fields.Nested(AnswerSchema), required=True)
    words = ma.fields.List(
        ma.fields.String(),
        required=True,
        allow_none=True,
        metadata={
            "description": "What people wrote, in an order of chance; null where it is no such question or too few"
        },
    )
    before = ma.fields.Nested(BeforeSchema, required=True, allow_none=True)
    difference = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(_DIFFERENCES), metadata=_DIFFERENCE
    )


class SurveyedSchema(ma.Schema):
    """A questionnaire, and of how many people its results speak."""

    questionnaire = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    n = ma.fields.Integer(required=True, allow_none=True)
    hidden = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf((TOO_FEW,)), metadata=_HIDDEN
    )


class ResponseSchema(ma.Schema):
    """How many of a group had the time to answer, and how many did."""

    of = ma.fields.String(required=True, validate=ma.validate.OneOf((ALL, GROUP, REST)))
    group = ma.fields.String(required=True, allow_none=True)
    n = ma.fields.Integer(required=True, allow_none=True)
    answered = ma.fields.Integer(required=True, allow_none=True)
    share = ma.fields.Float(required=True, allow_none=True)
    hidden = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf((TOO_FEW, COMPLEMENT)), metadata=_HIDDEN
    )
    n_before = ma.fields.Integer(required=True, allow_none=True)
    share_before = ma.fields.Float(required=True, allow_none=True)
    difference = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(_DIFFERENCES), metadata=_DIFFERENCE
    )


def _page(item: type[ma.Schema]) -> type[ma.Schema]:
    """Return a page of ``item`` with the day up to which it is true."""
    until = ma.fields.Date(required=True, metadata=_UNTIL)
    made: type[ma.Schema] = type(f"Dated{page_schema(item).__name__}", (page_schema(item),), {"until": until})
    return made


ResultPageSchema = _page(ResultSchema)
SurveyedPageSchema = _page(SurveyedSchema)
ResponsePageSchema = _page(ResponseSchema)
