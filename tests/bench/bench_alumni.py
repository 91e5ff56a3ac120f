"""The network at its size: a million members, a newsletter to a hundred thousand, a page of one's own."""

from __future__ import annotations

import multiprocessing
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import psutil
import structlog
from sqlalchemy import text

from services.alumni.actions import newsletters
from services.alumni.app import create_app
from services.alumni.domain.directory import Wanted
from services.alumni.domain.news import Segment, Words
from services.alumni.policy import MOST_FOUND
from services.alumni.store import profiles, segments
from services.mail import jobs
from shared.db.engine import owner_engine
from shared.eventlog.unit import transactions_for
from shared.invitation.standing import Standing, standing_token
from shared.kernel import clock
from shared.kernel.settings import settings, use
from tests.bench.bench_letters import CONNECTIONS, repeat, sink
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house

MEMBERS, READERS, DELIVERED, LOOKS = 1_000_000, 100_000, 6_000, 300
# About what a call for a thousand letters weighs.
READY = 1_500_000
# A Monday afternoon: inside everybody's hours.
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
BODY = (
    "## Wie er nu werkt\n\n"
    + "Er is veel veranderd, en de koffie niet. " * 60
    + "\n\n[knop: Kom langs](https://brug.example)"
)
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
        yield _delivery(port)
        yield _provider()
        _fill(0, MEMBERS)
        yield _count("segment counted over a million members, all", Segment())
        yield _count("segment counted over a million members, by department, wish and language",
                     Segment(departments=("Afdeling 8",), wants=("reunions",), languages=("nl", "fr")))  # fmt: skip
        yield _count("segment counted over a million members, by place and years",
                     Segment(places=("Utrecht", "Plaats 1", "Plaats 2"), from_year=2000, until_year=2015))  # fmt: skip
        yield _filing()
        yield from _finding()
        yield Figure(
            name="a page of one's own among a million members", ours=_looks() * 1000, limit=few * 1000, unit="ms",
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


def _issue(segment: Segment) -> UUID:
    with transactions_for("alumni")() as tx:
        issue_id = newsletters.begin(tx, "Bench", by=None)
        words = Words(language="nl", subject="Hoe het hier gaat", preview="Kort", body=BODY)
        newsletters.write(tx, issue_id, words, by=None, keep=False)
        newsletters.settle(tx, issue_id, {"segment": segment.plain()}, by=None)
        return issue_id


def _send(issue_id: UUID) -> int:
    with transactions_for("alumni")() as tx:
        return newsletters.send(tx, issue_id, at=None, by=None)


def _filing() -> Figure:
    issue_id = _issue(Segment(places=("Utrecht",)))
    with timed() as watch:
        number = _send(issue_id)
    if number != READERS:
        message = f"{number} letters were filed"
        raise RuntimeError(message)
    with owner_engine().begin() as conn, timed() as bare:
        conn.execute(text("CREATE TABLE public.bare AS SELECT * FROM mail.letter WHERE false"))
        conn.execute(text("INSERT INTO public.bare SELECT * FROM mail.letter WHERE params ->> 'issue' = :issue"),
                     {"issue": str(issue_id)})  # fmt: skip
    return Figure(
        name="newsletter to 100,000 filed in the letterbox", ours=watch.seconds, limit=bare.seconds, unit="s",
        limit_name="bare copy of the rows, no index", aim="≤ 10 s",
    )  # fmt: skip


def _count(name: str, segment: Segment) -> Figure:
    def ours() -> None:
        with transactions_for("alumni")() as tx:
            segments.count(tx.conn, segment, newsletters.today())

    def bare() -> None:
        with owner_engine().connect() as conn:
            conn.execute(text("SELECT count(*) FROM alumni.member")).scalar_one()

    return Figure(name=name, ours=_middle(ours, 9) * 1000, limit=_middle(bare, 9) * 1000, unit="ms",
                  limit_name="bare count(*)", aim="≤ 300 ms")  # fmt: skip


def _delivery(port: int) -> Figure:
    bare = repeat(port, DELIVERED)
    _send(_issue(Segment()))
    with timed() as watch:
        jobs.deliver()
    with owner_engine().connect() as conn:
        left = conn.execute(text("SELECT count(*) FROM mail.letter WHERE state <> 'sent'")).scalar_one()
    if left:
        message = f"{left} letters were not sent"
        raise RuntimeError(message)
    return Figure(
        name=f"newsletter rendered and delivered, {CONNECTIONS} connections", ours=DELIVERED / watch.seconds,
        limit=bare, unit="/s", limit_name="smtplib, one ready message", aim="≥ 0.5",
        note="each asked again whether it is wanted",
    )  # fmt: skip


def _provider() -> Figure:
    """Through SendGrid: a thousand letters in a call, to a provider that answers at once."""
    _send(_issue(Segment()))
    memory, before = psutil.Process(), psutil.Process().memory_info().rss
    with answering() as calls, use(replace(settings(), mail_url="sendgrid:", sendgrid_api_key="bench",
                                           sendgrid_api_host=f"http://127.0.0.1:{calls}")):  # fmt: skip
        with timed() as watch:
            jobs.deliver()
        after = memory.memory_info().rss
        with timed() as bare:
            for _ in range(DELIVERED // 1000):
                request = urllib.request.Request(f"http://127.0.0.1:{calls}/v3/mail/send", data=b"x" * READY)
                urllib.request.urlopen(request).read()
    with owner_engine().connect() as conn:
        left = conn.execute(text("SELECT count(*) FROM mail.letter WHERE state <> 'sent'")).scalar_one()
    if left:
        message = f"{left} letters were not sent"
        raise RuntimeError(message)
    return Figure(
        name="newsletter through SendGrid, 1,000 a call", ours=DELIVERED / watch.seconds,
        limit=DELIVERED / bare.seconds, unit="/s", limit_name="urllib, ready calls", aim="≥ 2,000/s",
        note=f"{(after - before) / 2**20:.0f} MB more at the end, {after / 2**20:.0f} MB in all (≤ 300 MB)",
    )  # fmt: skip


@contextmanager
def answering() -> Iterator[int]:
    """A provider in a process of its own that takes every call and keeps nothing."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_answer, args=(theirs,), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join(5)


def _answer(say: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
    say.send(server.server_address[1])
    server.serve_forever()


class _Provider(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.send_header("X-Message-Id", "bench")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        pass


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

        yield Figure(name=f"directory of a million searched, {name}", ours=_middle(ours, 9) * 1000,
                     limit=_middle(bare, 5) * 1000, unit="ms", limit_name="bare count(*)", aim="≤ 300 ms")  # fmt: skip


def _middle(deed: Callable[[], None], times: int) -> float:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        deed()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)
