"""Planning and releasing touchpoints, beside the bare SQL that writes the same rows; the tick with nothing to do."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
import psycopg
from sqlalchemy import text

from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.redis import EmbeddedRedis
from infra.migrate import migrate
from services.journey import jobs
from shared.contracts.people import PersonHired
from shared.db.engine import dispose_all, owner_engine
from shared.eventlog.unit import transactions_for
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import read, use
from tests.bench.figures import Figure, timed

SIZES = (10_000, 100_000)
BATCH = 5_000
TICKS = 50
# A Tuesday morning; the people were hired over the year before and the month to come.
MORNING = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
# Everybody's day: the first touchpoints of all fall due together.
HARVEST = datetime(2026, 3, 4, 13, 0, tzinfo=UTC)

_PEOPLE = text("""
    INSERT INTO people.person (id, given_name, family_name, email, country, time_zone, created_at, changed_at)
    SELECT id, 'Noor', 'van Dijk', 'p' || :first + n || '@example.org', (ARRAY['NL', 'BE', 'FR'])[1 + n % 3],
           (ARRAY[NULL, 'Europe/Brussels', 'Europe/Paris'])[1 + n % 3], now(), now()
    FROM unnest(cast(:people AS uuid[])) WITH ORDINALITY AS p (id, n)
""")
_SPELLS = text("""
    INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, part_time_days)
    SELECT spell, person, 1, true, 'active', cast(:day AS date) - cast(n % 365 AS int) + 30,
           (ARRAY[NULL, 'mon,tue,wed,thu', '4'])[1 + n % 3]
    FROM unnest(cast(:people AS uuid[]), cast(:spells AS uuid[])) WITH ORDINALITY AS p (person, spell, n)
""")
# One touchpoint of everybody comes due on one morning, as after an import of a whole company.
_ALL_DUE = text("""
    UPDATE journey.touchpoint t
    SET anchor_date = cast(:day AS date) - 7, due_date = cast(:day AS date), send_at = :moment,
        state = 'planned', reason = NULL, released_at = NULL, closes_on = cast(:day AS date) + 21
    WHERE rule = 'week_1'
""")
_ALL_HIRED = text("UPDATE people.spell SET hire_date = cast(:day AS date) - 7")


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers, as the embedded house has them."""
    for size in SIZES:
        with ExitStack() as stack:
            place = folder / str(size)
            postgres = stack.enter_context(EmbeddedPostgres(place / "pg"))
            valkey = stack.enter_context(EmbeddedRedis(place / "redis"))
            migrate(postgres.url, "bench")
            chosen = replace(
                read({"WEERZIEN_HOME": str(place)}),
                secret_key="bench",
                database_url=postgres.url,
                redis_url=valkey.url,
            )
            stack.enter_context(use(chosen))
            stack.callback(dispose_all)
            with clock.travelling(MORNING):
                hire(size)
                yield plan_all(size, postgres.url)
                yield empty_tick(size)
            yield release_all(size)


def hire(number: int) -> None:
    """Take people into service, with the facts that an import leaves behind."""
    for first in range(0, number, BATCH):
        people = [new_id() for _ in range(min(BATCH, number - first))]
        spells = [new_id() for _ in people]
        values = {"people": people, "spells": spells, "first": first, "day": MORNING.date()}
        with owner_engine().begin() as conn:
            conn.execute(_PEOPLE, values)
            conn.execute(_SPELLS, values)
        with transactions_for("people")() as tx:
            tx.record(
                *(
                    PersonHired(person_id=person, spell_id=spell, hire_date=MORNING.date())
                    for person, spell in zip(people, spells, strict=True)
                )
            )


def plan_all(size: int, url: str) -> Figure:
    """Touchpoints a second, from the facts to the rows; and what the same rows cost in one bare statement."""
    process = psutil.Process()
    before = process.memory_info().rss
    with timed() as ours:
        jobs.catch_up()
    grown = (process.memory_info().rss - before) / 2**20
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE journey.bare (LIKE journey.touchpoint INCLUDING ALL)")
        with timed() as bare:
            conn.execute("INSERT INTO journey.bare SELECT * FROM journey.touchpoint")
        [rows] = conn.execute("SELECT count(*) FROM journey.bare").fetchone() or (0,)
        conn.execute("DROP TABLE journey.bare")
    return Figure(
        f"touchpoints planned, {size:,} people hired",
        rows / ours.seconds,
        rows / bare.seconds,
        "/s",
        "INSERT ... SELECT of the same rows",
        "≥ 0.2",
        f"memory grew by {max(grown, 0):.0f} MB",
    )


def release_all(size: int) -> Figure:
    """Touchpoints released a second, each locked, looked at afresh, changed, explained and told to the log."""
    with owner_engine().begin() as conn:
        conn.execute(_ALL_HIRED, {"day": HARVEST.date()})
        conn.execute(_ALL_DUE, {"day": HARVEST.date(), "moment": HARVEST})
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE"))
    with clock.travelling(HARVEST), timed() as ours:
        looked_at = jobs.release_due()
    with owner_engine().connect() as conn:
        count = text("SELECT count(*) FROM journey.touchpoint WHERE state = 'due'")
        due = conn.execute(count).scalar_one()
        with timed() as bare:
            conn.execute(text("UPDATE journey.touchpoint SET released_at = now() WHERE state = 'due'"))
        conn.rollback()
    if looked_at < size:
        message = f"{looked_at} touchpoints were released to {size} people"
        raise RuntimeError(message)
    return Figure(
        f"touchpoints released, {size:,} due at once",
        looked_at / ours.seconds,
        due / bare.seconds,
        "/s",
        "bare UPDATE",
        "≥ 1,667/s: 100,000 in a minute",
    )


def empty_tick(size: int) -> Figure:
    """What a minute costs in which nothing is due."""
    jobs.release_due()
    took = []
    for _ in range(TICKS):
        begin = time.perf_counter()
        jobs.release_due()
        took.append(time.perf_counter() - begin)
    return Figure(
        f"a tick with nothing due, {size:,} people",
        statistics.median(took) * 1_000,
        None,
        "ms",
        aim="≤ 20 ms",
        note=f"slowest of {TICKS}: {max(took) * 1_000:.1f} ms",
    )
