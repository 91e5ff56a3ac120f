"""What HR wants done by hand, and to whom; as it is meant, kept and read again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

SEND, MOVE, SKIP, TAKE_BACK, PAUSE, RESUME = "send", "move", "skip", "take_back", "pause", "resume"
KINDS = (SEND, MOVE, SKIP, TAKE_BACK, PAUSE, RESUME)
# These are about people, the others about moments that are there.
OF_PEOPLE = (SEND, PAUSE, RESUME)
IN_SERVICE, EXPECTED, LEFT, EVERYBODY = "in_service", "expected", "left", "everybody"
EMPLOYMENTS = {IN_SERVICE: ("active", "leaving"), EXPECTED: ("expected",), LEFT: ("left",), EVERYBODY: ()}


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Whom, and which of their moments; None asks nothing."""

    programme: str | None = None
    rule: str | None = None
    state: str | None = None
    first: date | None = None
    last: date | None = None
    department: UUID | None = None
    function: str | None = None
    country: str | None = None
    employment: str = IN_SERVICE


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What HR wants done: ``ask`` and ``day`` to send, ``day`` to move (None: the plan's own), ``reason`` to skip."""

    kind: str
    who: Selection
    day: date | None = None
    programme: str | None = None
    ask: str | None = None
    reason: str | None = None

    def as_plain(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            name: {key: _plain(one) for key, one in value.items()} if name == "who" else _plain(value)
            for name, value in asdict(self).items()
        }


def intent_of(kept: Mapping[str, Any]) -> Intent:
    """Return what ``as_plain`` wrote."""
    who = {key: value for key, value in kept["who"].items() if key in {one.name for one in fields(Selection)}}
    for name in ("first", "last"):
        who[name] = date.fromisoformat(who[name]) if who.get(name) else None
    who["department"] = UUID(who["department"]) if who.get("department") else None
    day = date.fromisoformat(kept["day"]) if kept.get("day") else None
    return Intent(
        kind=kept["kind"],
        who=Selection(**who),
        day=day,
        **{name: kept.get(name) for name in ("programme", "ask", "reason")},
    )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | UUID) else value
