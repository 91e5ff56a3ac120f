"""A house to measure in: durable servers of its own, as the embedded house has them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.redis import EmbeddedRedis
from infra.migrate import migrate
from shared.db.engine import dispose_all
from shared.kernel.settings import Settings, read, use


def sizes(*ordinary: int) -> tuple[int, ...]:
    """Return at how many people to measure: as many as ``WEERZIEN_BENCH_PEOPLE`` says (1000000, or 10000,100000)."""
    chosen = os.environ.get("WEERZIEN_BENCH_PEOPLE")
    return tuple(int(one) for one in chosen.split(",")) if chosen else ordinary


@contextmanager
def bench_house(place: Path, **environ: str) -> Iterator[Settings]:
    """Start the servers in ``place``, make every table, and let the settings of this house be those in use."""
    with ExitStack() as stack:
        postgres = stack.enter_context(EmbeddedPostgres(place / "pg"))
        valkey = stack.enter_context(EmbeddedRedis(place / "redis"))
        migrate(postgres.url, "bench")
        chosen = replace(
            read({"WEERZIEN_HOME": str(place), **environ}),
            secret_key="bench",
            database_url=postgres.url,
            redis_url=valkey.url,
        )
        stack.enter_context(use(chosen))
        stack.callback(dispose_all)
        yield chosen


@contextmanager
def outside(serve: Callable[[Connection], None]) -> Iterator[int]:
    """Let ``serve`` (a function of a module) be a server in a process of its own; it says its port, and is given."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join(5)
