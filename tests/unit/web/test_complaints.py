"""What marshmallow finds wrong is said in the language of whoever asked."""

from __future__ import annotations

import json
from typing import Any

import marshmallow as ma
import pytest
from flask.views import MethodView
from flask_smorest import Blueprint

from shared.web.auth import public
from shared.web.complaints import spoken

WHOLE = ma.validate.Range(min=1, max=5)


class Wanted(ma.Schema):
    """All that may be wrong."""

    name = ma.fields.String(required=True, validate=ma.validate.Length(max=3))
    code = ma.fields.String(validate=ma.validate.Length(min=2))
    pin = ma.fields.String(validate=ma.validate.Length(equal=4))
    word = ma.fields.String(validate=ma.validate.Length(min=2, max=3))
    digits = ma.fields.String(validate=ma.validate.Regexp(r"\d+"))
    number = ma.fields.Integer(validate=WHOLE)
    least = ma.fields.Integer(validate=ma.validate.Range(min=1))
    most = ma.fields.Integer(validate=ma.validate.Range(max=1))
    price = ma.fields.Decimal()
    ratio = ma.fields.Float()
    sure = ma.fields.Boolean()
    id = ma.fields.UUID()
    day = ma.fields.Date()
    moment = ma.fields.AwareDateTime()
    email = ma.fields.Email()
    kind = ma.fields.String(validate=ma.validate.OneOf(["a", "b"]))
    many = ma.fields.List(ma.fields.Integer())
    rest = ma.fields.Dict()
    inner = ma.fields.Nested(ma.Schema.from_dict({"x": ma.fields.Integer()}))


WRONG: dict[str, Any] = {
    "name": "four", "code": "a", "pin": "1", "word": "x", "digits": "x", "number": 9, "least": 0, "most": 2,
    "price": "NaN", "ratio": "x", "sure": "perhaps", "id": "x", "day": "yesterday", "moment": "2027-03-09T14:00",
    "email": "x", "kind": "c", "many": ["x"], "rest": 1, "inner": 1, "unknown": 1,
}  # fmt: skip
ENGLISH = (
    "valid", "Must be", "Missing", "Unknown", "Longer", "Shorter", "Invalid", "Length must", "pattern", "permitted",
)  # fmt: skip


def post(browse: Any, body: Any, *, language: str | None = None, kind: str = "application/json") -> Any:
    things = Blueprint("things", __name__, url_prefix="/trial/api/v1")

    @things.route("/things")
    class Things(MethodView):
        @public
        @things.arguments(Wanted)  # type: ignore[untyped-decorator]  # flask-smorest ships no types
        @things.response(200)  # type: ignore[untyped-decorator]
        def post(self, _data: dict[str, Any]) -> str:
            return "added"

    client = browse(apis=[things])
    headers = {"Accept-Language": language} if language else {}
    return client.post("/trial/api/v1/things", data=body, content_type=kind, headers=headers)


@pytest.mark.parametrize("body", [WRONG, {}, {"name": None}, {"name": 3}, {"number": "x"}, {"many": 1}, []])
def test_the_house_speaks_dutch_where_nothing_else_is_asked(browse: Any, body: Any) -> None:
    answer = post(browse, json.dumps(body | {} if isinstance(body, dict) else body))
    assert answer.status_code == 422
    reasons = [reason for found in answer.get_json()["errors"].values() for reason in found]
    assert reasons
    for reason in reasons:
        assert not any(word in reason for word in ENGLISH), reason


def test_places_in_a_sentence_are_kept(browse: Any) -> None:
    errors = post(browse, json.dumps(WRONG)).get_json()["errors"]
    assert errors["number"] == ["Dit moet tussen 1 en 5 liggen."]
    assert errors["least"] == ["Dit moet 1 of meer zijn."]
    assert errors["name"] == ["Dit is te lang: hooguit 3."]
    assert errors["kind"] == ["Kies uit: a, b."]
    assert errors["many.0"] == ["Hier hoort een heel getal."]


@pytest.mark.parametrize(
    ("language", "says"), [("en", "This must be filled in."), ("fr-BE", "Ceci doit être rempli.")]
)
def test_it_speaks_the_language_of_the_request(browse: Any, language: str, says: str) -> None:
    assert post(browse, "{}", language=language).get_json()["errors"]["name"] == [says]


def test_json_that_cannot_be_read_is_said_in_dutch_too(browse: Any) -> None:
    answer = post(browse, "{")
    assert answer.get_json()["errors"] == {"json": ["Dit is geen JSON die we kunnen lezen."]}


def test_what_is_not_theirs_passes_as_it_is(browse: Any, app: Any) -> None:
    with app.test_request_context("/"):
        assert spoken("Deze afdeling is er niet: 100% {min}.") == "Deze afdeling is er niet: 100% {min}."
        assert spoken("Must be one of: 50%, a\nb.") == "Kies uit: 50%, a\nb."
