"""Console's sweeps: each does all that is due now, whoever calls it."""

from datetime import datetime

from services.console import policy
from services.console.actions import accounts as account_actions
from services.console.actions import links
from services.console.store import accounts, guards, sessions
from services.console.wiring import transaction
from shared.kernel import clock
from shared.queue.bell import heard


def answer_resets() -> int:
    """Send the links that were asked for at the door; how many questions were handled."""
    heard("services.console.jobs.answer_resets")
    handled = 0
    while True:
        with transaction() as tx:
            done = links.answer_resets(tx)
        handled += done
        if done < links.BATCH:
            return handled


def clean_up() -> int:
    """Forget logins that have ended, links that are too old, and counts of tries that no longer count."""
    with transaction() as tx:
        accounts.drop_old_links(tx.conn, tx.now)
        ended = sessions.remove_old(tx.conn, now=clock.wall(), idle=policy.SESSION_IDLE)
        return ended + guards.forget_old(tx.conn, tx.now - policy.GUARD_KEPT)


def next_due() -> datetime | None:
    """When a sweep of ours has work next: a question for a new password is answered at once."""
    with transaction() as tx:
        return accounts.oldest_reset_request(tx.conn)


def ensure_first_account() -> bool:
    """Let HR in for the first time, as the environment says; called after every migration, harmless when repeated."""
    with transaction() as tx:
        return account_actions.ensure_admin(tx)
