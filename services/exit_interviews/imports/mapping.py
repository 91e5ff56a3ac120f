"""Which column of a past exit survey means what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.tabular.errors import MappingWrong
from shared.tabular.mapping import Source, load_yaml, only_known, read_source, table_of

DATES = ("last_day", "hire_date")
FIELDS = (
    "external_id", "leave_kind", *DATES, "department", "function", "age_band", "tenure_band", "main_reason",
)  # fmt: skip
_TOP = ("survey", "fields", "reasons", "ticked", "scores", "scale", "missing")
TICKED = ("true", "yes", "ja", "oui", "1", "x", "waar", "vrai")
_LONGEST_CODE = 200


@dataclass(frozen=True)
class SurveyMapping:
    """The whole of it. ``survey`` names the survey, so that its ids are not those of another."""

    fields: Mapping[str, Source]
    survey: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = TICKED
    scores: Mapping[str, str] = field(default_factory=dict)
    scale: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ("",)

    def columns(self) -> list[str]:
        """Return all columns that are read."""
        read = [column for source in self.fields.values() for column in source.columns()]
        return [*read, *self.reasons, *self.scores]

    def plain(self) -> dict[str, Any]:
        """Return the mapping as plain values: what is kept, shown and sent back."""
        return {
            "survey": self.survey,
            "fields": {name: source.plain() for name, source in self.fields.items()},
            "reasons": dict(self.reasons),
            "ticked": list(self.ticked),
            "scores": dict(self.scores),
            "scale": dict(self.scale),
            "missing": list(self.missing),
        }


def from_yaml(text: str) -> SurveyMapping:
    """Read a mapping from YAML; what is wrong is named with its place."""
    return from_plain(load_yaml(text))


def from_plain(plain: object) -> SurveyMapping:
    """Read a mapping from plain values."""
    top = table_of(plain, "mapping")
    only_known(top, _TOP, "")
    fields = {
        name: read_source(
            given, f"fields.{name}", dated=None if name in DATES else DATES, partly=name in DATES
        )
        for name, given in table_of(top.get("fields"), "fields").items()
    }
    only_known(fields, FIELDS, "fields.")
    return SurveyMapping(
        fields=fields,
        survey=str(top.get("survey") or "")[:_LONGEST_CODE],
        reasons=_codes(top.get("reasons"), "reasons"),
        ticked=tuple(one.casefold() for one in _list(top.get("ticked", TICKED), "ticked")),
        scores=_codes(top.get("scores"), "scores"),
        scale=_scale(top.get("scale")),
        missing=tuple(
            dict.fromkeys(["", *(one.casefold() for one in _list(top.get("missing", ()), "missing"))])
        ),
    )


def _codes(given: object, place: str) -> dict[str, str]:
    table = table_of(given, place) if given is not None else {}
    for column, code in table.items():
        if not isinstance(code, str | int) or not str(code).strip() or len(str(code)) > _LONGEST_CODE:
            raise MappingWrong(place=f"{place}.{column}", expected="code")
    return {column: str(code).strip() for column, code in table.items()}


def _scale(given: object) -> dict[str, int]:
    table = table_of(given, "scale") if given is not None else {}
    for word, number in table.items():
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 100:
            raise MappingWrong(place=f"scale.{word}", expected="0-100")
    return {word.casefold(): number for word, number in table.items()}


def _list(given: object, place: str) -> list[str]:
    if not isinstance(given, list | tuple):
        raise MappingWrong(place=place, expected='["", N/A]')
    return ["" if one is None else ("true" if one is True else str(one)) for one in given]
