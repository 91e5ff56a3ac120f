"""The mapping as a form: what is particular about ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.people.imports.mapping import DATE_FIELDS, FIELDS, KEYS, FileMapping, from_plain
from shared.tabular import chosen
from shared.tabular.table import Table

VALUE_FIELDS = (
    "leave_kind", "language", "country", "region", "department", "contract", "place", "absence_kind",
)  # fmt: skip
FIXED_FIELDS = ("email", "private_email", "country", "language", "time_zone")


def from_form(form: Mapping[str, str]) -> FileMapping:
    """Return the mapping that was filled in."""
    fields: dict[str, Any] = {}
    for name in FIELDS:
        source = chosen.source_of(form, name, dated=name in DATE_FIELDS)
        if source:
            fields[name] = source | (
                {"century": "past"} if name == "birth_date" and "column" in source else {}
            )
    missing = [part.strip() for part in form.get("missing", "").split(",")]
    return from_plain(
        {
            "key": form.get("key") or "employee_number",
            "fields": fields,
            "missing": missing,
            "absent": form.get("absent") or "keep",
        }
    )


def shown(table: Table, mapping: FileMapping | None, form: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what the page shows: the present mapping or what was just filled in, and samples of every column."""
    typed = dict(form) if form is not None else _typed(mapping) if mapping else {}
    page = chosen.shown(
        table, typed, fields=FIELDS, dated=DATE_FIELDS, fixed=FIXED_FIELDS, worded=VALUE_FIELDS
    )
    return {"shown": page, "keys": KEYS}


def _typed(mapping: FileMapping) -> dict[str, str]:
    typed = {"key": mapping.key, "absent": mapping.absent, "missing": ", ".join(mapping.missing[1:])}
    return typed | chosen.typed_of(mapping.fields)
