"""The mapping as a form: a line a field, with the column it comes from and what is particular about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.people.imports.mapping import DATE_FIELDS, FIELDS, KEYS, FileMapping, from_plain
from shared.tabular.raw import as_text
from shared.tabular.table import Table

VALUE_FIELDS = (
    "leave_kind", "language", "country", "region", "department", "contract", "place", "absence_kind",
)  # fmt: skip
_SAMPLES = 3
_LONGEST_SAMPLE = 40


def from_form(form: Mapping[str, str]) -> FileMapping:
    """Return the mapping that was filled in."""
    fields: dict[str, Any] = {}
    for name in FIELDS:
        source = _source(form, name)
        if source:
            fields[name] = source
    missing = [part.strip() for part in form.get("missing", "").split(",")]
    return from_plain(
        {
            "key": form.get("key") or "employee_number",
            "fields": fields,
            "missing": missing,
            "absent": form.get("absent") or "keep",
        }
    )


def _source(form: Mapping[str, str], name: str) -> dict[str, Any]:
    template = form.get(f"template-{name}", "").strip()
    column = form.get(f"column-{name}", "")
    if not template and not column:
        return {}
    source: dict[str, Any] = {"template": template} if "{" in template else {"column": column}
    if template and "{" not in template:
        source = {"value": template}
    if name in DATE_FIELDS and "column" in source:
        formats = [part.strip() for part in form.get(f"format-{name}", "").split(";") if part.strip()]
        source |= {"formats": formats} if formats else {}
        source |= {"century": "past"} if name == "birth_date" else {}
    for part in ("order", "by"):
        if form.get(f"{part}-{name}"):
            source[part] = form[f"{part}-{name}"]
    values = dict(_pairs(form.get(f"values-{name}", "")))
    return source | ({"values": values} if values else {})


def _pairs(text: str) -> list[tuple[str, str]]:
    """Read lines of ``what stands there = what it means``."""
    found = []
    for line in text.splitlines():
        given, mark, meaning = line.rpartition("=")
        if mark and given.strip():
            found.append((given.strip(), meaning.strip()))
    return found


def shown(table: Table, mapping: FileMapping | None, form: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what the page shows: the present mapping or what was just filled in, and samples of every column."""
    typed = dict(form) if form is not None else _typed(mapping) if mapping else {}
    samples = {name: " · ".join(_sample(table, place)) or "–" for place, name in enumerate(table.header)}
    return {
        "typed": typed,
        "samples": samples,
        "columns": [(name, name) for name in table.header],
        "fields": FIELDS,
        "date_fields": DATE_FIELDS,
        "value_fields": VALUE_FIELDS,
        "keys": KEYS,
    }


def _sample(table: Table, place: int) -> list[str]:
    texts = (as_text(raw[place]).strip() for _, raw in table.sample if place < len(raw))
    return list(dict.fromkeys(text[:_LONGEST_SAMPLE] for text in texts if text))[:_SAMPLES]


def _typed(mapping: FileMapping) -> dict[str, str]:
    typed = {"key": mapping.key, "absent": mapping.absent, "missing": ", ".join(mapping.missing[1:])}
    for name, source in mapping.fields.items():
        typed[f"column-{name}"] = source.column
        typed[f"template-{name}"] = source.template or source.value
        typed[f"format-{name}"] = "; ".join(source.formats)
        typed[f"order-{name}"] = source.order
        typed[f"by-{name}"] = source.by
        typed[f"values-{name}"] = "\n".join(
            f"{given} = {meaning}" for given, meaning in source.values.items()
        )
    return typed
