"""A time of day and a length of time as people say them, on pages and in letters alike."""

from __future__ import annotations

from datetime import datetime, time

from babel.units import format_unit

_MINUTES_IN_HOUR = 60


def clock_said(at: datetime | time, language: str) -> str:
    """Return ``9.00 uur``, ``9:00 am``, ``9 h 00`` (with spaces that do not break)."""
    if language == "en":
        return f"{at.hour % 12 or 12}:{at:%M} {'pm' if at.hour >= 12 else 'am'}"
    if language == "fr":
        return f"{at.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{at:%M}"
    return f"{at.hour}.{at:%M} uur"


def length_said(minutes: int, language: str) -> str:
    """Return ``2 uur``, ``45 minuten``: hours where they are whole."""
    hours, rest = divmod(minutes, _MINUTES_IN_HOUR)
    if rest or not hours:
        return format_unit(minutes, "duration-minute", "long", locale=language)
    # Babel knows no Dutch word for it.
    return (
        f"{hours} uur" if language == "nl" else format_unit(hours, "duration-hour", "long", locale=language)
    )
