"""A running house, reached only by its front door: HTTP in, SMTP out, time moved."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from infra.listening import post_office
from tests.house import TOKEN, Postbox, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "een wachtwoord dat lang genoeg is"


@dataclass
class RunningHouse:
    """The house of ``make up`` in a process of its own, and the postbox in which its letters arrive."""

    base_url: str
    home: Path
    process: subprocess.Popen[bytes]
    postbox: Postbox

    def __post_init__(self) -> None:
        self.api = httpx.Client(
            base_url=self.base_url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=120
        )
        self.phone = httpx.Client(timeout=30, follow_redirects=True)
        self.desk = httpx.Client(base_url=self.base_url, timeout=30, follow_redirects=True)

    def get(self, path: str, **params: Any) -> Any:
        """Ask the API, as HR's own programs do."""
        answer = self.api.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def everything(self, path: str, **params: Any) -> list[Any]:
        """Walk a list of the API from its first page to its last."""
        items: list[Any] = []
        cursor = None
        while True:
            page = self.get(path, **params, **({"cursor": cursor} if cursor else {}))
            items += page["items"]
            cursor = page["next"]
            if cursor is None:
                return items

    def travel(self, instant: datetime) -> None:
        """Move the house's time; answered when all that fell due in between is done."""
        answer = self.api.post("/console/api/v1/clock", json={"now": instant.isoformat()})
        assert answer.status_code == 200, answer.text

    def now(self) -> datetime:
        """The house's time."""
        return datetime.fromisoformat(self.get("/console/api/v1/clock")["now"])

    def log_in(self) -> None:
        """Log in at the desk as HR."""
        page = self.desk.get("/console/login")
        form = {
            "csrf_token": hidden(page.text, "csrf_token"),
            "email": "hr@weerzien.example",
            "password": PASSWORD,
        }
        answer = self.desk.post("/console/login", data=form)
        assert answer.status_code == 200, answer.text
        assert "/console/desk" in str(answer.url), answer.url

    def facts(self, kind: str, person: str | None = None) -> list[Any]:
        """Return the facts of one kind from the log."""
        found, after = [], 0
        while True:
            page = self.get("/console/api/v1/events", type=kind, after=after, limit=200)
            found += page["items"]
            if page["next"] is None:
                return [fact for fact in found if person in (None, fact["person_id"])]
            after = int(page["next"])

    def workers(self) -> list[psutil.Process]:
        """The processes that do the queued work."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if "shared.queue.worker" in " ".join(child.cmdline())]


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


def eventually(check: Callable[[], Any], *, seconds: float = 60) -> Any:
    """Return what ``check`` returns as soon as it is true; fail when it stays untrue."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = check()
        if found:
            return found
        time.sleep(0.2)
    return check()


@contextmanager
def start_house(folder: Path, **changes: str) -> Iterator[RunningHouse]:
    """Start a whole house that is empty, with time travel and a real SMTP server for its letters."""
    postbox, port = Postbox(), free_port()
    with ExitStack() as stack:
        post_port = stack.enter_context(post_office(postbox))
        environ = {name: value for name, value in os.environ.items() if name != "MAKELEVEL"} | {
            "WEERZIEN_HOME": str(folder / "home"),
            "WEERZIEN_PORT": str(port),
            "WEERZIEN_SAMPLE": "none",
            "WEERZIEN_TIME_TRAVEL": "1",
            "WEERZIEN_API_TOKEN": TOKEN,
            "WEERZIEN_ADMIN_EMAIL": "hr@weerzien.example",
            "WEERZIEN_ADMIN_PASSWORD": PASSWORD,
            "MAIL_URL": f"smtp://127.0.0.1:{post_port}",
        }
        said = stack.enter_context((folder / "out.txt").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local"],
            cwd=ROOT,
            env=environ | changes,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        stack.callback(_stop, process)
        house = RunningHouse(f"http://127.0.0.1:{port}", folder / "home", process, postbox)
        for client in (house.api, house.phone, house.desk):
            stack.enter_context(client)
        assert eventually(lambda: _ready(house, folder / "out.txt")), (folder / "out.txt").read_text()
        yield house


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """One running house for the stories of a module."""
    with start_house(tmp_path_factory.mktemp("running")) as house:
        yield house


def morning(day: datetime) -> datetime:
    """Return nine o'clock UTC on that day: inside the sending window, in winter and in summer."""
    return day.astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


def _ready(house: RunningHouse, said: Path) -> bool:
    assert house.process.poll() is None, said.read_text()
    if "Ready in" not in said.read_text():
        return False
    try:
        return house.api.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
