"""What both embedded servers need: a leash, a short socket path, a kept password, an end to leftovers."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# A Unix socket's path holds 103 bytes on macOS and 107 on Linux; the longest name we put in the folder is 20 bytes.
LONGEST_FOLDER = 80
PAUSE = 0.03


class ServerFailed(Exception):
    """An embedded server cannot run; the message is one line for a person."""


def leashed(command: Sequence[str], parting: str) -> list[str]:
    """Return ``command`` so that the kernel sends it the signal ``parting`` when its parent dies (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, f"--pdeathsig={parting}", *command] if setpriv else list(command)


def socket_folder(data: Path) -> Path:
    """Return a folder for sockets: inside ``data``, or under the temporary folder where that path is too long."""
    own = data / "socket"
    if len(os.fsencode(own)) <= LONGEST_FOLDER:
        own.mkdir(mode=0o700, exist_ok=True)
        return own
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    base = Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_FOLDER - 30:
        base = Path("/tmp")  # noqa: S108  the folder below is made for us alone, or refused
    short = base / f"weerzien-{mark}"
    short.mkdir(mode=0o700, exist_ok=True)
    found = short.lstat()
    # A folder with a guessable name in a place where anybody may write: only ours, or the unprivileged user's.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {
        os.geteuid(),
        65534 if os.geteuid() == 0 else -1,
    }:
        message = f"{short} belongs to somebody else; remove it, or choose a shorter WEERZIEN_HOME"
        raise ServerFailed(message)
    return short


def kept_secret(path: Path, first: str = "") -> str:
    """Return the secret kept in ``path``, made on first use (or ``first``); nobody else may read it."""
    if path.exists():
        kept = path.read_text().strip()
        if kept:
            return kept
    made = first or secrets.token_urlsafe(32)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return made


def stop(process: subprocess.Popen[bytes], gently: int, firmly: int, *, patience: float) -> None:
    """End ``process``: asked gently, then firmly, then killed."""
    for number, wait in ((gently, patience), (firmly, patience / 2), (signal.SIGKILL, 5.0)):
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            continue


def command_line(pid: int) -> str:
    """Return how process ``pid`` was started, or nothing where there is no such process."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    done = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout


def end_leftover(pid_file: Path, mark: str, gently: int, *, patience: float = 15.0) -> None:
    """End a server that outlived its supervisor.

    The pid file may be old and its number another's by now: only a process whose command line holds ``mark`` (our data
    folder) is touched.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    until = time.monotonic() + patience
    asked = False
    while mark in command_line(pid):
        if not asked:
            _send(pid, gently)
            asked = True
        if time.monotonic() > until:
            _send(pid, signal.SIGKILL)
            until += 5
        time.sleep(PAUSE)


def _send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
    except PermissionError as error:
        message = f"process {pid} of another user still serves this folder; end it first"
        raise ServerFailed(message) from error


def last_lines(log: Path, since: int) -> str:
    """Return what was written to ``log`` after position ``since``."""
    try:
        with log.open("rb") as file:
            file.seek(since)
            return file.read(20_000).decode(errors="replace")
    except OSError:
        return ""


def reason(text: str) -> str:
    """Return the one line of a server's log that says why it stopped."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [
        line for line in lines if "FATAL" in line or "PANIC" in line or "rror" in line or "Can't" in line
    ]
    full = [line for line in lines if "No space left on device" in line]
    return (full or telling or lines or ["it said nothing"])[-1]
