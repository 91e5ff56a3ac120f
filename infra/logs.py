"""Log files that do not grow for ever: copied and emptied, since their writers keep them open for appending."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

LARGEST = 5_000_000
KEPT = 3


def rotate(folder: Path, *, largest: int = LARGEST) -> None:
    """Move what has grown too large to ``name.log.1`` and so on; a full disk must not stop the house."""
    for log in folder.rglob("*.log"):
        with suppress(OSError):
            if log.stat().st_size > largest:
                _rotate_one(log)


def _rotate_one(log: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    # Copy, then empty: the few lines written in between are lost, the writer notices nothing.
    with suppress(OSError):
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    os.truncate(log, 0)


def tail(log: Path, lines: int = 1) -> str:
    """Return the last lines of ``log`` that say something, in one line."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8000))
            said = [
                line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()
            ]
    except OSError:
        return ""
    return " ".join(said[-lines:])
