"""Imports as JSON, and what was wrong with their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow as ma

from services.people import errors
from services.people.imports.problems import TEXTS
from shared.kernel.errors import Invalid
from shared.tabular import errors as tabular_errors
from shared.web.texts import gettext

STATES = ("uploaded", "reading", "stopped", "checked", "applying", "applied", "failed", "dropped")


class ImportFormSchema(ma.Schema):
    """What stands beside the file."""

    mapping = ma.fields.String(
        load_default="", metadata={"description": "YAML; without it we find our own way"}
    )
    dry_run = ma.fields.Boolean(load_default=False)


class RejectedSchema(ma.Schema):
    """A row that did not go in, and why."""

    row = ma.fields.Integer(metadata={"description": "As a spreadsheet numbers it"})
    column = ma.fields.String()
    value = ma.fields.String()
    reason = ma.fields.String()


class ImportSchema(ma.Schema):
    """What an import did, or would do."""

    id = ma.fields.UUID()
    rows = ma.fields.Integer()
    created = ma.fields.Integer()
    changed = ma.fields.Integer()
    unchanged = ma.fields.Integer()
    rejected = ma.fields.List(ma.fields.Nested(RejectedSchema))


class ImportStateSchema(ma.Schema):
    """How far an import is, and why it is no further."""

    id = ma.fields.UUID()
    state = ma.fields.String(validate=ma.validate.OneOf(STATES))
    failure = ma.fields.String(allow_none=True, metadata={"description": "What happened, and what helps"})
    failure_code = ma.fields.String(allow_none=True)
    again = ma.fields.Boolean(metadata={"description": "Whether trying the same again can help"})
    rows_done = ma.fields.Integer(metadata={"description": "Read so far; none of it is in before `applied`"})
    rows_total = ma.fields.Integer(allow_none=True)
    rows = ma.fields.Integer()
    created = ma.fields.Integer()
    changed = ma.fields.Integer()
    unchanged = ma.fields.Integer()
    rejected = ma.fields.Integer()


class NoticeListSchema(ma.Schema):
    """What was left out of rows that went in, and why."""

    items = ma.fields.List(ma.fields.Nested(RejectedSchema))
    next = ma.fields.String(allow_none=True)


def failure_text(run: Any) -> str:
    """Return why a file could not be read, in words that say where."""
    kinds = (*vars(errors).values(), *vars(tabular_errors).values())
    known = {kind.code: kind.text for kind in kinds if hasattr(kind, "code")}
    if run.failure not in known:
        return str(gettext(Invalid.text))
    return str(gettext(known[run.failure], **run.failure_params))


def problem_json(row: int | None, problem: Mapping[str, Any]) -> dict[str, Any]:
    """Return a problem of a row in the reader's language."""
    return {
        "row": row,
        "column": problem["column"] or problem["field"],
        "value": problem["value"],
        "reason": gettext(TEXTS[problem["code"]], **problem["params"]),
    }
