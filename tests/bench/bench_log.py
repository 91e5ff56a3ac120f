"""The journey log: appending and following, beside what PostgreSQL does without it."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from shared.contracts.people import PersonHired
from shared.db.engine import driver_url, engine_for
from shared.db.transaction import Tx, transaction
from shared.eventlog.follow import Follower, Run, catch_up
from shared.eventlog.log import append
from shared.eventlog.unit import transactions_for
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings, use
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house

SECONDS = 4.0
BATCH = 1_000
BATCHES = 60
BARE = (
    "CREATE TABLE bare (position bigserial PRIMARY KEY, id uuid NOT NULL, type text NOT NULL, person_id uuid, "
    "occurred_at timestamptz NOT NULL, body jsonb NOT NULL)"
)


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers, as the embedded house has them."""
    with bench_house(folder) as chosen:
        with psycopg.connect(chosen.database_url, autocommit=True) as conn:
            conn.execute(BARE)
            conn.execute(
                "GRANT ALL ON bare, bare_position_seq TO weerzien_people;"
                "GRANT USAGE ON SCHEMA public TO weerzien_people"
            )
        for writers in (1, 16):
            bare = _rate(chosen, writers, _bare_writer)
            ours = _rate(chosen, writers, _fact_writer)
            yield Figure(
                f"facts appended one a commit, {writers} writer{'s' * (writers > 1)}",
                ours,
                bare,
                "/s",
                "bare INSERT + COMMIT",
                "≥ 2,700/s where bare does 21,000" if writers > 1 else "",
            )
        yield _batches(chosen)
        yield _follow(chosen.database_url)


def _batches(chosen: Settings) -> Figure:
    facts = [_hired() for _ in range(BATCH)]
    with transactions_for("people")() as tx:
        tx.record(*facts)
    with timed() as ours:
        for _ in range(BATCHES):
            with transaction(engine_for("people"), append) as tx:
                tx.record(*facts)
    rows = [(f.person_id, "people.hired.v1", f.person_id, json.dumps(f.body())) for f in facts]
    with psycopg.connect(_plain(chosen)) as conn, timed() as bare:
        for _ in range(BATCHES):
            _copy(conn, rows)
    total = BATCH * BATCHES
    return Figure(
        "facts appended by 1,000", total / ours.seconds, total / bare.seconds, "/s", "COPY", "≥ 0.15"
    )


def _copy(conn: psycopg.Connection[Any], rows: list[tuple[Any, ...]]) -> None:
    now = datetime.now(UTC)
    with conn.cursor().copy("COPY bare (id, type, person_id, occurred_at, body) FROM STDIN") as copy:
        for identity, kind, person, body in rows:
            copy.write_row((identity, kind, person, now, body))
    conn.commit()


def _follow(url: str) -> Figure:
    """Follow with an effect a fact: one row in a table, in batches as reactions do it."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE journey.effect (position bigint PRIMARY KEY, person_id uuid)")

    def react(tx: Tx, run: Run) -> None:
        tx.conn.execute(
            text(
                "INSERT INTO journey.effect SELECT * FROM unnest(cast(:p AS bigint[]), cast(:who AS uuid[]))"
            ),
            {"p": [r.position for r in run], "who": [r.fact.person_id for r in run]},
        )

    with timed() as ours:
        handled = catch_up(Follower("journey", {PersonHired: react}), transactions_for("journey"))
    with psycopg.connect(url) as conn, timed() as bare:
        rows = conn.execute(
            "SELECT position, type, person_id, occurred_at, body FROM eventlog.fact ORDER BY position"
        )
        read_rows = len(rows.fetchall())
    return Figure(
        "facts followed, each with a row as effect",
        handled / ours.seconds,
        read_rows / bare.seconds,
        "/s",
        "bare read",
        "≥ 5,000/s",
    )


def _rate(chosen: Settings, writers: int, work: Callable[[Settings, Any, Any], None]) -> float:
    """Return commits a second of ``writers`` processes over a few seconds."""
    context = multiprocessing.get_context("spawn")
    start, counts = context.Barrier(writers + 1), context.Queue()
    processes = [context.Process(target=work, args=(chosen, start, counts)) for _ in range(writers)]
    for process in processes:
        process.start()
    start.wait()
    total: int = sum(counts.get() for _ in processes)
    for process in processes:
        process.join()
    return total / SECONDS


def _fact_writer(chosen: Settings, start: Any, counts: Any) -> None:
    with use(chosen):
        engine = engine_for("people")
        with transaction(engine, append) as tx:
            tx.record(_hired())
        start.wait()
        counts.put(_count(lambda: _append_one(engine)))


def _append_one(engine: Any) -> None:
    with transaction(engine, append) as tx:
        tx.record(_hired())


def _bare_writer(chosen: Settings, start: Any, counts: Any) -> None:
    with psycopg.connect(_plain(chosen), autocommit=True) as conn:
        body = json.dumps(_hired().body())
        columns = "id, type, person_id, occurred_at, body"
        insert = f"INSERT INTO bare ({columns}) VALUES (%s, 'people.hired.v1', %s, now(), %s)"
        conn.execute(insert, (new_id(), new_id(), body))
        start.wait()
        counts.put(_count(lambda: conn.execute(insert, (new_id(), new_id(), body))))


def _count(work: Callable[[], object]) -> int:
    done, until = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        work()
        done += 1
    return done


def _plain(chosen: Settings) -> str:
    return driver_url(chosen.database_url).set(drivername="postgresql").render_as_string(hide_password=False)


def _hired() -> PersonHired:
    return PersonHired(person_id=new_id(), spell_id=new_id(), hire_date=date(2026, 1, 1))
