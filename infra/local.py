"""The embedded house: ``make up``. Servers, web, workers and clock under one supervisor, in one folder."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from infra.embedded import EmbeddedPostgres, EmbeddedRedis, ServerFailed
from infra.embedded.process import kept_secret
from infra.inside import note
from infra.logs import rotate, tail
from infra.outside import check_postgres, check_redis
from infra.place import Claim, HouseError, claim_home, claim_port, counting_folder, kept_password
from infra.starter import Starter
from infra.supervise import Program, Supervisor, adopt_orphans
from shared.kernel.settings import Settings, SettingsError, read

WORKERS = 2
LEFTOVERS = 10.0
WEB_PATIENCE = 60.0
ROTATE_EVERY = 10.0
ADMIN_EMAIL = "hr@weerzien.example"


class Asked(BaseException):
    """Somebody asked the house to stop; not an error, and for nobody to catch on the way."""


def main() -> int:
    """Run the house until it is asked to stop."""
    try:
        run(read(os.environ))
    except (HouseError, ServerFailed, SettingsError) as error:
        print(f"weerzien: {error}", file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"weerzien: {where}{error.strerror or error}", file=sys.stderr, flush=True)
        return 1
    except Asked:
        return 0
    return 0


def run(chosen: Settings) -> None:
    """Claim a place, start everything in it, watch, and stop everything in order."""
    with ExitStack() as stack:
        claim = claim_home(chosen.home)
        stack.enter_context(claim.lock)
        begin = time.monotonic()
        stack.enter_context(stopping_politely())
        door = stack.enter_context(claim_port(chosen.port, patience=LEFTOVERS if claim.left_hastily else 0))
        adopt_orphans()
        house = House(chosen, claim, door.fileno())
        try:
            house.start()
            say(f"\nReady in {time.monotonic() - begin:.0f} s.\n{house.directions()}")
            house.watch()
        finally:
            house.stop()


@dataclass
class House:
    """One embedded house: what it was told, where it lives, and what it keeps running."""

    chosen: Settings
    claim: Claim
    door: int

    def __post_init__(self) -> None:
        self.home = self.claim.home
        self.logs = self.home / "log"
        self.supervisor = Supervisor(say)
        self.environ: dict[str, str] = {}
        self.starter = Starter()
        self.rotated = 0.0

    def start(self) -> None:
        """Start everything in the order in which each leans on the one before."""
        self.logs.mkdir(mode=0o700, exist_ok=True)
        say(f"Weerzien starts in {self.home}")
        self.environ = self._environment()
        with step("PostgreSQL"):
            self.environ["DATABASE_URL"] = self._database()
        with step("Redis"):
            self.environ["REDIS_URL"] = self._redis()
        note(self.home, self.environ)
        with step("Tables and roles"):
            self._once("migrate", "infra.migrate")
        with step("Web and letters"):
            self.supervisor.keep("catcher", self._program("catcher", "services.mail.catcher"))
            self._open_the_web()
        if self.chosen.sample:
            say(f"  The web answers at {self.chosen.base_url}/")
            with step("Sample organisation"):
                self._load_the_sample()
        with step("Workers and clock"):
            for number in range(1, WORKERS + 1):
                name = f"worker-{number}"
                self.supervisor.keep(name, self._program(name, "shared.queue.worker", "all"))
            self.supervisor.keep("clock", self._program("clock", "services.clock.main"))

    def watch(self) -> NoReturn:
        """Keep everything running until asked to stop."""
        while True:
            self._look()

    def stop(self) -> None:
        """Stop everything; what asks us to stop meanwhile is told nothing new."""
        begin = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        running = bool(self.supervisor.posts)
        self.supervisor.stop()
        if "PROMETHEUS_MULTIPROC_DIR" in self.environ:
            shutil.rmtree(self.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
        self.claim.leave()
        if running:
            say(f"Stopped in {time.monotonic() - begin:.1f} s")

    def directions(self) -> str:
        """Say where to look and how to log in."""
        base, told, chosen = self.chosen.base_url, self.environ, self.chosen
        # A secret that somebody gave us is theirs: it does not belong on a screen or in a log.
        password = (
            "is in WEERZIEN_ADMIN_PASSWORD" if chosen.admin_password else told["WEERZIEN_ADMIN_PASSWORD"]
        )
        token = "in WEERZIEN_API_TOKEN" if chosen.api_token else told["WEERZIEN_API_TOKEN"]
        lines = [
            f"  The desk       {base}/",
            f"                 log in as {told['WEERZIEN_ADMIN_EMAIL']}",
            f"                 password  {password}",
            f"  API            {base}/people/api/openapi.json with the token {token}",
            f"  Logs           {self.logs}",
            "  Stop           Ctrl-C",
        ]
        if chosen.mail_url.startswith("inbox:"):
            lines.insert(3, f"  Letters        {base}/inbox")
        return "\n".join(lines)

    def _environment(self) -> dict[str, str]:
        """What every process of the house is told; secrets that nobody gave are made on first start."""
        chosen, home = self.chosen, self.home
        return {
            "WEERZIEN_HOME": str(home),
            "WEERZIEN_PORT": str(chosen.port),
            "WEERZIEN_BASE_URL": chosen.base_url,
            "WEERZIEN_SECRET_KEY": chosen.secret_key or kept_secret(home / "secret.key"),
            "WEERZIEN_API_TOKEN": chosen.api_token or kept_secret(home / "api.token"),
            "WEERZIEN_ADMIN_EMAIL": chosen.admin_email or ADMIN_EMAIL,
            "WEERZIEN_ADMIN_PASSWORD": chosen.admin_password or kept_password(home / "hr.password"),
            "WEERZIEN_BIND": f"fd://{self.door}",
            "MAIL_URL": chosen.mail_url,
            "PROMETHEUS_MULTIPROC_DIR": str(counting_folder(home)),
            "PYTHONUNBUFFERED": "1",
        }

    def _database(self) -> str:
        if self.chosen.database_url:
            check_postgres(self.chosen.database_url)
            return self.chosen.database_url
        server = EmbeddedPostgres(self.home / "postgres")
        self.supervisor.keep("PostgreSQL", server)
        return server.url

    def _redis(self) -> str:
        if self.chosen.redis_url:
            check_redis(self.chosen.redis_url)
            return self.chosen.redis_url
        server = EmbeddedRedis(self.home / "redis")
        self.supervisor.keep("Redis", server)
        check_redis(server.url)
        return server.url

    def _program(self, name: str, module: str, *arguments: str) -> Program:
        command = [sys.executable, "-m", module, *arguments]
        return Program(command, log=self.logs / f"{name}.log", environ=os.environ | self.environ)

    def _once(self, name: str, module: str, *arguments: str) -> None:
        """Run something to its end, while the rest is looked after."""
        program = self._program(name, module, *arguments)
        if self.supervisor.once(program, self._look):
            raise HouseError(f"{name} failed: {tail(program.log)} (all of it: {program.log})")

    def _load_the_sample(self) -> None:
        """Load it where it is not there yet; a house with data of its own must not stay shut for it."""
        try:
            self._once("sample", "infra.sample", "load")
        except HouseError as error:
            say(f"  {error}")

    def _open_the_web(self) -> None:
        """Start gunicorn on the socket that we hold, and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "-c", "infra/gunicorn.conf.py", "infra.web:house()"]
        told = os.environ | self.environ
        web = Program(command, log=self.logs / "web.log", environ=told, hand_on=(self.door,))
        self.supervisor.keep("web", web)
        self._once("first-account", "infra.first")
        until = time.monotonic() + WEB_PATIENCE
        while not answers(self.chosen.port):
            if web.process is None or web.process.poll() is not None or time.monotonic() > until:
                raise HouseError(f"the web does not start: {tail(web.log)} (all of it: {web.log})")
            self._look()

    def _look(self) -> None:
        if self.starter.wants_us_to_stop():
            raise Asked
        self.supervisor.look()
        if time.monotonic() > self.rotated + ROTATE_EVERY:
            self.rotated = time.monotonic()
            rotate(self.home)
        self.supervisor.wait()


def answers(port: int) -> bool:
    """Whether the web answers there, if only to say that something is amiss."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        line.request("GET", "/healthz")
        line.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True


@contextmanager
def stopping_politely() -> Iterator[None]:
    """Let SIGINT, SIGTERM and a closed terminal raise ``Asked`` wherever the house is."""

    def ask(_number: int, _frame: FrameType | None) -> NoReturn:
        # Asked twice (an impatient Ctrl-C) is asked once: stopping must not be cut off half-way.
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        raise Asked

    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup make up
        numbers.append(signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    begin = time.monotonic()
    yield
    say(f"  {what:<24}{time.monotonic() - begin:6.1f} s")


def say(line: str) -> None:
    """Tell a person; a terminal that has gone is no reason to stop."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  from now on nobody listens


if __name__ == "__main__":
    raise SystemExit(main())
