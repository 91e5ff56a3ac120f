"""A vacancy, whom it fits and why, and what is promised to who answers. Pure."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

INVITED, DECLINED, WITHDRAWN = "invited", "declined", "withdrawn"
CALL, FULL = "call", "full"
# What hours people can wish, and the hours in the week that they mean.
BANDS = {"short": (0, 16), "half": (16, 28), "full": (28, 60)}
_WORD_FILE = "word/document.xml"


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """Work that somebody might come back for."""

    id: UUID
    title: str
    body: str
    field: str
    place: str
    hours_from: int | None
    hours_to: int | None
    level: str | None
    opens_on: date
    closes_on: date
    decide_days: int
    shown: bool
    created_at: datetime
    created_by: UUID | None
    withdrawn_at: datetime | None
    alerted_at: datetime | None
    alerted: int | None
    outside_url: str | None = None

    def open_on(self, day: date) -> bool:
        """Say whether one can answer it on that day."""
        return self.withdrawn_at is None and self.opens_on <= day <= self.closes_on

    @property
    def bands(self) -> list[str]:
        """The hours that it fits, of those that people can wish; all where it says none."""
        if self.hours_from is None and self.hours_to is None:
            return list(BANDS)
        lowest, highest = self.hours_from or 0, self.hours_to or 60
        return [name for name, (low, high) in BANDS.items() if low <= highest and lowest <= high]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What HR decides about an answer, in its own words: why, and what may help next time."""

    outcome: str
    reason: str
    tip: str


def kind_of_file(content: bytes) -> str | None:
    """Return what a CV really is, whatever its name says: pdf, docx, or neither."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "docx" if _WORD_FILE in archive.namelist() else None
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
