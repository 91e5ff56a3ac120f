"""A date, and yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from babel.dates import format_date, get_month_names
from marshmallow import ValidationError, fields, validate

from shared.questionnaire.kinds.base import Kind, Raw, Stored
from shared.questionnaire.model import LANGUAGES, Option, Question, Text
from shared.questionnaire.problems import Refused

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
YES = Text(nl="Ja", en="Yes", fr="Oui")
NO = Text(nl="Nee", en="No", fr="Non")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\.? +([^\W\d_]+)\.?,? +(\d{4})")
_MONTHS = {
    name.lower().rstrip("."): number
    for language in LANGUAGES
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
}


class Day(Kind[date]):
    """A date on the calendar."""

    template = "day"

    def parse(self, question: Question, raw: Raw) -> date | None:
        """Read a date as a browser sends it, or as people write it."""
        del question
        value = raw.first.strip()
        if not value:
            return None
        day = _read(value)
        if day is None or not FIRST <= day <= LAST:
            raise Refused("Deze datum kennen we niet. Schrijf hem zo: 3 februari 2027.")
        return day

    def field(self, question: Question) -> fields.Field[Any]:
        """An ISO date."""
        del question
        return fields.Date(validate=validate.Range(FIRST, LAST))

    def loaded(self, question: Question, data: date) -> date:
        """The date itself."""
        del question
        return data

    def dumped(self, question: Question, value: date) -> str:
        """An ISO date."""
        del question
        return value.isoformat()

    def display(self, question: Question, value: date, language: str) -> str:
        """The date in words."""
        del question
        return format_date(value, format="long", locale=language if language in LANGUAGES else LANGUAGES[0])

    def stored(self, value: date) -> Stored:
        """A date."""
        return Stored(day=value)

    def restored(self, stored: Stored) -> date:
        """A date."""
        if stored.day is None:
            raise ValueError(stored)
        return stored.day


class TrueOrFalse(fields.Boolean):
    """A boolean that takes no number or word for one."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> bool:
        del attr, data, kwargs
        if not isinstance(value, bool):
            raise ValidationError("Not a valid boolean.")
        return value


class YesNo(Kind[bool]):
    """Yes, or no."""

    template = "yes_no"
    comparisons = frozenset({"equals"})
    words: ClassVar = {"yes": YES, "no": NO}

    def options(self, question: Question) -> tuple[Option, ...]:
        """Yes, and no."""
        del question
        return tuple(Option(key, text) for key, text in self.words.items())

    def parse(self, question: Question, raw: Raw) -> bool | None:
        """Read which of the two was picked."""
        del question
        value = raw.first.strip()
        if not value:
            return None
        if value not in self.words:
            raise Refused("Kies ja of nee.")
        return value == "yes"

    def field(self, question: Question) -> fields.Field[Any]:
        """True or false."""
        del question
        return TrueOrFalse()

    def loaded(self, question: Question, data: bool) -> bool:  # noqa: FBT001  the answer itself
        """True or false."""
        del question
        return data

    def dumped(self, question: Question, value: bool) -> bool:  # noqa: FBT001  the answer itself
        """True or false."""
        del question
        return value

    def display(self, question: Question, value: bool, language: str) -> str:  # noqa: FBT001  the answer itself
        """The word."""
        del question
        return (YES if value else NO).said(language)

    def stored(self, value: bool) -> Stored:  # noqa: FBT001  the answer itself
        """One for yes and nought for no, so that the mean is the share of yes."""
        return Stored(number=int(value))

    def restored(self, stored: Stored) -> bool:
        """One for yes and nought for no."""
        return bool(stored.number)

    def fits(self, question: Question, operand: object) -> bool:
        """True or false."""
        del question
        return isinstance(operand, bool)


def _read(value: str) -> date | None:
    if found := _ISO.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(value):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _IN_WORDS.fullmatch(value)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
