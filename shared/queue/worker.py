"""A worker: ``python -m shared.queue.worker all`` or the names of queues.

Jobs are short sweeps over the database, so they run inside this process; forking for each would double their cost.
"""

from __future__ import annotations

import sys
import time

import structlog
from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from shared.kernel.logs import configure
from shared.queue.connection import redis_connection
from shared.queue.enqueue import queue
from shared.queue.names import QUEUES

log = structlog.get_logger()
PAUSE_SECONDS = 1.0


def main(arguments: list[str]) -> int:
    """Serve the queues named in ``arguments`` until told to stop; ride out a Redis that goes away."""
    configure()
    names = QUEUES if arguments in ([], ["all"]) else tuple(arguments)
    queues = [queue(name) for name in names]
    while True:
        worker = SimpleWorker(queues, connection=redis_connection(), serializer=JSONSerializer)
        try:
            worker.work(logging_level="WARNING")
        except RedisError as error:
            log.warning("redis_away", error=type(error).__name__)
            time.sleep(PAUSE_SECONDS)
            continue
        return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
