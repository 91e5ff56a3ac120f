from __future__ import annotations

import json
from typing import Any

import marshmallow as ma
import pytest
import structlog.testing
from flask import abort, request
from flask.views import MethodView
from flask_smorest import Blueprint
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError

from shared.kernel.errors import Conflict, DomainError, Invalid, TooMany
from shared.web.auth import public


class AlreadyAnswered(Conflict):
    """For this test."""

    code = "already_answered"
    text = "Dit is al beantwoord door %(name)s."


def raising(error: BaseException) -> Any:
    @public
    def view() -> str:
        raise error

    return view


def problem(answer: Any) -> dict[str, Any]:
    assert answer.content_type == "application/problem+json"
    document: dict[str, Any] = json.loads(answer.data)
    assert document["status"] == answer.status_code
    assert document["type"] == f"urn:weerzien:problem:{document['code']}"
    return document


def test_a_domain_error_is_a_problem_document_for_programs_and_a_page_for_people(browse: Any) -> None:
    error = AlreadyAnswered(name="Åsa <b>")
    client = browse({"GET /trial/api/v1/x": raising(error), "GET /trial/page": raising(error)})
    document = problem(client.get("/trial/api/v1/x"))
    assert document["code"] == "already_answered"
    assert document["detail"] == "Dit is al beantwoord door Åsa <b>."
    page = client.get("/trial/page")
    assert page.status_code == 409
    assert "Åsa &lt;b&gt;." in page.text


def test_an_invalid_form_names_its_fields(browse: Any) -> None:
    client = browse({"GET /trial/api/v1/x": raising(Invalid({"hire_date": ["Schrijf een datum."]}))})
    assert problem(client.get("/trial/api/v1/x"))["errors"] == {"hire_date": ["Schrijf een datum."]}


def test_too_many_says_when_to_come_back(browse: Any) -> None:
    answer = browse({"GET /trial/page": raising(TooMany(seconds=90))}).get("/trial/page")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 413, 415, 418, 422, 429, 500, 503])
def test_every_abort_has_words_and_a_code(browse: Any, status: int) -> None:
    client = browse({"GET /trial/api/v1/x": public(lambda: abort(status))})
    document = problem(client.get("/trial/api/v1/x"))
    assert document["detail"]
    assert document["code"]


def test_unknown_addresses_and_methods_are_told_in_both_forms(browse: Any) -> None:
    client = browse({"GET /trial/page": public(lambda: "x"), "GET /trial/api/v1/x": public(lambda: "x")})
    assert problem(client.get("/trial/api/v1/nowhere"))["code"] == "not_found"
    refused = client.delete("/trial/api/v1/x")
    assert problem(refused)["code"] == "method_not_allowed"
    assert "GET" in refused.headers["Allow"]
    page = client.get("/trial/nowhere?lang=en")
    assert page.status_code == 404
    assert '<html lang="en"' in page.text
    assert "We cannot find this" in page.text


def test_an_accident_is_logged_under_the_id_that_is_shown_and_tells_nothing_else(browse: Any) -> None:
    secret = RuntimeError("jan@voorbeeld.example at /onboarding/a/s3cret\nDETAIL: Jan")
    client = browse({"GET /trial/page": raising(secret), "GET /trial/api/v1/x": raising(secret)})
    with structlog.testing.capture_logs() as lines:
        page = client.get("/trial/page")
        document = problem(client.get("/trial/api/v1/x"))
    accidents = [line for line in lines if line["event"] == "accident"]
    assert [line["says"] for line in accidents] == ["…@… at /onboarding/a/…"] * 2
    assert accidents[0]["request_id"] in page.text
    assert accidents[1]["request_id"] == document["id"]
    assert "s3cret" not in page.text
    assert "Jan" not in json.dumps(lines)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("SELECT 1", {}, Exception("server closed the connection")), 503),
        (DataError("INSERT", {}, Exception("cannot contain NUL")), 422),
        (ProgrammingError("SELEC", {}, Exception("syntax error")), 500),
    ],
)
def test_the_database_s_troubles_are_told_apart(browse: Any, error: Exception, status: int) -> None:
    assert browse({"GET /trial/page": raising(error)}).get("/trial/page").status_code == status


class PersonSchema(ma.Schema):
    name = ma.fields.String(required=True)
    start = ma.fields.Nested(ma.Schema.from_dict({"day": ma.fields.Date(required=True)}))


def people_api() -> Blueprint:
    blueprint = Blueprint("people", __name__, url_prefix="/trial/api/v1")

    @blueprint.route("/people")
    class People(MethodView):
        @blueprint.arguments(PersonSchema)  # type: ignore[untyped-decorator]  # flask-smorest ships no types
        @blueprint.response(201, PersonSchema)  # type: ignore[untyped-decorator]
        def post(self, person: dict[str, Any]) -> dict[str, Any]:
            return person

    return blueprint


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"name": 3}, {"name": ["Hier hoort tekst."]}),
        ({}, {"name": ["Dit moet ingevuld zijn."]}),
        ({"name": "x", "start": {"day": "gisteren"}}, {"start.day": ["Schrijf een datum zo: 2027-03-09."]}),
        ([1], {"_schema": ["Hier hoort een object."]}),
    ],
)
def test_what_marshmallow_refuses_has_the_same_shape(
    browse: Any, bearer: dict[str, str], body: Any, errors: dict[str, list[str]]
) -> None:
    answer = browse(apis=[people_api()]).post("/trial/api/v1/people", json=body, headers=bearer)
    assert answer.status_code == 422
    document = problem(answer)
    assert document["code"] == "invalid"
    assert document["errors"] == errors


def test_json_that_is_no_json_is_refused_in_the_same_shape(browse: Any, bearer: dict[str, str]) -> None:
    answer = browse(apis=[people_api()]).post(
        "/trial/api/v1/people", data="{", content_type="application/json", headers=bearer
    )
    assert answer.status_code in {400, 422}
    assert problem(answer)["detail"]


def test_the_api_is_described_with_its_key_and_its_errors(browse: Any) -> None:
    described = browse(apis=[people_api()]).get("/trial/api/openapi.json").json
    assert described["info"]["title"] == "Weerzien: trial"
    assert described["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert described["security"] == [{"bearer": []}]
    operation = described["paths"]["/trial/api/v1/people"]["post"]
    assert operation["responses"]["201"]["content"].keys() == {"application/json"}
    refused = described["components"]["responses"]["UNPROCESSABLE_ENTITY"]["content"]
    assert refused.keys() == {"application/problem+json"}


def test_the_base_of_all_errors_is_a_bad_request(browse: Any) -> None:
    assert browse({"GET /trial/page": raising(DomainError())}).get("/trial/page").status_code == 400


def test_a_form_that_is_too_large_is_a_413(browse: Any) -> None:
    client = browse({"POST /trial/a/x": lambda: str(len(request.form))})
    assert client.post("/trial/a/x", data={"text": "x" * (6 << 20)}).status_code == 413
    assert client.post("/trial/a/x", data={"text": "é" * 400_000}).text == "1"
