"""Keep processes running: start, watch, start again with growing pauses, stop, and leave none behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from infra.embedded import ServerFailed
from infra.embedded.process import leashed

LOOK_EVERY = 0.2
SETTLED = 30.0
LONGEST_PAUSE = 30.0
PR_SET_CHILD_SUBREAPER = 36


class Kept(Protocol):
    """What can be kept running: a program of ours, or an embedded server."""

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, while there is one."""

    def start(self) -> object:
        """Start it."""

    def stop(self, patience: float = ...) -> None:
        """Stop it, at the latest by force, and wait until it has gone."""


class Program:
    """A program with a log file of its own, in a process group of its own."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        environ: Mapping[str, str],
        hand_on: Sequence[int] = (),
    ) -> None:
        self._command = list(command)
        self._environ = dict(environ)
        self._hand_on = tuple(hand_on)
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.ended = 0

    def start(self) -> None:
        """Start it on a leash: should its supervisor be killed, the kernel tells it to stop."""
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                leashed(self._command, "TERM"),
                cwd=Path(__file__).resolve().parent.parent,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self._hand_on,
                start_new_session=True,
            )

    def ask_to_stop(self) -> None:
        """Tell it to stop, without waiting."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, patience: float = 2.0) -> None:
        """Stop it: asked first, then killed with all that it started in its group."""
        if self.process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.sweep()
        self.ended = self.process.wait()
        self.process = None

    def sweep(self) -> None:
        """Kill what is left of its process group."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Post:
    """One kept thing, and how it has been doing."""

    name: str
    kept: Kept
    started: float = 0.0
    failures: int = 0
    again_at: float | None = None


@dataclass
class Supervisor:
    """Watches its posts; nothing else in the house starts a process that lasts."""

    say: Callable[[str], None]
    posts: list[Post] = field(default_factory=list)
    passing: Program | None = None

    def keep(self, name: str, kept: Kept) -> None:
        """Start ``kept`` and keep it running."""
        post = Post(name, kept, started=time.monotonic())
        self.posts.append(post)
        kept.start()

    def once(self, program: Program, meanwhile: Callable[[], None]) -> int:
        """Run ``program`` to its end and return its code; ``meanwhile`` the rest is looked after."""
        self.passing = program
        try:
            program.start()
            while program.process is not None and program.process.poll() is None:
                meanwhile()
        finally:
            program.stop()
            self.passing = None
        return program.ended

    def look(self) -> None:
        """Look once at every post: note who has died, start again whose pause is over."""
        for post in self.posts:
            now = time.monotonic()
            if post.again_at is not None:
                if now >= post.again_at:
                    self._start_again(post)
            elif post.kept.process is None or post.kept.process.poll() is not None:
                self._note_end(post, now)
        kept = [post.kept for post in self.posts] + ([self.passing] if self.passing else [])
        reap_strangers({one.process.pid for one in kept if one.process is not None})

    def wait(self) -> None:
        """Pause between two looks."""
        time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop everything within ten seconds: who makes work, then the web, then the servers."""
        programs = [post.kept for post in self.posts if isinstance(post.kept, Program)]
        web = [post.kept for post in self.posts if isinstance(post.kept, Program) and post.name == "web"]
        for group in ([program for program in programs if program not in web], web):
            until = time.monotonic() + 2.5
            for program in group:
                program.ask_to_stop()
            for program in group:
                program.stop(patience=max(0.1, until - time.monotonic()))
        for post in reversed(self.posts):
            if not isinstance(post.kept, Program):
                post.kept.stop(patience=2.0)
        self.posts.clear()
        end_strangers()

    def _note_end(self, post: Post, now: float) -> None:
        process = post.kept.process
        how = ending(process.returncode) if process is not None else "did not start"
        if isinstance(post.kept, Program):
            post.kept.sweep()
        post.failures = 1 if now - post.started > SETTLED else post.failures + 1
        pause = pause_after(post.failures)
        post.again_at = now + pause
        self.say(f"{post.name} {how}; starting again" + (f" in {pause:.0f} s" if pause else ""))

    def _start_again(self, post: Post) -> None:
        post.again_at = None
        post.started = time.monotonic()
        try:
            post.kept.start()
        except (ServerFailed, OSError) as error:
            self.say(f"{post.name}: {error}")


def pause_after(failures: int) -> float:
    """How long to wait before starting again what failed so many times in a row: 0, 1, 2, 4 ... 30 seconds."""
    return 0.0 if failures == 1 else float(min(LONGEST_PAUSE, 2 ** min(failures - 2, 10)))


def ending(code: int | None) -> str:
    """Say how a process ended."""
    if code is None:
        return "is gone"
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with code {code}"


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies, so that none can slip away (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_strangers(known: set[int]) -> None:
    """Bury adopted children that have ended; ``known`` ones are left to their own Popen."""
    if sys.platform != "linux":
        return
    with suppress(ChildProcessError):
        while True:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None or found.si_pid in known:
                return
            os.waitpid(found.si_pid, os.WNOHANG)


def end_strangers() -> None:
    """Kill every child that is left, and theirs, which become ours when they lose their parent."""
    if sys.platform != "linux":
        return
    until = time.monotonic() + 2
    while time.monotonic() < until:
        left = [pid for pid in _children() if pid != os.getpid()]
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.02)


def _children() -> list[int]:
    """The processes whose parent we are."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # The name in parentheses may hold anything; what follows the last one is regular.
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "X":
                found.append(int(stat.parent.name))
    return found
