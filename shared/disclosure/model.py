"""Answers on their way to becoming figures, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from shared.kernel.settings import settings

PATH_SEPARATOR = " > "
"""As people writes a department that lies in another."""
LEAST_GROUP = 5
"""No setting goes below it; neither does the database."""
LEAST_WORDS = 10

DEPARTMENT = "department"
FLAT_CUTS = ("tenure_band", "function", "age_band", "leave_kind", "country")
CUTS = (DEPARTMENT, *FLAT_CUTS)
"""What a circle may say of its people, in the order in which it is tried: department first."""

Key = TypeVar("Key")


class TooLow(Exception):
    """A setting promises less than the house always promises."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How many people an outcome speaks of at least: figures, and what people wrote in words of their own."""

    group: int = LEAST_GROUP
    words: int = LEAST_WORDS

    def __post_init__(self) -> None:
        """Refuse what is less than the house always promises."""
        if self.group < LEAST_GROUP or self.words < max(LEAST_WORDS, self.group):
            message = (
                f"groups of {self.group} and words from {self.words}: at least {LEAST_GROUP} and {LEAST_WORDS},"
                " and words never sooner than figures"
            )
            raise TooLow(message)


def rule_in_force() -> Rule:
    """Return what the settings of this house ask for."""
    return Rule(group=settings().minimum_group, words=settings().minimum_words)


@dataclass(frozen=True, kw_only=True)
class Traits:
    """Where somebody belonged at the moment of answering: the whole path of the department, and flat traits."""

    path: tuple[str, ...] = ()
    flat: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Waiting(Generic[Key]):
    """One answer to one question that waits for company. ``promised`` is how many there would be, as was said then.

    ``who`` is the same for the answers of one person; None where nobody may know, and counts as one person each.
    ``many`` answers that are alike in everything may wait as one: no trait ever parts them.
    """

    key: Key
    traits: Traits
    quarter: date
    promised: int
    who: bytes | None = None
    many: int = 1


@dataclass(frozen=True, kw_only=True)
class Circle(Generic[Key]):
    """People whose answers become figures together, for good, and what may be said of all of them.

    Whoever is in one circle looks the same in every figure that is ever shown. ``path`` is as much of the department
    as all share, or as was not told apart; a trait that is not in ``flat`` is not told of this circle.
    """

    keys: tuple[Key, ...]
    people: int
    path: tuple[str, ...]
    flat: Mapping[str, str]
    quarter: date
    sample: bool


def path_of(written: str | None) -> tuple[str, ...]:
    """Return a department's path as it is written ("Care > Home care") in its parts."""
    return tuple(written.split(PATH_SEPARATOR)) if written else ()


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that ``day`` is in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)
