"""The JSON side: one flask-smorest Api a service, with our own shape of errors and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import marshmallow as ma
from flask import Flask
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from shared.web import errors
from shared.web.auth import public
from shared.web.navigation import path_name
from shared.web.paging import DEFAULT_LIMIT, MAX_LIMIT

VERSION = "v1"


class ProblemSchema(ma.Schema):
    """A problem document, RFC 9457."""

    type = ma.fields.String(required=True, metadata={"description": "urn:weerzien:problem:<code>"})
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True, metadata={"description": "A sentence for a person"})
    code = ma.fields.String(required=True, metadata={"description": "Stable; build on this"})
    errors = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.String()),
        metadata={"description": "Field, dotted where nested, to reasons; always there with 422"},
    )
    id = ma.fields.String(metadata={"description": "With 500: the id under which it was logged"})


class QueryArgs(ma.Schema):
    """What stands after the question mark; a value left empty counts as not given, as ``?q=&state=&limit=``."""

    @ma.pre_load
    def _leave_out_the_empty(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {name: data[name] for name in data if data[name] != ""}


class PageArgs(QueryArgs):
    """What every list takes: read the values with ``paging.read_window(**args)``."""

    cursor = ma.fields.String(
        load_default=None, allow_none=True, metadata={"description": "next of the page before"}
    )
    limit = ma.fields.Integer(
        load_default=DEFAULT_LIMIT,
        validate=ma.validate.Range(min=1),
        metadata={"description": f"Rows a page; of more than {MAX_LIMIT} the rest comes behind next"},
    )

    @ma.post_load
    def _hold_to_a_page(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**data, "limit": min(data["limit"], MAX_LIMIT)}


def page_schema(item: type[ma.Schema]) -> type[ma.Schema]:
    """Return the schema of a page of ``item``: ``{"items": [...], "next": cursor or null}``."""
    name = item.__name__.removesuffix("Schema") + "Page"
    members: dict[str, Any] = {
        "items": ma.fields.List(ma.fields.Nested(item), required=True),
        "next": ma.fields.String(required=True, allow_none=True),
    }
    made: type[ma.Schema] = ma.Schema.from_dict(members, name=name)
    return made


class HouseApi(Api):
    """An Api whose errors are the house's."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Answer as the rest of the house does."""
        return errors.of_http(error)

    def _register_responses(self) -> None:
        # Only errors are described by these shared responses, so all of them are problem documents.
        self.DEFAULT_RESPONSE_CONTENT_TYPE = errors.PROBLEM
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def install(app: Flask, service: str, blueprints: Sequence[Blueprint]) -> None:
    """Mount the JSON ``blueprints`` of ``service``, described at ``/<service>/api/openapi.json``."""
    name = path_name(service)
    app.config.update(
        API_TITLE=f"Weerzien: {name}",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=f"/{name}/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = HouseApi(
        app,
        spec_kwargs={
            "info": {
                "description": "Lists are {items, next}; errors are problem documents (RFC 9457) with a stable code."
            },
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "security": [{"bearer": []}],
        },
    )

    def describe() -> Any:
        return api._openapi_json()  # noqa: SLF001  the view itself is a bound method and cannot be marked

    app.view_functions["api-docs.openapi_json"] = public(describe)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
