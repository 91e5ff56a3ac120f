"""The talk that brings a dismissal: what is prepared, and who was there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MANAGER, PRESENT = "manager", ("manager", "hr", "companion", "union", "other")
# What has to be written before HR can say that the talk is prepared.
NEEDED = ("message", "reasons", "setting", "after", "care")
LONGEST = 4000
# Nobody writes down later than that on which day a talk was.
LONGEST_AGO = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """What was thought of beforehand, in plain words."""

    message: str = ""
    reasons: str = ""
    setting: str = ""
    after: str = ""
    care: str = ""

    def lacking(self) -> list[str]:
        """Return what is not written yet."""
        return [name for name in NEEDED if not getattr(self, name)]


@dataclass(frozen=True, kw_only=True)
class Held:
    """That the talk was held."""

    day: date
    present: tuple[str, ...]


def can_have_been(day: date, today: date) -> bool:
    """Return whether a talk can have been held on this day."""
    return today - LONGEST_AGO <= day <= today
