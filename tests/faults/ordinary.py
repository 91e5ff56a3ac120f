"""To be an ordinary user for a test, also where root runs the tests out of folders that only root may enter."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.faults.running import ROOT, RunningHouse

# A user with a name, and one that no list knows, as some container platforms hand out.
NAMED, NAMELESS = 1, 54321
# What a house runs from.
CHECKOUT = ("infra", "requirements", "services", "shared")
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")
PLACES = ("/usr/bin", "/usr/local/bin")
# Makes environments, as a Debian without python3-venv does not.
ABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"


@dataclass(frozen=True)
class Ordinary:
    """How to run as an ordinary user: what to put before, which Python and which checkout they can reach."""

    before: tuple[str, ...]
    python: str
    root: Path

    def house(self, home: Path) -> RunningHouse:
        """A house that this user starts."""
        told = {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"} if self.before else {}
        return RunningHouse(home, before=self.before, python=self.python, root=self.root, environ=told)


@cache
def ordinary(user: int = NAMED) -> Ordinary:
    """Return how to be ``user`` here; skips, saying how to get it, where that cannot be."""
    if os.geteuid() != 0:
        return Ordinary((), sys.executable, ROOT)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("no setpriv to become an ordinary user with (Debian: apt-get install util-linux)")
    before = (setpriv, f"--reuid={user}", f"--regid={user}", "--clear-groups")
    if not _runs(before, "true"):
        pytest.skip(
            "this root may not become an ordinary user: run the tests as one, or in a container that may"
        )
    if _runs(before, sys.executable, "-c", "import infra.local", cwd=ROOT):
        return Ordinary(before, sys.executable, ROOT)
    root = _checkout_within_reach(before)
    return Ordinary(before, str(root / ".venv" / "bin" / "python"), root)


def _checkout_within_reach(before: tuple[str, ...]) -> Path:
    """Return a checkout with a .venv of its own that this user can reach, made on first use and kept for the next."""
    python = next((one for one in _pythons() if _runs(before, one, "-c", ABLE)), None)
    if python is None:
        pytest.skip(
            "no Python 3.11 or newer that an ordinary user can reach; to run this test:"
            " apt-get install python3 python3-venv"
        )
    root = _place(before)
    for name in CHECKOUT:
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    told = os.environ | {"PYTHON": python}
    made = subprocess.run(
        ["sh", "infra/tools/python.sh", "app"],
        cwd=root,
        env=told,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return root


def _place(before: tuple[str, ...]) -> Path:
    """Return a folder that this user can enter: below the checkout where it is open, else in /tmp."""
    below = ROOT / "build" / "ordinary"
    below.mkdir(parents=True, exist_ok=True)
    if _runs(before, "true", cwd=below):
        return below
    mark = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    beside = Path(tempfile.gettempdir()) / f"weerzien-ordinary-{mark}"
    beside.mkdir(mode=0o755, exist_ok=True)
    if beside.stat().st_uid != os.geteuid() or not _runs(before, "true", cwd=beside):
        pytest.skip(f"an ordinary user can enter neither {ROOT} nor {beside}; set TMPDIR to an open folder")
    return beside


def _pythons() -> Iterator[str]:
    folders = dict.fromkeys((*os.environ.get("PATH", "").split(os.pathsep), *PLACES))
    return (f"{folder}/{name}" for folder in folders if folder for name in NAMES)


def _runs(before: tuple[str, ...], *command: str, cwd: Path = Path("/")) -> bool:
    # Entered as that user, not by us: a folder that is closed to them must not look open.
    line = [*before, "/bin/sh", "-c", 'cd "$0" && exec "$@"', str(cwd), *command]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = kept | {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(line, cwd="/", env=told, capture_output=True, check=False).returncode == 0
