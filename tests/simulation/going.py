"""The house's time goes on: as in time travel, with fewer stops, so that years fit in minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.clock import store
from services.clock.travel import Traveller
from shared.db.engine import engine_for

# Every letter has a window of hours, and leaves in its first two: stops three hours apart are early enough for all.
GRAIN = timedelta(hours=3)


def go(target: datetime) -> None:
    """Let everything happen that is due on the way to ``target``, in order."""
    with store.one_traveller(engine_for("clock")) as conn:
        Traveller(conn, GRAIN).go(target)
