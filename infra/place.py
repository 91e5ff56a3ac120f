"""Where a house lives: its folder, its lock, its port, its secrets. What is wrong is said in one line."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import socket
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infra.embedded.process import kept_secret

# An empty database and a sample take so much; a house that is there already needs room to write down what is asked.
NEEDED_FIRST_MB = 200
NEEDED_MB = 30
# The words of a generated password: read out, typed over, mistaken for nothing.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class HouseError(Exception):
    """The house cannot start; the message is one line for a person."""


@dataclass(frozen=True)
class Claim:
    """The folder, ours as long as the file is open; and whether the last house here went without a word."""

    home: Path
    lock: IO[str]
    left_hastily: bool

    def leave(self) -> None:
        """Note that this house stopped in order."""
        self.lock.seek(0)
        self.lock.truncate()
        self.lock.flush()


def claim_home(home: Path) -> Claim:
    """Make ``home`` where there is none, and take it for this process."""
    try:
        _make(home)
        lock = (home / "lock").open("a+")
    except OSError as error:
        raise HouseError(f"{error.filename or home} cannot be used: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        who = lock.read().strip() or "unknown"
        lock.close()
        raise HouseError(
            f"a house is running in {home} already (process {who}); stop it, or choose another WEERZIEN_HOME"
        ) from error
    lock.seek(0)
    hastily = bool(lock.read().strip())
    lock.seek(0)
    lock.truncate()
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return Claim(home, lock, hastily)


def _make(home: Path) -> None:
    if not home.exists():
        # As root the database runs as nobody, who must be able to pass through; what is inside is closed itself.
        home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True)
    if not home.is_dir():
        raise HouseError(f"{home} is no folder; choose another WEERZIEN_HOME")
    kept = home / "lock"
    owner = (kept if kept.exists() else home).stat().st_uid
    if owner != os.geteuid() and (os.geteuid() != 0 or kept.exists()):
        raise HouseError(
            f"{home} belongs to {_name(owner)}; start it as that user, or choose another WEERZIEN_HOME"
        )
    if not os.access(home, os.W_OK | os.X_OK):
        raise HouseError(
            f"{home} cannot be written to; mend its permissions, or choose another WEERZIEN_HOME"
        )
    free = shutil.disk_usage(home).free // 2**20
    needed = NEEDED_MB if kept.exists() else NEEDED_FIRST_MB
    if free < needed:
        raise HouseError(
            f"the disk of {home} is nearly full: {free} MB left, a house needs {needed} MB to start"
        )


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def claim_port(port: int, *, patience: float) -> socket.socket:
    """Return a socket bound to ``port``; nobody is answered yet, but nobody else can take it either.

    With ``patience`` (the house before us was killed) its web may need a moment to go.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return _bound(port)
        except PermissionError as error:
            raise HouseError(
                f"port {port} is not for ordinary users; choose a WEERZIEN_PORT above 1023"
            ) from error
        except OSError as error:
            if time.monotonic() < until:
                time.sleep(0.1)
                continue
            raise HouseError(
                f"port {port} is taken; stop what uses it, or choose another WEERZIEN_PORT"
            ) from error


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", port))
        made.listen(512)
    except OSError:
        made.close()
        raise
    return made


def counting_folder(home: Path) -> Path:
    """Return an empty folder in memory for the web's counters.

    They are mapped into memory, and a page of a mapped file that the disk has no room for kills its process.
    """
    memory = Path("/dev/shm")  # noqa: S108  the folder in it is ours alone, or made anew
    folder = home / "metrics"
    if os.access(memory, os.W_OK):
        folder = memory / f"weerzien-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        return Path(tempfile.mkdtemp(prefix="weerzien-metrics-"))
    for path in folder.glob("*.db"):
        path.unlink(missing_ok=True)
    return folder


def kept_password(path: Path) -> str:
    """Return the password kept in ``path``, made on first use: four groups that can be read out."""
    if not path.exists():
        groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
        return kept_secret(path, "-".join(groups))
    return kept_secret(path)
