"""Figures of a tenth of the largest organisation: built anew, followed, asked; beside the bare log and bare SQL.

At a hundredth and at a tenth, so that it shows how it grows; ``WEERZIEN_BENCH_PEOPLE=1000000`` measures the whole.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import psycopg

from services.insights import jobs
from services.insights.actions import comparing, measuring
from services.insights.actions.measuring import Question
from services.insights.domain import periods
from services.insights.store import roll
from services.insights.wiring import transaction
from shared.db.transaction import Tx
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house, sizes
from tests.bench.insight_pages import pages

SIZES = sizes(10_000, 100_000)
FACTS_EACH = 10
AGAIN = 50_000
TRIES = 7
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Twelve divisions of twenty teams; 15 years of hires; two in five have left; six employments in ten of full time.
SETTLE = """
INSERT INTO people.department (id, parent_id, name, path, line)
SELECT md5('d' || n)::uuid, NULL, 'Divisie ' || n, 'Divisie ' || n, ARRAY[md5('d' || n)::uuid]
FROM generate_series(1, 12) n;
INSERT INTO people.department (id, parent_id, name, path, line)
SELECT md5('t' || n || '.' || m)::uuid, md5('d' || n)::uuid, 'Team ' || m, 'Divisie ' || n || ' > Team ' || m,
       ARRAY[md5('d' || n)::uuid, md5('t' || n || '.' || m)::uuid]
FROM generate_series(1, 12) n, generate_series(1, 20) m;
INSERT INTO people.person (id, given_name, family_name, birth_date, country, created_at, changed_at)
SELECT md5('p' || n)::uuid, 'Jo', 'P' || n, date '1960-01-01' + (n * 7919 % 15000)::int, 'NL', now(), now()
FROM generate_series(1::bigint, {people}) n;
INSERT INTO people.spell
    (id, person_id, no, latest, state, hire_date, last_day, leave_kind, department_id, function, hours)
SELECT md5('s' || n)::uuid, md5('p' || n)::uuid, 1, true, CASE WHEN n % 5 < 2 THEN 'left' ELSE 'active' END,
       date '2010-01-04' + (n * 104729 % 5400)::int,
       CASE WHEN n % 5 < 2 THEN
           least(date '2010-01-04' + (n * 104729 % 5400)::int + 30 + (n * 31 % 2500)::int, date '2026-02-28') END,
       CASE WHEN n % 5 < 2 THEN (ARRAY['resignation', 'dismissal', 'retirement'])[(n % 3)::int + 1] END,
       md5('t' || (n % 12 + 1) || '.' || (n % 20 + 1))::uuid, 'Functie ' || n % 80, 16 + n % 21
FROM generate_series(1::bigint, {people}) n;
ANALYZE people.person; ANALYZE people.spell;
"""
# What a person who knows the tables would write by hand, for the same years.
BY_HAND = {
    "none": """
        SELECT y, (SELECT count(*) FROM insights.employment_{name} WHERE hire_date <= make_date(y, 12, 31)
                   AND (last_day IS NULL OR last_day > make_date(y, 12, 31))),
               (SELECT count(*) FROM insights.employment_{name} WHERE extract(year FROM last_day) = y)
        FROM generate_series(2016, 2025) y""",
    "department": """
        SELECT y, d.line[1], count(*) FILTER (WHERE e.last_day IS NULL OR e.last_day > make_date(y, 12, 31)),
               count(*) FILTER (WHERE extract(year FROM e.last_day) = y)
        FROM generate_series(2016, 2025) y
        JOIN insights.employment_{name} e ON e.hire_date <= make_date(y, 12, 31)
        JOIN people.department d ON d.id = e.department_id GROUP BY 1, 2""",
    "age_band": """
        SELECT y, (y - e.birth_month / 12) / 10,
               count(*) FILTER (WHERE e.last_day IS NULL OR e.last_day > make_date(y, 12, 31)),
               count(*) FILTER (WHERE extract(year FROM e.last_day) = y)
        FROM generate_series(2016, 2025) y
        JOIN insights.employment_{name} e ON e.hire_date <= make_date(y, 12, 31) GROUP BY 1, 2""",
}


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers, at each size, and how building and following grow from the first to the last."""
    begun: dict[str, float] = {}
    for people in SIZES:
        with bench_house(folder / str(people), WEERZIEN_TIME_TRAVEL="1") as house:
            url = house.database_url
            facts = _fill(url, people)
            built, followed = _built(url, facts, people), _followed(url, people)
            yield from (built, followed)
            if people == SIZES[-1]:
                yield from (_grown(one, begun, people) for one in (built, followed) if begun)
                yield _enrolled(url, people)
                yield from _asked(url, people)
                yield from pages(people)
            begun = begun or {one.name.partition(",")[0]: one.ours for one in (built, followed)}


def _grown(one: Figure, begun: dict[str, float], people: int) -> Figure:
    """How much longer a fact takes in the largest house than in the smallest."""
    what = one.name.partition(",")[0]
    return Figure(
        f"a fact when {what}, growth from {SIZES[0]:,} to {people:,} people", 1e6 / one.ours, 1e6 / begun[what],
        "µs", f"with {SIZES[0]:,} people", "≤ 1.5",
    )  # fmt: skip


