"""Why somebody who leaves was not invited. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from services.exit_interviews.domain.cases import must_be_told

TO_TELL, PLANNED, UNDELIVERED = "to_tell", "planned", "undelivered"
PAUSED, BY_HAND, SWITCHED_OFF, LATE, NOT_MEANT, DUE, DROPPED, NOTHING = (
    "paused",
    "by_hand",
    "switched_off",
    "late",
    "not_meant",
    "due",
    "dropped",
    "nothing",
)
WHYS = (TO_TELL, UNDELIVERED, PLANNED, PAUSED, BY_HAND, SWITCHED_OFF, LATE, NOT_MEANT, DUE, DROPPED, NOTHING)
# So long after the last day nothing of the plan invites any more.
LAST_CHANCE = timedelta(days=42)
# What journey says of a moment that did not come.
_DROPPED = {
    "paused": PAUSED,
    "switched_off": SWITCHED_OFF,
    "not_in_plan": SWITCHED_OFF,
    "not_for": NOT_MEANT,
    "late": LATE,
    "too_late": LATE,
}


def why(row: Any, today: date) -> str:
    """Return why nobody asked them (yet); ``row`` is a case with its form and its moment in the plan."""
    if must_be_told(row):
        return TO_TELL
    if row.form_state is not None:
        return UNDELIVERED
    if row.moment_state is None:
        return LATE if row.last_day + LAST_CHANCE < today else NOTHING
    if row.moment_state == "planned":
        return PLANNED
    if row.moment_state == "due":
        return DUE
    reason = row.moment_reason or ""
    return BY_HAND if reason.startswith("hand_") else _DROPPED.get(reason, DROPPED)
