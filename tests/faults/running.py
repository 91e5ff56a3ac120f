"""A house of its own for a test: started as ``make up`` starts it, watched from outside."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.place import counting_folder

ROOT = Path(__file__).resolve().parent.parent.parent
START_PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningHouse:
    """``python -m infra.local`` in a folder and on a port of its own."""

    def __init__(
        self,
        home: Path,
        *,
        port: int = 0,
        environ: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
        python: str = sys.executable,
        root: Path = ROOT,
    ) -> None:
        self.home = home
        self.root = root
        self.port = port or free_port()
        self.said = home.with_name(f"{home.name}.said")
        self._command = [*before, python, "-m", "infra.local"]
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        self._environ = kept | {
            "WEERZIEN_HOME": str(home),
            "WEERZIEN_PORT": str(self.port),
            "WEERZIEN_SAMPLE": "none",
            **(environ or {}),
        }
        self._environ.pop("MAKELEVEL", None)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Leave nothing behind, whatever became of the test."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
        shutil.rmtree(counting_folder(self.home), ignore_errors=True)

    def launch(self) -> subprocess.Popen[bytes]:
        """Start it without waiting."""
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                self._command,
                cwd=self.root,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        return self.process

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        process = self.launch()
        self.wait_for(r"^Ready in", within=START_PATIENCE)
        assert process.poll() is None

    def refuses(self, within: float = 30) -> str:
        """Start it expecting a refusal; return the one line that it says about it."""
        process = self.launch()
        assert process.wait(within) == 1, self.words()
        said = [line for line in self.words().splitlines() if line.startswith("weerzien: ")]
        assert len(said) == 1, self.words()
        assert "Traceback" not in self.words()
        return said[0]

    def wait_for(self, pattern: str, *, within: float) -> None:
        """Wait until it says something that matches."""
        until = time.monotonic() + within
        while not re.search(pattern, self.words(), re.MULTILINE):
            assert self.process is not None
            assert self.process.poll() is None, f"it ended:\n{self.words()}"
            assert time.monotonic() < until, f"it never said {pattern}:\n{self.words()}"
            time.sleep(0.05)

    def words(self) -> str:
        return self.said.read_text(errors="replace") if self.said.exists() else ""

    def end(self, number: int = signal.SIGTERM, *, within: float = 10) -> float:
        """Send a signal and wait for the end; return how long that took."""
        assert self.process is not None
        begin = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(within)
        return time.monotonic() - begin

    def processes(self, containing: str = "") -> list[int]:
        """All living processes of this house.

        Known by its folder in their environment; servers write over theirs, but work in the folder or name it.
        """
        mark = f"\0WEERZIEN_HOME={self.home}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                ours = mark in b"\0" + (folder / "environ").read_bytes() + b"\0" or f"{self.home}/" in line
                ours = ours or (folder / "cwd").readlink().is_relative_to(self.home)
                if ours and containing in line:
                    found.append(int(folder.name))
        return found

    def gone_within(self, seconds: float) -> bool:
        """Whether no process of the house is left, at the latest after ``seconds``."""
        until = time.monotonic() + seconds
        while self.processes():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def status(self, path: str) -> int:
        """What the web answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path)
            return line.getresponse().status
        finally:
            line.close()

    def secret(self, name: str) -> str:
        return (self.home / name).read_text().strip()
