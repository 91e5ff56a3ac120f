"""An appointment that travels with a letter: what a calendar needs, and nothing of what it is about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Event:
    """An appointment as iCalendar means it (RFC 5546): the same ``uid`` with a higher ``sequence`` is a change of it.

    Names, numbers and addresses in it are sealed with the letter, and wiped once it is sent.
    """

    uid: str
    sequence: int
    method: str
    starts_at: datetime
    ends_at: datetime
    # In which zone the reader sees it.
    zone: str
    with_name: str
    # place, video or phone; and the room, the address or the number.
    how: str
    where: str
    # What it is called, where it is no conversation with one person.
    title: str = ""

    def sealed(self) -> str:
        """Return it as text, for the sealed part of a letter."""
        fields: dict[str, Any] = {
            **vars(self),
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
        }
        return json.dumps(fields)

    @classmethod
    def opened(cls, text: str) -> Event:
        """Return what ``sealed`` wrote."""
        fields = json.loads(text)
        for name in ("starts_at", "ends_at"):
            fields[name] = datetime.fromisoformat(fields[name])
        return cls(**fields)
