"""Files of people: taken in, and what was left out of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from services.people.actions import importing, running
from services.people.errors import ImportUnknown
from services.people.exports import rejected_table
from services.people.imports.mapping import from_yaml
from services.people.schemas.imports import (
    ImportFormSchema,
    ImportSchema,
    ImportStateSchema,
    NoticeListSchema,
    failure_text,
    problem_json,
)
from services.people.store import runs
from shared.eventlog.unit import Transactions
from shared.web.sheets import CSV, as_csv, download
from shared.web.sizes import accepts_upload
from shared.web.uploads import handed_in, mapping_text

UPLOAD_MEBIBYTES = 130
_MOST_NOTICES = 1_000


def register(api: Any, transaction: Transactions) -> None:
    """Add the calls."""

    @api.post("/imports")
    @api.arguments(ImportFormSchema, location="form")
    @api.response(200, ImportSchema)
    @accepts_upload(mebibytes=UPLOAD_MEBIBYTES)
    def take_in_file(given: dict[str, Any]) -> dict[str, Any]:
        """Take in a file of people (CSV or XLSX), or only say what would happen; the same again changes nothing."""
        text = mapping_text(given["mapping"])
        with handed_in() as (stream, name), transaction() as tx:
            result = importing.take_in(
                tx,
                stream,
                file_name=name,
                mapping=from_yaml(text) if text.strip() else None,
                dry_run=given["dry_run"],
            )
            return _report(tx, result)

    _one_import(api, transaction)


def _one_import(api: Any, transaction: Transactions) -> None:
    @api.get("/imports/<uuid:import_id>")
    @api.response(200, ImportStateSchema)
    def state(import_id: UUID) -> dict[str, Any]:
        """Say how far an import is, and where it failed why."""
        with transaction() as tx:
            return _state(_known(tx, import_id))

    @api.post("/imports/<uuid:import_id>/again")
    @api.response(200, ImportStateSchema)
    def try_again(import_id: UUID) -> dict[str, Any]:
        """Try once more an import that broke off, from where it was; nothing goes in twice."""
        with transaction() as tx:
            running.try_again(tx, import_id)
            return _state(_known(tx, import_id))

    @api.get("/imports/<uuid:import_id>/notices")
    @api.response(200, NoticeListSchema)
    def notices(import_id: UUID) -> dict[str, Any]:
        """List what was left out of rows that went in, such as a manager whom nobody knows; the first 1,000."""
        with transaction() as tx:
            _known(tx, import_id)
            noticed = runs.notices(tx.conn, import_id, limit=_MOST_NOTICES)
            return {"items": [problem_json(row.row, row.problem) for row in noticed], "next": None}

    @api.get("/imports/<uuid:import_id>/rejected.csv")
    @api.response(200, {"type": "string"}, content_type="text/csv")
    def rejected_rows(import_id: UUID) -> Response:
        """Give the rejected rows back whole, with the reasons, as CSV: to mend and to send again."""
        with transaction() as tx:
            rows = list(rejected_table(tx, import_id))
        return download(as_csv(rows), f"afgewezen-{import_id}.csv", CSV)


def _known(tx: Any, import_id: UUID) -> Any:
    run = runs.find(tx.conn, import_id)
    if run is None:
        raise ImportUnknown
    return run


def _state(run: Any) -> dict[str, Any]:
    failed = run.state == "failed"
    return {
        **run._asdict(),
        "failure": failure_text(run) if failed else None,
        "failure_code": run.failure if failed else None,
        "again": run.broke_off is not None,
    }


def _report(tx: Any, result: importing.Result) -> dict[str, Any]:
    refused = [
        {
            **problem_json(row.row, row.problems[0]),
            "reason": " ".join(problem_json(row.row, one)["reason"] for one in row.problems),
        }
        for row in runs.refused(tx.conn, result.id)
    ]
    return {
        "id": result.id,
        "rows": result.rows,
        "created": result.created,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "rejected": refused,
    }
