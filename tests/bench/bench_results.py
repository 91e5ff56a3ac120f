"""Results over a million answers to one questionnaire: every kind of permitted cut, beside SQL written by hand.

The hand-written SQL counts in one flat table of answers with an index, without any promise to anybody.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from services.stay_interviews.tables import TABLES
from shared.disclosure import store
from shared.disclosure.circles import circles
from shared.disclosure.model import Traits, Waiting
from shared.disclosure.store import Cut
from shared.eventlog.unit import transactions_for
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house

PEOPLE, QUESTIONS, ROUNDS = 100_000, 10, 5
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1))
BARE = """
    CREATE TABLE stay.bare (question text NOT NULL, number smallint NOT NULL, quarter date NOT NULL,
                            path text[] NOT NULL, tenure_band text NOT NULL, function text NOT NULL)
"""
CUTS: dict[str, tuple[dict[str, Any], str]] = {
    "everybody, all questions": ({}, "SELECT question, NULL, number, count(*) FROM stay.bare GROUP BY 1, 3"),
    "by department, all questions": (
        {"by": "department"},
        "SELECT question, path[1], number, count(*) FROM stay.bare GROUP BY 1, 2, 3",
    ),
    "by tenure within a department": (
        {"by": "tenure_band", "within": ("d3",)},
        "SELECT question, tenure_band, number, count(*) FROM stay.bare WHERE path[1:1] = ARRAY['d3'] GROUP BY 1, 2, 3",
    ),
    "one question by function in a quarter": (
        {"by": "function", "question": "q4", "since": QUARTERS[1], "until": QUARTERS[1]},
        (
            "SELECT question, function, number, count(*) FROM stay.bare"
            " WHERE question = 'q4' AND quarter BETWEEN '2026-04-01' AND '2026-04-01' GROUP BY 1, 2, 3"
        ),
    ),
    "one question by quarter, one function": (
        {"by": "quarter", "question": "q4", "where": {"function": "f2"}},
        (
            "SELECT question, quarter, number, count(*) FROM stay.bare"
            " WHERE question = 'q4' AND function = 'f2' GROUP BY 1, 2, 3"
        ),
    ),
}


def run(folder: Path) -> Iterator[Figure]:
    """Measure on the embedded servers."""
    with bench_house(folder) as house:
        people = _crowd()
        bare = _bare(house.database_url, people)
        with timed() as ours:
            _release(people)
        answers = PEOPLE * QUESTIONS
        yield Figure("answers put into circles", answers / ours.seconds, bare, "/s", "COPY into a flat table")
        with psycopg.connect(house.database_url, autocommit=True) as conn:
            conn.execute("ANALYZE")
        yield from _cuts()


def _cuts() -> Iterator[Figure]:
    with transactions_for("stay")() as tx:
        for name, (cut, by_hand) in CUTS.items():
            asked = Cut(questionnaire="stay_form", least=5, **cut)
            ours = _rate(lambda asked=asked: store.figures_of_all(tx.conn, TABLES.released, asked))  # type: ignore[misc]
            limit = _rate(lambda by_hand=by_hand: _by_hand(tx.conn, by_hand))  # type: ignore[misc]
            yield Figure(
                f"results over 1,000,000 answers: {name}",
                ours,
                limit,
                "/s",
                "SQL by hand over plain answers",
                "≥ 0.5",
            )


def _by_hand(conn: Connection, query: str) -> dict[tuple[Any, ...], int]:
    return {tuple(row[:3]): row[3] for row in conn.execute(text(query))}


def _rate(ask: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begin)
    return 1 / statistics.median(seconds)


def _crowd() -> list[tuple[Traits, date]]:
    chance = random.Random(7)
    return [
        (
            Traits(
                path=(f"d{chance.randrange(20)}", f"e{chance.randrange(8)}"),
                flat={
                    "tenure_band": chance.choice(("0-3m", "3-6m", "6-12m", "1-2y", "2-5y", "5-10y", "10y+")),
                    "function": f"f{chance.randrange(40)}",
                },
            ),
            chance.choice(QUARTERS),
        )
        for _ in range(PEOPLE)
    ]


def _release(people: list[tuple[Traits, date]]) -> None:
    chance = random.Random(8)
    for number in range(QUESTIONS):
        waiting = [
            Waiting(key=key, traits=traits, quarter=quarter, promised=5)
            for key, (traits, quarter) in enumerate(people)
        ]
        said = [(str(chance.randint(1, 5)),) for _ in people]
        with transactions_for("stay")() as tx:
            store.keep(
                tx,
                TABLES.released,
                questionnaire="stay_form",
                question=f"q{number}",
                circles=circles(waiting, least=5),
                said=dict(enumerate(said)),
            )


def _bare(url: str, people: list[tuple[Traits, date]]) -> float:
    chance = random.Random(8)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(BARE)
        with timed() as limit:
            copy = "COPY stay.bare FROM STDIN"
            with conn.cursor() as cursor, cursor.copy(copy) as lines:
                for number in range(QUESTIONS):
                    for traits, quarter in people:
                        flat = traits.flat
                        lines.write_row(
                            (
                                f"q{number}",
                                chance.randint(1, 5),
                                quarter,
                                list(traits.path),
                                flat["tenure_band"],
                                flat["function"],
                            )
                        )
        conn.execute("CREATE INDEX ON stay.bare (question, quarter)")
        conn.execute("GRANT SELECT ON stay.bare TO weerzien_stay")
        conn.execute("ANALYZE stay.bare")
    return PEOPLE * QUESTIONS / limit.seconds
