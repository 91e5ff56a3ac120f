"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.exit_interviews.actions import aftercare, cases, dismissals, forms, home, later
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.reactions import FOLLOWER
from services.exit_interviews.wiring import transaction
from shared.asking import sweeps
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def remind_due() -> int:
    """Send the reminders whose moment has come; return how many forms were looked at."""
    return sweeps.remind_due(FORMS, transaction)


def close_due() -> int:
    """Close the forms whose time is over and the cases that are, let go of what waited too long; return how many."""
    closed = sweeps.close_due(FORMS, transaction)
    with transaction() as tx:
        return closed + forms.close_overdue(tx) + cases.close_over(tx)


def release() -> int:
    """Let answers become figures, where enough wait together; return how many did."""
    return sweeps.release(FORMS, transaction)


def wipe_wishes() -> int:
    """Wipe what was said with wishes to talk that are long over; return how many."""
    return sweeps.wipe_wishes(FORMS, transaction)


def ask_home() -> int:
    """Ask whoever leaves soon and cannot be reached afterwards for an address; return how many."""
    with transaction() as tx:
        return home.ask_due(tx)


def ask_later() -> int:
    """Ask whoever asked for it how they are, and once more who said that we may; return how many."""
    with transaction() as tx:
        return aftercare.ask_due(tx) + later.ask_due(tx)


def wipe_preparations() -> int:
    """Wipe what was written to prepare dismissals that are long over; return how many."""
    with transaction() as tx:
        return dismissals.wipe(tx)


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    return sweeps.next_due(FORMS, transaction)
