"""Which column means what: the mapping that comes with a file, as YAML or from the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from shared.tabular.errors import MappingWrong
from shared.tabular.mapping import Source, bind_columns, load_yaml, only_known, read_source, table_of, text_of

DATE_FIELDS = (
    "hire_date", "notice_date", "last_day", "birth_date", "contract_end", "probation_end", "absence_from",
    "absence_until",
)  # fmt: skip
FIELDS = (
    "employee_number", "name", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date", "department", "function", "manager", "hours", "part_time_days", "salary",
    "hire_date", "notice_date", "last_day", "leave_kind", "contract", "contract_end", "probation_end", "place",
    "absence_kind", "absence_from", "absence_until",
)  # fmt: skip
KEYS = ("employee_number", "email", "private_email")
DEFAULT_MISSING = ("",)
_TOP_KEYS = ("key", "fields", "missing", "absent")


@dataclass(frozen=True)
class FileMapping:
    """The whole of it."""

    fields: Mapping[str, Source]
    key: str = "employee_number"
    missing: tuple[str, ...] = DEFAULT_MISSING
    absent: str = "keep"

    def plain(self) -> dict[str, Any]:
        """Return the mapping as plain values: what is kept, shown and sent back."""
        return {
            "key": self.key,
            "fields": {name: source.plain() for name, source in self.fields.items()},
            "missing": list(self.missing),
            "absent": self.absent,
        }

    def as_yaml(self) -> str:
        """Return the mapping as YAML, for the next time and for the API."""
        return yaml.safe_dump(self.plain(), allow_unicode=True, sort_keys=False)


def from_yaml(text: str) -> FileMapping:
    """Read a mapping from YAML; what is wrong is named with its place."""
    return from_plain(load_yaml(text))


def from_plain(plain: object) -> FileMapping:
    """Read a mapping from plain values."""
    top = table_of(plain, "mapping")
    only_known(top, _TOP_KEYS, "")
    fields = {
        name: read_source(given, f"fields.{name}", dated=DATE_FIELDS if name not in DATE_FIELDS else None)
        for name, given in table_of(top.get("fields"), "fields").items()
    }
    only_known(fields, FIELDS, "fields.")
    key = text_of(top.get("key", "employee_number"), "key")
    if key not in KEYS or key not in fields:
        raise MappingWrong(
            place="key", expected=" | ".join(name for name in KEYS if name in fields) or "employee_number"
        )
    absent = top.get("absent", "keep")
    if absent not in {"keep", "leave"}:
        raise MappingWrong(place="absent", expected="keep | leave")
    missing = top.get("missing", DEFAULT_MISSING)
    if not isinstance(missing, list | tuple):
        raise MappingWrong(place="missing", expected='["", N/A]')
    return FileMapping(
        fields=fields, key=key, absent=str(absent),
        missing=tuple(dict.fromkeys(["", *("" if item is None else str(item) for item in missing)])),
    )  # fmt: skip


def bind(mapping: FileMapping, header: Sequence[str], twice: Iterable[str] = ()) -> dict[str, int]:
    """Return the place of every column that ``mapping`` reads."""
    columns = [column for source in mapping.fields.values() for column in source.columns()]
    return bind_columns(columns, header, twice)
