"""Imports of past surveys as JSON, and why a row was refused, in words."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.exit_interviews.actions.importing import Result
from services.exit_interviews.imports.rows import RefusedRow
from shared.web.texts import gettext, marked

WHY = {
    "cell_too_long": marked("In deze cel staat meer tekst dan we kunnen lezen (%(length)s tekens)."),
    "control_character": marked(
        "In deze cel staat een teken dat we niet kunnen lezen. Typ de waarde opnieuw."
    ),
    "date_out_of_range": marked(
        "Deze datum ligt buiten de jaren die we kennen (1900 tot 2100). Schrijf hem zo: %(example)s."
    ),
    "date_unknown": marked("Deze datum kennen we niet. Schrijf hem zo: %(example)s."),
    "duplicate_row": marked("Dit nummer staat al op rij %(other)s van dit bestand."),
    "error_cell": marked(
        "In deze cel staat een fout van het rekenblad. Verbeter de cel en lees de rij opnieuw in."
    ),
    "formula_without_value": marked(
        "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en probeer het opnieuw."
    ),
    "leave_kind_unknown": marked(
        "Dit soort vertrek kennen we niet. Leg het bij de koppeling op een van onze soorten: %(kinds)s."
    ),
}


class ImportFormSchema(ma.Schema):
    """What stands beside the file."""

    mapping = ma.fields.String(
        load_default="",
        metadata={"description": "YAML; without it the one of the last file with these columns"},
    )
    dry_run = ma.fields.Boolean(load_default=False)


class RejectedSchema(ma.Schema):
    """A row that did not go in, and why."""

    row = ma.fields.Integer(required=True, metadata={"description": "As a spreadsheet numbers it"})
    column = ma.fields.String(required=True)
    value = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)


class LeftOutSchema(ma.Schema):
    """What no scale knows: left out of rows that went in."""

    column = ma.fields.String(required=True)
    value = ma.fields.String(required=True)
    rows = ma.fields.Integer(required=True)


class ImportSchema(ma.Schema):
    """What an import did, or would do."""

    id = ma.fields.UUID(required=True)
    rows = ma.fields.Integer(required=True)
    created = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    rejected = ma.fields.List(ma.fields.Nested(RejectedSchema), required=True)
    left_out = ma.fields.List(ma.fields.Nested(LeftOutSchema), required=True)


def report(result: Result) -> dict[str, Any]:
    """Return what an import did as the API and the page say it."""
    return {
        "id": result.id,
        "rows": result.rows,
        "created": result.created,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "rejected": [_refused(one) for one in result.rejected],
        "left_out": [
            {"column": column, "value": text, "rows": many} for column, text, many in result.left_out
        ],
    }


def _refused(one: RefusedRow) -> dict[str, Any]:
    reason = gettext(WHY[one.code], **one.params)
    return {"row": one.row, "column": one.column, "value": one.value, "reason": reason}
