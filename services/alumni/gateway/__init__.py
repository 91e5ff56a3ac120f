"""Files on disk, apart from the database, each room for itself, gone by rule.

CVs for HR, pictures of newsletters, and lists of former colleagues of which HR still says what their columns are.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from shared.kernel.settings import settings

CV, PICTURES, LISTS = "cv", "pictures", "lists"
_HALF = ".half"


def folder(room: str = CV) -> Path:
    """Return where they lie; nobody but the house may look into it."""
    found = settings().home / "alumni" / room
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def keep(file_id: UUID, content: bytes, room: str = CV) -> None:
    """Write a file whole or not at all."""
    path = folder(room) / str(file_id)
    half = path.with_suffix(_HALF)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def read(file_id: UUID, room: str = CV) -> bytes | None:
    """Return a file; None where it is gone."""
    try:
        return (folder(room) / str(file_id)).read_bytes()
    except FileNotFoundError:
        return None


def remove(file_id: UUID, room: str = CV) -> None:
    """Take a file away, also one that was never written to its end; it may be gone already."""
    path = folder(room) / str(file_id)
    for one in (path, path.with_suffix(_HALF)):
        one.unlink(missing_ok=True)


def lying_since(before: datetime, room: str = CV) -> set[UUID]:
    """Return which files were written before an instant of the disk's own watch."""
    found = set()
    for path in folder(room).iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                found.add(UUID(path.stem))
    return found
