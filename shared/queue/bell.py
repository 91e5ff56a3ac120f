"""The bell: tell a queue that there is work, once, however often it rings.

A flag in Redis stands for "a job is waiting that has not looked yet". Who rings while it stands does nothing; the job
takes the flag down before it looks, so whatever is committed later rings again. The flag falls by itself after a few
seconds, and the clock sweeps: a bell that is lost costs time, never work.
"""

from __future__ import annotations

from contextlib import suppress

from redis.exceptions import RedisError

from shared.queue.connection import redis_connection
from shared.queue.enqueue import enqueue

FLAG_SECONDS = 15


def ring(queue: str, job: str) -> None:
    """See to it that ``job`` will run on ``queue`` soon."""
    if redis_connection().set(_flag(job), 1, nx=True, ex=FLAG_SECONDS):
        enqueue(queue, job)


def call_for_help(queue: str, job: str) -> None:
    """Ring from the midst of ``job``, so that a worker that is idle joins in; without Redis it goes on alone."""
    with suppress(RedisError):
        ring(queue, job)


def heard(job: str) -> None:
    """Take the flag down: call it first thing in ``job``, before looking for work. Work goes on without Redis too."""
    with suppress(RedisError):
        redis_connection().delete(_flag(job))


def _flag(job: str) -> str:
    return f"weerzien:bell:{job}"
