"""The JSON calls of people."""

from __future__ import annotations

from contextlib import closing
from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from services.people.actions import employing, forgetting, importing, leaving
from services.people.actions.loading import load
from services.people.actions.searching import search
from services.people.domain import Leaving
from services.people.errors import ChangedMeanwhile, FileMissing, ImportUnknown
from services.people.exports import rejected_table
from services.people.imports.mapping import from_yaml
from services.people.schemas.imports import ImportFormSchema, ImportSchema, NoticeListSchema, problem_json
from services.people.schemas.people import (
    DepartmentListSchema,
    LeavingSchema,
    NewPersonSchema,
    NewSpellSchema,
    PeopleArgs,
    PeoplePageSchema,
    PersonPatchSchema,
    PersonSchema,
    person_json,
)
from services.people.store import departments, runs
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window
from shared.web.sheets import CSV, as_csv, download
from shared.web.sizes import accepts_upload

UPLOAD_MEBIBYTES = 130
_MOST_NOTICES = 1_000


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of people."""
    api = Blueprint(
        "people", __name__, url_prefix="/people/api/v1", description="Persons, spells and imports"
    )
    _lists(api, transaction)
    _one_person(api, transaction)
    _leaving(api, transaction)
    _imports(api, transaction)
    return api


def _lists(api: Any, transaction: Transactions) -> None:
    @api.get("/people")
    @api.arguments(PeopleArgs, location="query")
    @api.response(200, PeoplePageSchema)
    def people(args: dict[str, Any]) -> dict[str, Any]:
        """List people by name; narrowed by words, department (and all below it) and state."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            found = search(
                tx,
                words=args["q"],
                department=args["department"],
                state=args["state"],
                window=(window.after, window.fetch),
            )
        listed = page(found, window, key=lambda one: (one[0], one[1].id))
        return {**listed, "items": [person_json(person) for _, person in listed["items"]]}

    @api.get("/departments")
    @api.response(200, DepartmentListSchema)
    def all_departments() -> dict[str, Any]:
        """List all departments by path."""
        with transaction() as tx:
            rows = departments.listed(tx.conn)
        return {"items": [row._asdict() for row in rows], "next": None}

    @api.post("/people")
    @api.arguments(NewPersonSchema)
    @api.response(201, PersonSchema)
    def take_in_person(given: dict[str, Any]) -> dict[str, Any]:
        """Take in a person, with a first spell where there is a hire date."""
        with transaction() as tx:
            return person_json(load(tx, employing.hire(tx, given)))


def _one_person(api: Any, transaction: Transactions) -> None:
    @api.get("/people/<uuid:person_id>")
    @api.response(200, PersonSchema)
    def person(person_id: UUID, **_: Any) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Show a person with all spells; the ETag is the version for If-Match."""
        with transaction() as tx:
            return _tagged(person_json(load(tx, person_id)))

    @api.patch("/people/<uuid:person_id>")
    @api.arguments(PersonPatchSchema)
    @api.response(200, PersonSchema)
    def change_person(given: dict[str, Any], person_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Change what is given; 412 where somebody else saved since the version that was read."""
        version = given.pop("version", None) or _if_match()
        with transaction() as tx:
            return _tagged(person_json(employing.change(tx, person_id, given, version=version)))

    @api.post("/people/<uuid:person_id>/spells")
    @api.arguments(NewSpellSchema)
    @api.response(201, PersonSchema)
    def take_back(given: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Take somebody back who left: a new spell of the same person."""
        with transaction() as tx:
            employing.take_back(tx, person_id, given)
            return person_json(load(tx, person_id))

    @api.post("/people/<uuid:person_id>/erasure")
    @api.response(204)
    def erase(person_id: UUID) -> None:
        """Forget a person: names, addresses and number are deleted everywhere, for good."""
        with transaction() as tx:
            forgetting.forget(tx, person_id)


def _leaving(api: Any, transaction: Transactions) -> None:
    @api.post("/people/<uuid:person_id>/leaving")
    @api.arguments(LeavingSchema)
    @api.response(200, PersonSchema)
    def announce(given: dict[str, Any], person_id: UUID) -> dict[str, Any]:
        """Announce how and when somebody goes, or change it; the same again changes nothing."""
        with transaction() as tx:
            leaving.announce(tx, person_id, Leaving(**given))
            return person_json(load(tx, person_id))

    @api.delete("/people/<uuid:person_id>/leaving")
    @api.response(200, PersonSchema)
    def withdraw(person_id: UUID) -> dict[str, Any]:
        """Withdraw a leaving: somebody stays after all."""
        with transaction() as tx:
            leaving.withdraw(tx, person_id)
            return person_json(load(tx, person_id))


def _imports(api: Any, transaction: Transactions) -> None:
    @api.post("/imports")
    @api.arguments(ImportFormSchema, location="form")
    @api.response(200, ImportSchema)
    @accepts_upload(mebibytes=UPLOAD_MEBIBYTES)
    def take_in_file(given: dict[str, Any]) -> dict[str, Any]:
        """Take in a file of people (CSV or XLSX), or only say what would happen; the same again changes nothing."""
        upload = request.files.get("file")
        if upload is None:
            raise FileMissing
        text = _mapping_text(given)
        with closing(upload), transaction() as tx:
            result = importing.take_in(
                tx,
                cast("BinaryIO", upload.stream),
                file_name=upload.filename or "",
                mapping=from_yaml(text) if text.strip() else None,
                dry_run=given["dry_run"],
            )
            return _report(tx, result)

    @api.get("/imports/<uuid:import_id>/notices")
    @api.response(200, NoticeListSchema)
    def notices(import_id: UUID) -> dict[str, Any]:
        """List what was left out of rows that went in, such as a manager whom nobody knows; the first 1,000."""
        with transaction() as tx:
            if runs.find(tx.conn, import_id) is None:
                raise ImportUnknown
            noticed = runs.notices(tx.conn, import_id, limit=_MOST_NOTICES)
            return {"items": [problem_json(row.row, row.problem) for row in noticed], "next": None}

    @api.get("/imports/<uuid:import_id>/rejected.csv")
    @api.response(200, {"type": "string"}, content_type="text/csv")
    def rejected_rows(import_id: UUID) -> Response:
        """Give the rejected rows back whole, with the reasons, as CSV: to mend and to send again."""
        with transaction() as tx:
            rows = list(rejected_table(tx, import_id))
        return download(as_csv(rows), f"afgewezen-{import_id}.csv", CSV)


def _mapping_text(given: dict[str, Any]) -> str:
    part = request.files.get("mapping")
    return given["mapping"] or (part.read(200_000).decode("utf-8", "replace") if part else "")


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


def _if_match() -> int | None:
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given or given == "*":
        return None
    if not given.isascii() or not given.isdigit():
        raise ChangedMeanwhile
    return int(given)


def _tagged(person: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    return person, 200, {"ETag": f'"{person["version"]}"'}