def _fill(url: str, people: int) -> int:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(SETTLE.replace("{people}", str(people)))
        ids = [(str(row[0]), str(row[1]), row[2].isoformat()) for row in conn.execute(
            "SELECT person_id, id, hire_date FROM people.spell")]  # fmt: skip
        changed = {"fields": ["function"]}
        many = 0
        for turn in range(FACTS_EACH):
            for start in range(0, len(ids), 5_000):
                lines = [
                    (
                        "people.hired.v1",
                        person,
                        {"spell_id": spell, "hire_date": day, "previous_spell_id": None},
                    )
                    if turn == 0
                    else ("people.changed.v1", person, {"spell_id": spell, **changed})
                    for person, spell, day in ids[start : start + 5_000]
                ]
                conn.execute("SELECT eventlog.append(%s::jsonb, %s)", (json.dumps(lines), NOW))
                many += len(lines)
        conn.execute("ANALYZE eventlog.fact")
    return many


def _built(url: str, facts: int, people: int) -> Figure:
    bare = facts / _bare_read(url)
    memory = psutil.Process()
    before = memory.memory_info().rss
    jobs.begin_rebuild()
    with timed() as watch:
        while (progress := jobs.rebuild()) and not progress.done:
            continue
    more = (memory.memory_info().rss - before) / 2**20
    return Figure(
        f"figures built anew, from {facts:,} facts of {people:,} people",
        facts / watch.seconds,
        bare,
        "facts/s",
        "bare read of the log",
        "≥ 0.2; a million people in 30 minutes",
        f"{watch.seconds:.1f} s, {more:.0f} MB more at the end",
    )


def _followed(url: str, people: int) -> Figure:
    """Let the follower stand ``AGAIN`` facts behind, and time how it comes back."""
    again = min(AGAIN, people)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(
            "INSERT INTO eventlog.checkpoint (follower, position, moved_at)"
            " SELECT 'insights', max(position) - %s, now() FROM eventlog.fact"
            " ON CONFLICT (follower) DO UPDATE SET position = excluded.position",
            (again,),
        )
    with timed() as watch:
        jobs.catch_up()
    return Figure(
        f"figures follow, {people:,} people", again / watch.seconds, None, "facts/s", "", "≥ 5,000/s"
    )


def _enrolled(url: str, people: int) -> Figure:
    """Read everybody into memory, as the first look after a start does."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE insights.employment_b")
        with (
            timed() as bare,
            conn.cursor() as cursor,
            cursor.copy("COPY insights.employment_b TO STDOUT") as copy,
        ):
            for _row in copy:
                pass
    memory = psutil.Process()
    before = memory.memory_info().rss
    with timed() as watch:
        _within(lambda tx: roll.of(tx.conn, "b"))
    more = (memory.memory_info().rss - before) / 2**20
    return Figure(
        f"the roll read, {people:,} people", people / watch.seconds, people / bare.seconds, "people/s",
        "bare COPY of the table", "", f"{watch.seconds * 1_000:.0f} ms, {more:.0f} MB",
    )  # fmt: skip


def _asked(url: str, people: int) -> Iterator[Figure]:
    with psycopg.connect(url, autocommit=True) as conn:
        for by, statement in BY_HAND.items():
            bare = _median(partial(_fetched, conn, statement.format(name="b")))
            ours = _median(partial(_within, partial(_ten_years, by=by)))
            yield Figure(
                f"turnover of ten years by {by}, {people:,} people", 1 / ours, 1 / bare, "/s", "SQL by hand",
                "≥ 0.5; ≤ 300 ms", f"{ours * 1_000:.0f} ms",
            )  # fmt: skip
    until = NOW.date()
    for name, ask in (
        ("twelve months by department beside the year before", _twelve),
        ("thirteen-point mean of ten years", _thirteen),
        ("cohorts", lambda tx: comparing.by_year_of_hire(tx, Question(), until)),
    ):
        took = _median(partial(_within, ask))
        yield Figure(f"{name}, {people:,} people", took * 1_000, None, "ms", "", "≤ 300 ms")


def _twelve(tx: Tx) -> object:
    return comparing.beside(tx, Question(by="department"), periods.twelve_months(NOW.date()))


def _thirteen(tx: Tx) -> object:
    return measuring.turnover(tx, Question(first=2016, last=2025, thirteen=True), NOW.date())


def _ten_years(tx: Tx, by: str) -> object:
    return measuring.turnover(tx, Question(by=by, first=2016, last=2025), NOW.date())


def _fetched(conn: psycopg.Connection[Any], statement: str) -> object:
    return conn.execute(statement.encode()).fetchall()


def _within(ask: Callable[[Tx], object]) -> object:
    with transaction() as tx:
        return ask(tx)


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(TRIES):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def _bare_read(url: str) -> float:
    begin = time.perf_counter()
    with psycopg.connect(url) as conn, conn.cursor(name="bare") as cursor:
        cursor.itersize = 5_000
        cursor.execute(
            "SELECT position, type, person_id, occurred_at, body FROM eventlog.fact ORDER BY position"
        )
        for _row in cursor:
            pass
    return time.perf_counter() - begin
