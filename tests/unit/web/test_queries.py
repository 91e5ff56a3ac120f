"""What stands after the question mark of a call, and JSON that is too deep."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
import pytest
from flask_smorest import Blueprint

from shared.web.api import PageArgs
from shared.web.paging import DEFAULT_LIMIT, MAX_LIMIT
from tests.unit.web.conftest import TOKEN

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


class _Narrowed(PageArgs):
    person = ma.fields.UUID(load_default=None)
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(["open"]))
    first = ma.fields.Date(load_default=None, data_key="from")


class _Body(ma.Schema):
    name = ma.fields.String()


@pytest.fixture
def client(make: Any) -> Any:
    api = Blueprint("calls", __name__, url_prefix="/trial/api/v1")

    @api.get("/list")  # type: ignore[untyped-decorator]
    @api.arguments(_Narrowed, location="query")  # type: ignore[untyped-decorator]  # flask-smorest ships no types
    def listed(args: dict[str, Any]) -> Any:
        return {name: value and str(value) for name, value in args.items()}

    @api.post("/thing")  # type: ignore[untyped-decorator]
    @api.arguments(_Body)  # type: ignore[untyped-decorator]
    def thing(given: dict[str, Any]) -> Any:
        return given

    return make(apis=[api]).test_client()


def test_a_filter_left_empty_counts_as_not_given(client: Any) -> None:
    answer = client.get("/trial/api/v1/list?person=&state=&from=&cursor=&limit=", headers=HEADERS)
    assert answer.status_code == 200, answer.text
    assert answer.json == {
        "person": None, "state": None, "first": None, "cursor": None, "limit": str(DEFAULT_LIMIT),
    }  # fmt: skip


def test_who_asks_for_more_than_a_page_gets_a_page(client: Any) -> None:
    assert client.get("/trial/api/v1/list?limit=100000", headers=HEADERS).json["limit"] == str(MAX_LIMIT)
    assert client.get("/trial/api/v1/list?limit=0", headers=HEADERS).status_code == 422


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000])
def test_json_nested_without_end_is_no_accident_of_ours(client: Any, body: str) -> None:
    answer = client.post("/trial/api/v1/thing", data=body, content_type="application/json", headers=HEADERS)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.json["code"] == "bad_request"
