"""The fields of something that people and programs write: each read for itself, with what is wrong noted at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from services.journey.domain import problems as why
from services.journey.domain.problems import Problems
from services.journey.domain.rule import ANY, Offset, Range
from shared.calendar.window import Window

FIRST_YEAR = 1900
LONGEST = {"days": 3_660, "weeks": 520, "months": 120, "working_days": 2_600}


class Fields:
    """Reads fields by kind; what is wrong is noted, and something harmless stands in for it."""

    def __init__(self, data: Mapping[str, Any], where: str, problems: Problems) -> None:
        self.data, self._where, self._problems = data, where, problems

    def within(self, key: str, data: Mapping[str, Any]) -> Fields:
        """Return the fields of a group inside this one."""
        return Fields(data, f"{self._where}.{key}", self._problems)

    def wrong(self, key: str, reason: str) -> None:
        """Note why a field cannot be so."""
        self._problems.add(f"{self._where}.{key}" if self._where else key, reason)

    def offset(self, key: str, *, least: int | None = None) -> Offset:
        """Return so much time after or before; at least ``least`` where given."""
        value = self.data.get(key)
        if not isinstance(value, Mapping) or len(value) != 1:
            self.wrong(key, why.BAD_OFFSET)
            return Offset("days", 1)
        [(unit, number)] = value.items()
        if unit not in LONGEST or not is_number(number):
            self.wrong(key, why.BAD_OFFSET)
        elif least is not None and number < least:
            self.wrong(key, why.TOO_SHORT)
        elif abs(number) > LONGEST[unit]:
            self.wrong(key, why.OUT_OF_REACH)
        else:
            return Offset(unit, number)
        return Offset("days", 1)

    def number(self, key: str, *, least: int, most: int, otherwise: int = 0) -> int:
        """Return a whole number between ``least`` and ``most``."""
        value = self.data.get(key, otherwise)
        if not is_number(value) or not least <= value <= most:
            self.wrong(key, why.BAD_NUMBER)
            return otherwise
        return int(value)

    def texts(self, key: str) -> list[str]:
        """Return a list of short texts."""
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) and len(one) <= 200 for one in value):
            self.wrong(key, why.BAD_TEXT)
            return []
        return value

    def ids(self, key: str) -> Iterable[UUID]:
        """Yield the ids in a list."""
        for value in self.texts(key):
            try:
                yield UUID(value)
            except ValueError:
                self.wrong(key, why.BAD_DEPARTMENT)

    def folded(self, key: str, known: Iterable[str] = ()) -> frozenset[str]:
        """Return texts as they are compared; only ``known`` ones where given."""
        found = frozenset(value.strip().casefold() for value in self.texts(key) if value.strip())
        if known and not found <= set(known):
            self.wrong(key, why.BAD_CHOICE)
        return found

    def range_of(self, key: str) -> Range:
        """Return from and to."""
        value = self.data.get(key)
        if not value:
            return ANY
        if not isinstance(value, Mapping) or not set(value) <= {"from", "to"}:
            self.wrong(key, why.BAD_RANGE)
            return ANY
        least, most = value.get("from"), value.get("to")
        numbers = [one for one in (least, most) if one is not None]
        if not all(is_number(one) and 0 <= one <= 10_000 for one in numbers) or numbers != sorted(numbers):
            self.wrong(key, why.BAD_RANGE)
            return ANY
        return Range(least, most) if numbers else ANY

    def window(self) -> Window | None:
        """Return hours, and the weekdays of them."""
        value = self.data.get("window")
        if not value:
            return None
        if not isinstance(value, Mapping) or not set(value) <= {"opens", "closes", "days"}:
            self.wrong("window", why.BAD_WINDOW)
            return None
        days = value.get("days")
        if days is not None and not _are_weekdays(days):
            self.wrong("window", why.BAD_CHOICE)
        elif days is not None and set(days) <= {6, 7}:
            self.wrong("window", why.NO_WORKING_DAY)
        else:
            opens, closes = self._time(value.get("opens")), self._time(value.get("closes"))
            if opens and closes and opens < closes:
                return Window(opens, closes, weekdays=frozenset(days) if days else None)
            self.wrong("window", why.BAD_WINDOW)
        return None

    @staticmethod
    def _time(value: Any) -> time | None:
        try:
            return time.fromisoformat(value) if isinstance(value, str) and len(value) == 5 else None
        except ValueError:
            return None

    def yes(self, key: str) -> bool:
        """Return whether it is ticked."""
        value = self.data.get(key) or False
        if not isinstance(value, bool):
            self.wrong(key, why.BAD_CHOICE)
        return value is True

    def date_of(self, key: str) -> date | None:
        """Return a date, None where none is given."""
        value = self.data.get(key)
        if value is None:
            return None
        return read_date(value, lambda reason: self.wrong(key, reason))


def read_date(value: Any, wrong: Callable[[str], None]) -> date | None:
    """Return the ISO date in ``value``, or say what is wrong with it."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.year < FIRST_YEAR:
        wrong(why.BAD_DATE)
        return None
    return found


def is_number(value: Any) -> bool:
    """Return whether it is a whole number; ``true`` is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _are_weekdays(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(is_number(one) and 1 <= one <= 7 for one in value)
