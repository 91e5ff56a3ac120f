"""Planning, replanning and releasing touchpoints, beside the bare SQL that writes the same rows; the empty tick.

Five years of plan for people who were hired over ten years, at two sizes, so that it shows how it grows;
``WEERZIEN_BENCH_PEOPLE=1000000`` measures one size of your own.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import text

from infra.local import WORKERS
from services.journey import jobs
from services.journey.domain.rule import Offset, Plan
from services.journey.store import rulings
from shared.contracts.people import PersonHired
from shared.db.engine import dispose_all, owner_engine
from shared.db.transaction import Tx
from shared.eventlog.unit import transactions_for
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings, settings, use
from shared.queue.worker import collect_seldom
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house, sizes

SIZES = sizes(10_000, 100_000)
BATCH = 5_000
TICKS = 50
# A Tuesday morning.
MORNING = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
# Two days later, after the last of the spread: what everybody's first week brings is due together.
HARVEST = datetime(2026, 3, 5, 13, 0, tzinfo=UTC)
TEN_YEARS = 3_650
BATCH_WEEK = MORNING.date() - timedelta(days=5)

_PEOPLE = text("""
    INSERT INTO people.person (id, given_name, family_name, email, country, time_zone, created_at, changed_at)
    SELECT id, 'Noor', 'van Dijk', 'p' || :first + n || '@example.org', (ARRAY['NL', 'BE', 'FR'])[1 + n % 3],
           (ARRAY[NULL, 'Europe/Brussels', 'Europe/Paris'])[1 + n % 3], now(), now()
    FROM unnest(cast(:people AS uuid[])) WITH ORDINALITY AS p (id, n)
""")
_SPELLS = text("""
    INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, part_time_days)
    SELECT spell, person, 1, true, 'active', cast(:day AS date) - cast(((:first + n) * 7) % :span AS int),
           (ARRAY[NULL, 'mon,tue,wed,thu', '4'])[1 + n % 3]
    FROM unnest(cast(:people AS uuid[]), cast(:spells AS uuid[])) WITH ORDINALITY AS p (person, spell, n)
""")


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers, as the embedded house has them."""
    collect_seldom()
    for size in SIZES:
        with house(folder / f"{size}-years") as url, clock.travelling(MORNING):
            hire(size, span=TEN_YEARS)
            yield plan_all(size, url)
            yield change_one_rule(size, url)
            yield empty_tick(size)
        with house(folder / f"{size}-week") as url:
            with clock.travelling(MORNING):
                hire(size, span=1, until=BATCH_WEEK)
                jobs.catch_up()
                _tidy(url)
            yield release_all(size)


@contextmanager
def house(place: Path) -> Iterator[str]:
    """Give a database of its own, in which letters leave without HR having looked first."""
    with bench_house(place) as chosen:
        with clock.travelling(MORNING), transactions_for("journey")() as tx:
            enact(tx, approval="never")
        yield chosen.database_url


def enact(tx: Tx, **numbers: Any) -> None:
    """Put other numbers in force, with all programmes on: five years of every plan."""
    ruling = rulings.in_force(tx.conn, tx.now)
    plans = {code: (plan.version, True) for code, plan in ruling.plans.items()}
    rulings.enact(tx.conn, tx.now, None, plans=plans, policy=replace(ruling.policy, **numbers))


def hire(number: int, *, span: int, until: date | None = None) -> None:
    """Take people into service over ``span`` days, with the facts that an import leaves behind."""
    until = until or MORNING.date()
    for first in range(0, number, BATCH):
        people = [new_id() for _ in range(min(BATCH, number - first))]
        spells = [new_id() for _ in people]
        values = {"people": people, "spells": spells, "first": first, "day": until, "span": span}
        with owner_engine().begin() as conn:
            conn.execute(_PEOPLE, values)
            conn.execute(_SPELLS, values)
        with transactions_for("people")() as tx:
            tx.record(
                *(
                    PersonHired(person_id=person, spell_id=spell, hire_date=until)
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
        f"touchpoints planned five years ahead, {size:,} people",
        rows / ours.seconds,
        rows / bare.seconds,
        "/s",
        "INSERT ... SELECT of the same rows",
        "≥ 0.2; a million people in 600 s",
        f"{rows:,} in {ours.seconds:.1f} s; memory grew by {max(grown, 0):.0f} MB",
    )


def change_one_rule(size: int, url: str) -> Figure:
    """People a second looked at again because one rule changed: the yearly interview comes a month later."""
    with transactions_for("journey")() as tx:
        ruling = rulings.in_force(tx.conn, tx.now)
        [yearly] = ruling.plans["stay"].rules
        later = Plan("stay", 2, (replace(yearly, after=Offset("months", yearly.after.number + 1)),))
        rulings.keep(tx.conn, later, tx.now, None)
        plans = {code: (plan.version, True) for code, plan in ruling.plans.items()} | {"stay": (2, True)}
        rulings.enact(tx.conn, tx.now, None, plans=plans, policy=ruling.policy)
    with timed() as ours, ProcessPoolExecutor(WORKERS, get_context("spawn")) as workers:
        done = sum(workers.map(_replan, [settings()] * WORKERS))
    with psycopg.connect(url) as conn, timed() as bare:
        moved = conn.execute("UPDATE journey.touchpoint SET sequence = sequence + 1 WHERE rule = 'yearly'")
    return Figure(
        f"people replanned after a change of one rule, {size:,} people",
        done / ours.seconds,
        size / bare.seconds,
        "/s",
        "bare UPDATE of the same rows",
        "a million in 300 s",
        f"{moved.rowcount:,} touchpoints moved in {ours.seconds:.1f} s by {WORKERS} workers",
    )


def _replan(chosen: Settings) -> int:
    """Replan, as one of the workers of the house, until nobody is left; return for how many people."""
    done = 0
    collect_seldom()
    with use(chosen), clock.travelling(MORNING):
        while turn := jobs.replan():
            done += turn
        dispose_all()
    return done


def release_all(size: int) -> Figure:
    """Touchpoints released a second, each with all of its person looked at afresh, changed, told to the log."""
    with clock.travelling(HARVEST), timed() as ours:
        looked_at = jobs.release_due()
    with owner_engine().connect() as conn:
        count = text("SELECT count(*) FROM journey.touchpoint WHERE state = 'due'")
        due = conn.execute(count).scalar_one()
        with timed() as bare:
            conn.execute(text("UPDATE journey.touchpoint SET released_at = now() WHERE state = 'due'"))
        conn.rollback()
    if looked_at < size or due < size:
        message = f"{due} touchpoints were released to {looked_at} of {size} people"
        raise RuntimeError(message)
    return Figure(
        f"touchpoints released, {size:,} due at once",
        looked_at / ours.seconds,
        due / bare.seconds,
        "/s",
        "bare UPDATE",
        "≥ 1,667/s: 100,000 in a minute",
    )


def _tidy(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE")


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
