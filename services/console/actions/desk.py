"""What people do at the desk besides logging in: try again what waits, and move the time."""

from datetime import datetime
from uuid import UUID

from services.console.store import audit, log
from shared.contracts.console import HouseTimeSet
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog
from shared.eventlog import parking
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.queue.bell import ring
from shared.queue.enqueue import call


def retry(tx: Tx, follower: str, person_id: UUID | None, *, by: UUID) -> bool:
    """Let what waits for one person be tried again now; False where nothing waits any more (a second click)."""
    if not log.is_stuck(tx.conn, follower, person_id):
        return False
    parking.retry(tx, follower, person_id)
    detail = {"follower": follower}
    audit.add(tx.conn, at=tx.now, action="fact.retried", actor_id=by, subject_id=person_id, detail=detail)
    tx.after_commit(lambda: ring(follower, f"services.{follower}.jobs.catch_up"))
    return True


def move_time(transaction: Transactions, target: datetime, *, by: UUID) -> int:
    """Move the house's time to `target`; all that falls due in between happens, in order, before this returns.

    Returns how many facts were recorded on the way. The clock refuses what cannot be, in words of its own.
    """
    began = clock.now()
    with transaction() as tx:
        before = eventlog.head(tx.conn)
    call("services.clock.travel.travel_to", target)
    with transaction() as tx:
        happened = eventlog.head(tx.conn) - before
        detail = {"from": began.isoformat(), "to": target.isoformat()}
        audit.add(tx.conn, at=tx.now, action="clock.set", actor_id=by, detail=detail)
        tx.record(HouseTimeSet(instant=target))
    return happened
