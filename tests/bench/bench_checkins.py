"""Check-ins opened and answered by fifty phones at once, beside a Flask page that says hello under the same gunicorn.

``opened`` is the first page of a link. ``submitted`` is the last form: the answers leave the draft, are checked, stored
and told to the log in one commit. ``whole`` is all that a phone asks for: open, first page, save, summary, submit.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.clients import CLIENTS, Load, Phone, run_clients
from tests.bench.figures import Figure
from tests.house import free_port, links_in
from tests.journeys.conftest import ROOT, RunningHouse, eventually, morning, start_house

NEWCOMERS = 3_000
HELLOS = 12_000
LIMESURVEY = 11.6


def run(folder: Path) -> Iterator[Figure]:
    """Measure on a whole house with durable servers, one share of the links for each question."""
    with hello_page() as port:
        hello = run_clients(port, say_hello, list(range(HELLOS)))
    with start_house(folder) as house:
        links = invite(house)
        port = urlsplit(house.base_url).port or 0
        third = len(links) // 3
        opened = run_clients(port, open_link, links[:third])
        whole = run_clients(port, answer_whole, links[:third])
        # The drafts are written and looked over beforehand; what is timed is the sending.
        prepared = [prepare(port, link) for link in links[third:]]
        idle = run_one(port, prepared[:200])
        submitted = run_clients(port, submit, prepared[200:])
    many = f"{CLIENTS} clients"
    yield figure(f"check-ins opened, {many}", opened, hello)
    yield figure(
        f"check-ins submitted, {many}", submitted, hello,
        aim=f"≥ 0.05 and ≥ {20 * LIMESURVEY:.0f}/s; p95 under ten times the median", idle=idle,
    )  # fmt: skip
    yield figure(f"whole check-ins (5 requests), {many}", whole, hello)


def figure(name: str, ours: Load, hello: Load, *, aim: str = "", idle: float | None = None) -> Figure:
    note = f"median {ours.percentile(0.5):.0f} ms, p95 {ours.percentile(0.95):.0f} ms"
    if idle is not None:
        note += f"; median of one client alone {idle:.1f} ms"
    return Figure(name, ours.rate, hello.rate, "/s", "Flask says hello", aim, note)


def invite(house: RunningHouse) -> list[str]:
    """Hire many people, move to their first week, and return the path of each link that arrived."""
    start = house.now().date()
    # They are here already: nobody is welcomed beforehand, and the check-in is the only letter.
    start -= timedelta(days=start.weekday())
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["number", "given", "family", "email", "hired", "department", "country"])
    writer.writerows(
        [f"b{n}", "Sam", f"Bakker {n}", f"b{n}@example.org", start.isoformat(), f"Team {n % 40}", "NL"]
        for n in range(NEWCOMERS)
    )
    mapping = (
        "fields: {employee_number: number, given_name: given, family_name: family, email: email, "
        "hire_date: {column: hired, format: YYYY-MM-DD}, department: department, country: country}"
    )
    answer = house.api.post(
        "/people/api/v1/imports",
        files={"file": ("people.csv", rows.getvalue().encode(), "text/csv")},
        data={"mapping": mapping, "dry_run": "false"},
    )
    answer.raise_for_status()
    # So many letters on one day wait until HR has seen what leaves.
    version = house.get("/journey/api/v1/plans/onboarding")["version"]
    seen = house.api.post("/journey/api/v1/plans/onboarding/approval", json={"version": version})
    seen.raise_for_status()
    house.travel(morning(house.now() + timedelta(days=9)))
    assert eventually(lambda: len(house.postbox.envelopes) >= NEWCOMERS, seconds=120), "letters stayed away"
    return [urlsplit(links_in(letter)[0]).path for _, _, letter in house.postbox.envelopes]


def say_hello(phone: Phone, _item: int) -> None:
    phone.get("/")


def open_link(phone: Phone, link: str) -> None:
    phone.get(link)


def answer_whole(phone: Phone, link: str) -> None:
    phone.get(link)
    submit(phone, _written(phone, link))


def prepare(port: int, link: str) -> tuple[str, list[tuple[str, str]]]:
    return _written(Phone(port), link)


def submit(phone: Phone, item: tuple[str, list[tuple[str, str]]]) -> None:
    link, fields = item
    phone.post(f"{link}/summary", fields)


def run_one(port: int, items: list[tuple[str, list[tuple[str, str]]]]) -> float:
    """Return the median of one client alone, in milliseconds."""
    phone, times = Phone(port), []
    for item in items:
        begin = time.perf_counter()
        submit(phone, item)
        times.append(time.perf_counter() - begin)
    return sorted(times)[len(times) // 2] * 1000


def _written(phone: Phone, link: str) -> tuple[str, list[tuple[str, str]]]:
    """Write the first page of answers into the draft, look at the summary, and return the form that sends it."""
    fields = _fields(phone.get(f"{link}/1"))
    phone.post(f"{link}/draft", fields)
    form = _fields(phone.get(f"{link}/summary"))
    return link, [(name, value) for name, value in form if name != "sure"] + [("sure", "yes")]


def _fields(page: str) -> list[tuple[str, str]]:
    """The hidden fields of the page, and the last choice of each question."""
    return list(dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page)).items())


@contextmanager
def hello_page() -> Iterator[int]:
    """Serve the page that says hello as the house serves its own."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "infra/gunicorn.conf.py", "tests.bench.hello:app"],
        cwd=ROOT,
        env={**os.environ, "WEERZIEN_BIND": f"127.0.0.1:{port}"},
    )
    try:
        assert eventually(lambda: _answers(port), seconds=20)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        return Phone(port).get("/") == "hello"
    except OSError:
        return False
