"""The network at its size: members, a newsletter to one in ten of them, a page of one's own among them.

A tenth of the largest network; ``WEERZIEN_BENCH_PEOPLE=1000000`` measures the whole: a million, and a hundred thousand
readers.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import text

from services.alumni.actions import newsletters
from services.alumni.app import create_app
from services.alumni.domain.directory import Wanted
from services.alumni.domain.news import Segment
from services.alumni.policy import MOST_FOUND
from services.alumni.store import profiles, segments
from shared.db.engine import owner_engine
from shared.eventlog.unit import transactions_for
from shared.invitation.standing import Standing, standing_token
from shared.kernel import clock
from tests.bench.bench_letters import sink
from tests.bench.desks import at_desk, middle
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house, sizes
from tests.bench.newsletter import DELIVERED, issue, over_smtp, send, through_provider

MEMBERS = sizes(100_000)[-1]
READERS, LOOKS = MEMBERS // 10, 300
# A Monday afternoon: inside everybody's hours.
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
_PEOPLE = text("""
    INSERT INTO people.person (id, given_name, family_name, private_email, created_at, changed_at)
    SELECT gen_random_uuid(), 'Zoë', 'van der Brug', 'p' || n || '@brug.example', now(), now()
    FROM generate_series(1, :many) n
""")
# One in ten worked in Utrecht; the ledger is left out, it is not what is measured.
_MEMBERS = text("""
    INSERT INTO alumni.member (id, person_id, state, news, reunions, vacancies, spoken, place, department, function,
                               first_year, last_year, joined_at, changed_at)
    SELECT gen_random_uuid(), p.id, 'awake', true, n % 2 = 0, n % 3 = 0, (ARRAY['nl', 'en', 'fr'])[n % 3 + 1],
           CASE WHEN n % 10 = 0 THEN 'Utrecht' ELSE 'Plaats ' || n % 40 END, 'Afdeling ' || n % 200,
           'Functie ' || n % 300, 1990 + n % 30, 1995 + n % 30, now(), now()
    FROM (SELECT id, row_number() OVER () AS n FROM people.person
          UNION ALL SELECT gen_random_uuid(), n FROM generate_series(:known + 1, :many) n) p
""")

_PROFILES = text("""
    INSERT INTO alumni.profile (id, member_id, name, city, field, sort_name, words, changed_at)
    SELECT gen_random_uuid(), id, given || ' ' || family, city, field, given || ' ' || family,
           setweight(to_tsvector('simple', given || ' ' || family), 'A')
           || setweight(to_tsvector('simple', city), 'B') || setweight(to_tsvector('simple', field), 'C'), now()
    FROM (SELECT id, (ARRAY['zoe', 'anna', 'luc', 'noor', 'ada'])[1 + n % 5] || CASE WHEN n % 10 < 5 THEN '' ELSE
                     chr(97 + (n / 50 % 26)::int) || chr(97 + (n / 1300 % 26)::int) END AS given,
                 'van' || n % 9973 AS family, CASE WHEN n / 50 % 40 = 0 THEN 'gent' ELSE 'plaats' || n % 40 END AS city,
                 (ARRAY['verpleging', 'planning', 'zorg'])[1 + n / 7 % 3] AS field
          FROM (SELECT id, row_number() OVER () AS n FROM alumni.member) m) p
""")


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers."""
    with (
        sink() as port,
        bench_house(folder, WEERZIEN_TIME_TRAVEL="1", MAIL_URL=f"smtp://127.0.0.1:{port}"),
    ):
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        clock.set_house_time(AFTERNOON)
        _fill(10, 10)
        few = _looks()
        _fill(DELIVERED, DELIVERED)
        yield over_smtp(port)
        yield through_provider()
        _fill(MEMBERS, MEMBERS)
        yield _count("all", Segment())
        yield _count("by department, wish and language",
                     Segment(departments=("Afdeling 8",), wants=("reunions",), languages=("nl", "fr")))  # fmt: skip
        yield _count("by place and years",
                     Segment(places=("Utrecht", "Plaats 1", "Plaats 2"), from_year=2000, until_year=2015))  # fmt: skip
        yield from _reading()
        yield _filing()
        yield from _finding()
        yield Figure(
            name=f"a page of one's own among {MEMBERS:,} members", ours=_looks() * 1000, limit=few * 1000, unit="ms",
            limit_name="among ten", aim="as fast",
        )  # fmt: skip


