"""A newsletter handed over: over SMTP, and to a provider that answers at once."""

from __future__ import annotations

import urllib.request
from contextlib import AbstractContextManager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from uuid import UUID

from infra.local import WORKERS
from services.alumni.actions import newsletters
from services.alumni.domain.news import Segment, Words
from shared.eventlog.unit import transactions_for
from shared.kernel.settings import settings, use
from tests.bench.bench_letters import CONNECTIONS, all_sent, post_room, repeat
from tests.bench.figures import Figure, timed
from tests.bench.house import outside

DELIVERED = 6_000
# About what a call for a thousand letters weighs.
READY = 1_500_000
BODY = (
    "## Wie er nu werkt\n\n"
    + "Er is veel veranderd, en de koffie niet. " * 60
    + "\n\n[knop: Kom langs](https://brug.example)"
)


def issue(segment: Segment) -> UUID:
    """Write a newsletter for a segment."""
    with transactions_for("alumni")() as tx:
        issue_id = newsletters.begin(tx, "Bench", by=None)
        words = Words(language="nl", subject="Hoe het hier gaat", preview="Kort", body=BODY)
        newsletters.write(tx, issue_id, words, by=None, keep=False)
        newsletters.settle(tx, issue_id, {"segment": segment.plain()}, by=None)
        return issue_id


def send(issue_id: UUID) -> int:
    """File its letters; return how many."""
    with transactions_for("alumni")() as tx:
        return newsletters.send(tx, issue_id, at=None, by=None)


def over_smtp(port: int) -> Figure:
    """Over as many connections as the workers of mail have; a sink takes everything."""
    with post_room() as handed_over:
        for _ in range(2):
            send(issue(Segment()))
            bare = repeat(port, DELIVERED)
            spent = handed_over()
            all_sent()
    own = DELIVERED / sum(one.processor for one in spent)
    return Figure(
        name=f"newsletter rendered and delivered, {CONNECTIONS} connections",
        ours=DELIVERED / max(one.seconds for one in spent),
        limit=bare, unit="/s", limit_name="smtplib, one ready message", aim="≥ 0.5",
        note=f"by {WORKERS} workers, each reader asked again; {own:,.0f} in a second of their own processor",
    )  # fmt: skip


def through_provider() -> Figure:
    """Through SendGrid: a thousand letters in a call, to a provider that answers at once; twice, by one worker."""
    with answering() as calls, post_room(workers=1) as handed_over:
        host = f"http://127.0.0.1:{calls}"
        chosen = replace(settings(), mail_url="sendgrid:", sendgrid_api_key="bench", sendgrid_api_host=host)
        spent = []
        for _ in range(2):
            send(issue(Segment()))
            with use(chosen):
                spent += handed_over()
            all_sent()
        with timed() as bare:
            for _ in range(DELIVERED // 1000):
                request = urllib.request.Request(f"{host}/v3/mail/send", data=b"x" * READY)
                urllib.request.urlopen(request).read()
    own, peaks = min(one.processor for one in spent), [one.peak for one in spent]
    return Figure(
        name="newsletter through SendGrid, 1,000 a call", ours=DELIVERED / min(one.seconds for one in spent),
        limit=DELIVERED / bare.seconds, unit="/s", limit_name="urllib, ready calls", aim="≥ 2,000/s",
        note=f"{DELIVERED / own:,.0f} in a second of the worker's own processor; it held {peaks[1]:.0f} MB"
             f" (≤ 300 MB), {peaks[1] - peaks[0]:.0f} MB more after as many again",
    )  # fmt: skip


def answering() -> AbstractContextManager[int]:
    """A provider in a process of its own that takes every call and keeps nothing."""
    return outside(_answer)


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
