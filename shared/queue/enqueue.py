"""Ask for work: a job is a dotted name and ids, never content."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from rq import Queue
from rq.serializers import JSONSerializer

from shared.queue.connection import redis_connection
from shared.queue.names import QUEUES

# A job that is done leaves nothing behind; a failed one stays to be looked at for a day.
RESULT_SECONDS = 0
FAILURE_SECONDS = 86_400
LIMIT_SECONDS = 1_800


def queue(name: str) -> Queue:
    """Return the queue called ``name``."""
    if name not in QUEUES:
        message = f"there is no queue {name!r}"
        raise ValueError(message)
    return Queue(name, connection=redis_connection(), serializer=JSONSerializer)


def enqueue(name: str, job: str, *args: str | int) -> None:
    """Put ``job`` (such as ``services.journey.jobs.release_due``) on the queue called ``name``."""
    queue(name).enqueue_call(
        job, args=args, result_ttl=RESULT_SECONDS, failure_ttl=FAILURE_SECONDS, timeout=LIMIT_SECONDS
    )


def call(job: str, *args: Any) -> Any:
    """Run ``job`` here and now and return what it returns: how time travel and the tests run the timetable."""
    module, _, name = job.rpartition(".")
    return getattr(import_module(module), name)(*args)
