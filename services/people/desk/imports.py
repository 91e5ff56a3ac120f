"""Imports: upload, say what the columns mean, look at what would change, do it, read the report."""

from __future__ import annotations

from contextlib import closing
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.people.actions import importing, running
from services.people.desk import words
from services.people.desk.mapping import from_form, shown
from services.people.errors import ImportUnknown
from services.people.exports import rejected_table
from services.people.imports.mapping import FileMapping, from_plain
from services.people.schemas.imports import failure_text, problem_json
from services.people.store import runs
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular.errors import FileMissing
from shared.tabular.files import open_table
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.sheets import CSV, as_csv, download
from shared.web.sizes import accepts_upload
from shared.web.texts import gettext

SHOWN = 50
REFRESH_SECONDS = "2"


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about imports."""
    _files(desk, transaction)
    _columns(desk, transaction)
    _one_file(desk, transaction)
    _buttons(desk, transaction)


def _files(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/imports")
    def imports() -> str:
        """List imports, newest first, with the form for one more."""
        return _list_page(transaction)

    @desk.post("/imports")
    @accepts_upload(mebibytes=130)
    def upload() -> AnyResponse | tuple[str, int]:
        """Take a file and show what we make of its columns."""
        given = request.files.get("file")
        try:
            if given is None or not given.filename:
                raise FileMissing
            with closing(given), transaction() as tx:
                stream = cast("BinaryIO", given.stream)
                import_id = importing.upload(tx, stream, given.filename, account=account().id)
        except Invalid as error:
            return _list_page(transaction, error=str(gettext(error.text, **error.params))), 422
        return redirect(url_for("desk.mapping", import_id=import_id), 303)


def _columns(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/imports/<uuid:import_id>/mapping")
    def mapping(import_id: UUID) -> str | AnyResponse:
        """Show what we make of the columns, to be corrected."""
        return _mapping_page(transaction, import_id)

    @desk.post("/imports/<uuid:import_id>/mapping")
    def choose_mapping(import_id: UUID) -> str | AnyResponse:
        """Keep the mapping and read the file with it."""
        try:
            chosen = from_form(request.form)
            with TemporaryFile() as file, transaction() as tx:
                if not runs.file_of(tx.conn, import_id, file):
                    raise ImportUnknown
                importing.choose_mapping(tx, import_id, chosen, file)
                running.start(tx, import_id)
        except Invalid as error:
            return _mapping_page(transaction, import_id, error=str(gettext(error.text, **error.params)))
        return _to(import_id)


def _one_file(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/imports/<uuid:import_id>")
    def run(import_id: UUID) -> Response | AnyResponse:
        """Show how far an import is: progress, what would change, or the report."""
        with transaction() as tx:
            found = runs.find(tx.conn, import_id)
            if found is None or found.state == "dropped":
                raise ImportUnknown
            if found.state == "uploaded":
                return redirect(url_for("desk.mapping", import_id=import_id), 303)
            window = read_window(limit=SHOWN)
            after = int(window.after[0]) if window.after else 0
            changes = runs.changes(tx.conn, import_id, after=after, limit=window.fetch)
            refused = list(runs.refused(tx.conn, import_id, limit=SHOWN))
            noticed = runs.notices(tx.conn, import_id, limit=SHOWN)
            notices = runs.count_notices(tx.conn, import_id)
        listed = page(changes, window, key=lambda row: (row.id,))
        moving = found.state in {"reading", "applying"}
        response = make_response(
            render_template(
                "people/import.html",
                run=found,
                changes=listed["items"],
                next=listed["next"],
                refused=[[problem_json(row.row, one) for one in row.problems] for row in refused],
                noticed=[problem_json(row.row, row.problem) for row in noticed],
                notices=notices,
                moving=moving,
                failure=failure_text(found),
                words=words,
            )
        )
        if moving:
            # The page looks again by itself, with or without script.
            response.headers["Refresh"] = REFRESH_SECONDS
        return response

    @desk.get("/imports/<uuid:import_id>/rejected.csv")
    def rejected(import_id: UUID) -> Response:
        """Give the rejected rows back, to be mended and read again."""
        with transaction() as tx:
            rows = list(rejected_table(tx, import_id))
        return download(as_csv(rows), f"afgewezen-{import_id}.csv", CSV)


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/imports/<uuid:import_id>/apply")
    def apply_import(import_id: UUID) -> AnyResponse:
        """Apply what was checked."""
        with transaction() as tx:
            running.ask_to_apply(tx, import_id)
        return _to(import_id)

    @desk.post("/imports/<uuid:import_id>/stop")
    def stop_import(import_id: UUID) -> AnyResponse:
        """Stop reading behind the batch that is being read."""
        with transaction() as tx:
            running.ask_to_stop(tx, import_id)
        return _to(import_id)

    @desk.post("/imports/<uuid:import_id>/resume")
    def resume_import(import_id: UUID) -> AnyResponse:
        """Go on behind the last row that was read."""
        with transaction() as tx:
            running.go_on(tx, import_id)
        return _to(import_id)

    @desk.post("/imports/<uuid:import_id>/again")
    def try_import_again(import_id: UUID) -> AnyResponse:
        """Try once more what broke off, from where it was."""
        with transaction() as tx:
            running.try_again(tx, import_id)
        return _to(import_id)

    @desk.post("/imports/<uuid:import_id>/drop")
    def drop_import(import_id: UUID) -> AnyResponse:
        """Let go of a file that will not be applied."""
        with transaction() as tx:
            running.drop(tx, import_id)
        flash(gettext("Het bestand is weggelegd. Er is niets veranderd."), "good")
        return redirect(url_for("desk.imports"), 303)


def _list_page(transaction: Transactions, *, error: str | None = None) -> str:
    window = read_window(limit=20)
    with transaction() as tx:
        rows = runs.listed(tx.conn, after=window.after, limit=window.fetch)
    found = page(rows, window, key=lambda row: (row.created_at, row.id))
    return render_template(
        "people/imports.html", runs=found["items"], next=found["next"], error=error, words=words
    )


def _mapping_page(
    transaction: Transactions, import_id: UUID, *, error: str | None = None
) -> str | AnyResponse:
    with TemporaryFile() as file:
        with transaction() as tx:
            run = runs.find(tx.conn, import_id)
            if run is None or run.state == "dropped":
                raise ImportUnknown
            if not runs.file_of(tx.conn, import_id, file):
                return _to(import_id)
        table = open_table(file)
        present: FileMapping | None = from_plain(run.mapping) if _usable(run.mapping) else None
        page_of: dict[str, Any] = shown(table, present, request.form if error else None)
        return render_template(
            "people/mapping.html", run=run, table=table, error=error, words=words, **page_of
        )


def _usable(plain: Any) -> bool:
    try:
        from_plain(plain)
    except Invalid:
        return False
    return True


def _to(import_id: UUID) -> AnyResponse:
    return redirect(url_for("desk.run", import_id=import_id), 303)