def _fill(people: int, members: int) -> None:
    with owner_engine().begin() as conn:
        for table in (
            "alumni.interest",
            "alumni.missed",
            "alumni.consent",
            "alumni.profile",
            "alumni.member",
        ):
            conn.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            conn.execute(text(f"DELETE FROM {table}"))
        conn.execute(text("DELETE FROM people.person"))
        conn.execute(_PEOPLE, {"many": people})
        conn.execute(_MEMBERS, {"known": people, "many": members})
        for table in ("alumni.consent", "alumni.member"):
            conn.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        # As autovacuum does by itself, a while after so many came in.
        conn.execute(text("VACUUM ANALYZE alumni.member"))


def _filing() -> Figure:
    issue_id = issue(Segment(places=("Utrecht",)))
    with timed() as watch:
        number = send(issue_id)
    if number != READERS:
        message = f"{number} letters were filed"
        raise RuntimeError(message)
    with owner_engine().begin() as conn, timed() as bare:
        conn.execute(text("CREATE TABLE public.bare AS SELECT * FROM mail.letter WHERE false"))
        conn.execute(text("INSERT INTO public.bare SELECT * FROM mail.letter WHERE params ->> 'issue' = :issue"),
                     {"issue": str(issue_id)})  # fmt: skip
    return Figure(
        name=f"newsletter to {READERS:,} filed in the letterbox", ours=watch.seconds, limit=bare.seconds, unit="s",
        limit_name="bare copy of the rows, no index", aim=f"≤ {READERS / 10_000:.0f} s",
    )  # fmt: skip


def _count(name: str, segment: Segment) -> Figure:
    def ours() -> None:
        with transactions_for("alumni")() as tx:
            segments.count(tx.conn, segment, newsletters.today())

    def bare() -> None:
        with owner_engine().connect() as conn:
            conn.execute(text("SELECT count(*) FROM alumni.member")).scalar_one()

    return Figure(
        name=f"segment counted over {MEMBERS:,} members, {name}", ours=_middle(ours, 9) * 1000,
        limit=_middle(bare, 9) * 1000, unit="ms", limit_name="bare count(*)", aim="≤ 300 ms",
    )  # fmt: skip


def _reading() -> Iterator[Figure]:
    """Look at the pages of HR that count everybody."""
    desk, issue_id = at_desk(create_app()), issue(Segment(places=("Utrecht",)))
    for name, path in {"members": "/", "readers of a newsletter": f"/news/{issue_id}/readers",
                       "check of a newsletter": f"/news/{issue_id}/check"}.items():  # fmt: skip
        yield Figure(
            name=f"page for HR: {name}, {MEMBERS:,} members", ours=middle(desk, [f"/alumni/desk{path}"], 9), limit=None,
            unit="ms", aim="≤ 300 ms",
        )  # fmt: skip


def _looks() -> float:
    app = create_app()
    with owner_engine().connect() as conn:
        ids = list(conn.execute(text("SELECT id FROM alumni.member LIMIT 10")).scalars())
    paths = [f"/alumni/a/{standing_token('alumni', Standing(one, 1))}/me" for one in ids]
    client = app.test_client()

    def look() -> None:
        answer = client.get(paths[look_at.pop()])
        if answer.status_code != 200:
            message = f"the page answered {answer.status_code}"
            raise RuntimeError(message)

    look_at = [number % len(paths) for number in range(LOOKS + 1)]
    for limiter in app.extensions["limiter"]:
        limiter.enabled = False
    look()
    return _middle(look, LOOKS)


def _finding() -> Iterator[Figure]:
    """Search a directory in which everybody stands: of a name one in five, of a town one in forty."""
    with owner_engine().begin() as conn:
        conn.execute(_PROFILES)
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE alumni.profile"))
        me = conn.execute(text("SELECT id FROM alumni.member LIMIT 1")).scalar_one()
    looks = {
        "by a name": Wanted(q="zoe"),
        "by a town": Wanted(city="gent"),
        "by all three": Wanted(q="anna", city="gent", field="verpl"),
        "the beginning of it": Wanted(),
    }
    for name, wanted in looks.items():

        def ours(wanted: Wanted = wanted) -> None:
            with transactions_for("alumni")() as tx:
                if not profiles.listed(tx.conn, me, wanted, after=None, limit=51, most=MOST_FOUND):
                    raise RuntimeError(wanted)

        def bare() -> None:
            with owner_engine().connect() as conn:
                conn.execute(text("SELECT count(*) FROM alumni.profile")).scalar_one()

        yield Figure(name=f"directory of {MEMBERS:,} searched, {name}", ours=_middle(ours, 9) * 1000,
                     limit=_middle(bare, 5) * 1000, unit="ms", limit_name="bare count(*)", aim="≤ 300 ms")  # fmt: skip


def _middle(deed: Callable[[], None], times: int) -> float:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        deed()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)
