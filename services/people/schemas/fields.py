"""How a value is read from JSON, by the rules by which the import reads a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import validate

from services.people.imports import cells
from services.people.imports.problems import TEXTS
from shared.tabular.dates import EARLIEST_YEAR, LATEST_YEAR
from shared.tabular.raw import squeeze
from shared.tabular.text import Refused, clean_text
from shared.web.texts import gettext, marked

_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")
_YEARS = marked("Deze datum ligt buiten de jaren die we kennen (1900 tot 2100).")
_TEXT = marked("In dit veld staat een teken dat we niet kunnen lezen, of te veel tekst.")


class Day(ma.fields.Date):
    """A date within the years that people work in."""

    default_error_messages = {"invalid": _DATE, "required": marked("Deze datum missen we."), "null": _DATE}  # noqa: RUF012

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        found = super()._deserialize(value, attr, data, **kwargs)
        if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            raise ma.ValidationError(gettext(_YEARS))
        return found


class Words(ma.fields.String):
    """A short text: trimmed, without control characters; empty becomes null."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        found = super()._deserialize(value, attr, data, **kwargs)
        try:
            return clean_text(cells.short_text(found)) or None
        except Refused as refused:
            raise ma.ValidationError(gettext(_TEXT)) from refused


class Read(Words):
    """A text that is read as a cell of a file is: an address, a country, working days."""

    def __init__(self, reader: Any, **options: Any) -> None:
        super().__init__(**options)
        self._reader = reader

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return self._reader(text) if text else None
        except Refused as refused:
            raise ma.ValidationError(gettext(TEXTS[refused.code], **refused.params)) from refused


class Days(ma.fields.Raw):
    """``4``, ``2.5``, ``["mon", "tue"]`` or ``"ma di"``."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        del attr, data, kwargs
        text = " ".join(str(one) for one in value) if isinstance(value, list) else str(value)
        try:
            return cells.part_time_days(text, squeeze(text)) if text else None
        except Refused as refused:
            raise ma.ValidationError(gettext(TEXTS[refused.code])) from refused


def number(highest: int, *, load_only: bool = False, description: str = "") -> ma.fields.Decimal:
    """Return a field for a number from 0 to ``highest``, two decimals at the most."""
    # apispec writes the bounds of a Decimal as text, which OpenAPI forbids; so they are said again, as numbers.
    said: dict[str, Any] = {"minimum": 0, "maximum": highest}
    return ma.fields.Decimal(
        allow_none=True, places=2, allow_nan=False, load_only=load_only,
        validate=validate.Range(min=0, max=highest),
        metadata=said | ({"description": description} if description else {}),
    )  # fmt: skip


def words(**options: Any) -> Words:
    """Return a field for a short text that may be absent."""
    return Words(allow_none=True, **options)
