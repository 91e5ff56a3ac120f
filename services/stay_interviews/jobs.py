"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.stay_interviews.actions import INTERVIEWS, TALKS, notes, promises
from services.stay_interviews.reactions import FOLLOWER
from services.stay_interviews.wiring import transaction
from shared.appointment import sweeps as talk_sweeps
from shared.asking import sweeps
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def remind_due() -> int:
    """Send the reminders whose moment has come; return how many interviews were looked at."""
    return sweeps.remind_due(INTERVIEWS, transaction)


def close_due() -> int:
    """Close the interviews whose time is over; return how many."""
    return sweeps.close_due(INTERVIEWS, transaction)


def release() -> int:
    """Let answers become figures, where enough wait together; return how many did."""
    return sweeps.release(INTERVIEWS, transaction)


def wipe_wishes() -> int:
    """Wipe what was said with wishes to talk that are long over; return how many."""
    return sweeps.wipe_wishes(INTERVIEWS, transaction)


def remind_talks() -> int:
    """Remind both of the conversations of tomorrow; return of how many."""
    return talk_sweeps.remind_due(TALKS, transaction)


def look_after_talks() -> int:
    """Close what nobody picked a time for, and offer anew what an interviewer cannot hold; return how many."""
    return talk_sweeps.look_after(TALKS, transaction)


def settle_notes() -> int:
    """Let notes be final whose reader had the time to say otherwise, and forget old ones; return how many."""
    with transaction() as tx:
        return notes.agree_due(tx) + notes.forget_old(tx)


def remind_promises() -> int:
    """Remind keepers of what they promised; return of how many promises."""
    with transaction() as tx:
        return promises.remind_due(tx)


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    with transaction() as tx:
        written = notes.next_due(tx), promises.next_due(tx)
    found = (sweeps.next_due(INTERVIEWS, transaction), talk_sweeps.next_due(TALKS, transaction), *written)
    return min((one for one in found if one is not None), default=None)
