"""CVs on disk, apart from the database: written once, given to HR, taken away by rule."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from shared.kernel.settings import settings

_HALF = ".half"


def folder() -> Path:
    """Return where they lie; nobody but the house may look into it."""
    found = settings().home / "alumni" / "cv"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def keep(interest_id: UUID, content: bytes) -> None:
    """Write a file whole or not at all."""
    path = folder() / str(interest_id)
    half = path.with_suffix(_HALF)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def read(interest_id: UUID) -> bytes | None:
    """Return a file; None where it is gone."""
    try:
        return (folder() / str(interest_id)).read_bytes()
    except FileNotFoundError:
        return None


def remove(interest_id: UUID) -> None:
    """Take a file away, also one that was never written to its end; it may be gone already."""
    path = folder() / str(interest_id)
    for one in (path, path.with_suffix(_HALF)):
        one.unlink(missing_ok=True)


def lying_since(before: datetime) -> set[UUID]:
    """Return which files were written before an instant of the disk's own watch."""
    found = set()
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                found.add(UUID(path.stem))
    return found
