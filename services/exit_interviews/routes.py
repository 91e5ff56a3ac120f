"""The JSON side of exit interviews: who leaves and how it stands; past surveys taken in; what came out."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.exit_interviews.actions import importing
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.imports.mapping import from_yaml
from services.exit_interviews.schemas.api import CaseArgs, CasePageSchema
from services.exit_interviews.schemas.imports import ImportFormSchema, ImportSchema, report
from services.exit_interviews.store import lists
from services.exit_interviews.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.results import routes as results
from shared.web.paging import page, read_window
from shared.web.sizes import accepts_upload
from shared.web.uploads import handed_in, mapping_text

UPLOAD_MEBIBYTES = 60


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of exit interviews."""
    api = Blueprint(
        "exit", __name__, url_prefix="/exit/api/v1", description="Leaving cases, past exit surveys, results"
    )

    @api.get("/cases")
    @api.arguments(CaseArgs, location="query")
    @api.response(200, CasePageSchema)
    def cases(args: dict[str, Any]) -> dict[str, Any]:
        """List who leaves or left, the latest last day first; never what was said."""
        window = read_window(limit=args.pop("limit"), cursor=args.pop("cursor"))
        with transaction() as tx:
            rows = lists.listed(tx.conn, Filters(**args), after=window.after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.last_day, row.id))

    @api.post("/imports")
    @api.arguments(ImportFormSchema, location="form")
    @api.response(200, ImportSchema)
    @accepts_upload(mebibytes=UPLOAD_MEBIBYTES)
    def take_in_file(given: dict[str, Any]) -> dict[str, Any]:
        """Take in a past exit survey (CSV or XLSX), or only say what would happen; the same again changes nothing."""
        text = mapping_text(given["mapping"])
        with handed_in() as (stream, name), transaction() as tx:
            result = importing.take_in(
                tx,
                stream,
                file_name=name,
                mapping=from_yaml(text) if text.strip() else None,
                dry_run=given["dry_run"],
            )
        return report(result)

    results.add_to(api, FORMS, transaction)
    return api
