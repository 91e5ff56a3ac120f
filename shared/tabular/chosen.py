"""A mapping as a form: a line a field, with the column it comes from, what is particular about it, and examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from shared.tabular.mapping import Source
from shared.tabular.raw import as_text
from shared.tabular.table import Table

_SAMPLES = 3
_LONGEST_SAMPLE = 40


def source_of(form: Mapping[str, str], name: str, *, dated: bool = False) -> dict[str, Any]:
    """Return where a field comes from, as it was filled in; nothing where it does not."""
    template = form.get(f"template-{name}", "").strip()
    column = form.get(f"column-{name}", "")
    if not template and not column:
        return {}
    source: dict[str, Any] = {"template": template} if "{" in template else {"column": column}
    if template and "{" not in template:
        source = {"value": template}
    if dated and "column" in source:
        formats = [part.strip() for part in form.get(f"format-{name}", "").split(";") if part.strip()]
        source |= {"formats": formats} if formats else {}
    for part in ("order", "by"):
        if form.get(f"{part}-{name}"):
            source[part] = form[f"{part}-{name}"]
    values = dict(_pairs(form.get(f"values-{name}", "")))
    return source | ({"values": values} if values else {})


def typed_of(fields: Mapping[str, Source]) -> dict[str, str]:
    """Return a mapping as somebody would have filled it in."""
    typed: dict[str, str] = {}
    for name, source in fields.items():
        typed[f"column-{name}"] = source.column
        typed[f"template-{name}"] = source.template or source.value
        typed[f"format-{name}"] = "; ".join(source.formats)
        typed[f"order-{name}"] = source.order
        typed[f"by-{name}"] = source.by
        typed[f"values-{name}"] = "\n".join(
            f"{given} = {meaning}" for given, meaning in source.values.items()
        )
    return typed


def shown(
    table: Table,
    typed: Mapping[str, str],
    *,
    fields: Sequence[str],
    dated: Collection[str],
    fixed: Collection[str],
    worded: Collection[str],
) -> dict[str, Any]:
    """Return what the page shows: what was filled in, and examples of every column.

    ``dated`` fields say how their dates are written, ``fixed`` ones may be the same in every row, and ``worded`` ones
    may stand there in words of their own.
    """
    samples = {name: " · ".join(_sample(table, place)) or "–" for place, name in enumerate(table.header)}
    return {
        "typed": typed, "samples": samples, "columns": [(name, name) for name in table.header], "fields": fields,
        "dated": dated, "fixed": fixed, "worded": worded,
    }  # fmt: skip


def _sample(table: Table, place: int) -> list[str]:
    texts = (as_text(raw[place]).strip() for _, raw in table.sample if place < len(raw))
    return list(dict.fromkeys(text[:_LONGEST_SAMPLE] for text in texts if text))[:_SAMPLES]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Read lines of ``what stands there = what it means``."""
    found = []
    for line in text.splitlines():
        given, mark, meaning = line.rpartition("=")
        if mark and given.strip():
            found.append((given.strip(), meaning.strip()))
    return found
