"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.exit_interviews.actions import (
    aftercare,
    cases,
    coding,
    dismissals,
    forms,
    home,
    keeping,
    later,
    preparing,
    quoting,
    reporting,
)
from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.reactions import FOLLOWER
from services.exit_interviews.wiring import transaction
from shared.appointment import sweeps as talk_sweeps
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
    """Let answers become figures, where enough wait together; return how many did.

    First what interviewers heard goes under seal beside them: whether both said the same is known only while both wait.
    """
    with transaction() as tx:
        coding.file_due(tx)
    return sweeps.release(FORMS, transaction)


def wipe_wishes() -> int:
    """Wipe what was said with wishes and before conversations that are long over, and old quotes; return how many."""
    done = sweeps.wipe_wishes(FORMS, transaction)
    with transaction() as tx:
        return done + preparing.wipe(tx) + quoting.forget_old(tx)


def remind_talks() -> int:
    """Remind both of the conversations of tomorrow; return of how many."""
    return talk_sweeps.remind_due(TALKS, transaction)


def look_after_talks() -> int:
    """Give days after leaving to who picked none, offer anew what an interviewer cannot hold; return how many."""
    return talk_sweeps.look_after(TALKS, transaction)


def settle_reports() -> int:
    """Let reports stand whose reader had the time to say otherwise, and forget old ones; return how many."""
    with transaction() as tx:
        return reporting.let_stand(tx) + keeping.forget_old(tx)


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
    with transaction() as tx:
        report = reporting.next_due(tx)
    found = (sweeps.next_due(FORMS, transaction), talk_sweeps.next_due(TALKS, transaction), report)
    return min((one for one in found if one is not None), default=None)
