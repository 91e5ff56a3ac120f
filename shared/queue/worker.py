"""A worker: ``python -m shared.queue.worker all`` or the names of queues.

Jobs are short sweeps over the database, so they run inside this process; forking for each would double their cost.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import cached_property

import structlog
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import DequeueStrategy

from shared.kernel.logs import configure
from shared.queue.connection import redis_connection
from shared.queue.enqueue import queue
from shared.queue.names import QUEUES

log = structlog.get_logger()
PAUSE_SECONDS = 1.0
BREATH_SECONDS = 0.1


class Worker(SimpleWorker):
    """Runs jobs in its own process, and takes a breath before a sweep that it has only just done.

    Under a burst of commits the bell rings for each look that has begun. A sweep a tenth of a second later finds all
    that came in meanwhile, at a fraction of the cost, and leaves the processor to whoever is answering people.
    """

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Do ``job``, not sooner than a breath after the same one."""
        rested = time.monotonic() - self._ended.get(str(job.func_name), 0.0)
        if rested < BREATH_SECONDS:
            time.sleep(BREATH_SECONDS - rested)
        super().execute_job(job, queue)
        self._ended[str(job.func_name)] = time.monotonic()

    @cached_property
    def _ended(self) -> dict[str, float]:
        return {}


def collect_seldom() -> None:
    """Look for rings of garbage seldom: a batch makes rows by the hundred thousand, and hardly a ring among them.

    Looking each few hundred rows, as Python does by itself, took a quarter of the time of a batch; memory stays flat
    without, since what is no ring goes at once.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def main(arguments: list[str]) -> int:
    """Serve the queues named in ``arguments`` until told to stop; ride out a Redis that goes away."""
    configure()
    collect_seldom()
    names = QUEUES if arguments in ([], ["all"]) else tuple(arguments)
    queues = [queue(name) for name in names]
    while True:
        worker = Worker(queues, connection=redis_connection(), serializer=JSONSerializer)
        try:
            # After each job the other queues come first: long work of one service keeps nobody else waiting.
            worker.work(logging_level="WARNING", dequeue_strategy=DequeueStrategy.ROUND_ROBIN)
        except RedisError as error:
            log.warning("redis_away", error=type(error).__name__)
            time.sleep(PAUSE_SECONDS)
            continue
        return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
