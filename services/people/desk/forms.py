"""A form is read with the schema of the API; dates may be written as people write them."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma
from flask import request

from services.people.imports.dates import GUESSED, Century, NoDate, read_date
from services.people.imports.mapping import DATE_FIELDS
from shared.kernel import clock
from shared.kernel.settings import settings

Errors = dict[str, list[str]]
# Our own pages write "dinsdag 9 maart 2027"; the form reads that back.
_WEEKDAY = re.compile(r"^[^\W\d_]+\.?,?\s+(?=\d)")
_FORMATS = ("D MMM YYYY", *GUESSED)


def read_form(schema: ma.Schema, names: tuple[str, ...]) -> tuple[dict[str, Any], Errors]:
    """Return what was filled in, and what was wrong with it."""
    typed = {name: request.form[name].strip() or None for name in names if name in request.form}
    raw = {name: _iso(value) if name in DATE_FIELDS else value for name, value in typed.items()}
    try:
        given: dict[str, Any] = schema.load(raw, unknown=ma.EXCLUDE)
    except ma.ValidationError as error:
        messages: Any = error.messages
        return {}, {name: [str(one) for one in reasons] for name, reasons in messages.items()}
    return given, {}


def _iso(value: str | None) -> str | None:
    if value is None:
        return None
    value = _WEEKDAY.sub("", value)
    try:
        return read_date(value, _FORMATS, century=Century(clock.today(settings().zone))).isoformat()
    except NoDate:
        return value
