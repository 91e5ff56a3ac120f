"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.onboarding import actions
from services.onboarding.actions import CHECKINS, signals
from services.onboarding.reactions import FOLLOWER
from services.onboarding.wiring import transaction
from shared.asking import sweeps
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def remind_due() -> int:
    """Send the reminders whose moment has come; return how many check-ins were looked at."""
    return sweeps.remind_due(CHECKINS, transaction, batch=actions.REMIND_BATCH)


def close_due() -> int:
    """Close the check-ins whose time is over; return how many."""
    return sweeps.close_due(CHECKINS, transaction)


def release() -> int:
    """Let answers become figures, where enough wait together; return how many did."""
    return sweeps.release(CHECKINS, transaction)


def watch_signals() -> int:
    """Look which groups of newcomers stand out; return how many."""
    with transaction() as tx:
        return signals.keep_watch(tx)


def wipe_wishes() -> int:
    """Wipe what was said with wishes to talk that are long over; return how many."""
    return sweeps.wipe_wishes(CHECKINS, transaction)


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    return sweeps.next_due(CHECKINS, transaction)
