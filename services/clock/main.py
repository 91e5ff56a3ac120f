"""The clock's process: ``python -m services.clock.main``. Start two; one leads, the other takes over in seconds."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler

from services.clock.leader import Leader, connect_for_lock
from services.clock.timetable import TIMETABLE
from shared.kernel.logs import configure
from shared.queue.bell import ring

log = structlog.get_logger()
BEAT_SECONDS = 1


def main() -> int:
    """Beat until told to stop."""
    configure()
    leader = Leader(connect_for_lock, TIMETABLE, ring)
    scheduler = BlockingScheduler(timezone="UTC")
    # A beat that was missed is made up for by the next: it looks at what is due, not at what it was woken for.
    scheduler.add_job(
        leader.beat,
        "interval",
        seconds=BEAT_SECONDS,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()
    leader.let_go()
    return 0


if __name__ == "__main__":
    sys.exit(main())
