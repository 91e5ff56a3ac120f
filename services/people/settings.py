"""The limits of this service that belong to the machine, not to HR."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How much we take in at once."""

    largest_file: int = 128 * 1024 * 1024
    stored_chunk: int = 1024 * 1024
    rows_a_batch: int = 5_000


SETTINGS = Settings()
