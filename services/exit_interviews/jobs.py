"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from services.exit_interviews.reactions import FOLLOWER
from services.exit_interviews.wiring import transaction
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)
