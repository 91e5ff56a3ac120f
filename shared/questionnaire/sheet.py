"""A page as it went out, so that what comes back can be told apart: written here, or merely shown here.

Two tabs show the same page. One writes an answer; the other, opened earlier, still shows it empty and is sent on. What
the second tab merely showed must not wipe out what the first wrote. So a page carries a mark of every value it showed:
a field that comes back as it went out was not touched, unless this very page had changed it in between.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from shared.questionnaire.kinds import Raw

ID, WAS = "_sheet", "_was"


@dataclass(frozen=True)
class Sheet:
    """The id of a page that went out, and the marks of what it showed."""

    id: str = ""
    was: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def showing(cls, keys: Collection[str], raws: Mapping[str, Raw]) -> Sheet:
        """Return the sheet of a page that goes out now."""
        return cls(secrets.token_urlsafe(6), {key: mark(raws.get(key, Raw())) for key in keys})

    @classmethod
    def come_back(cls, fields: Mapping[str, Collection[str]]) -> Sheet:
        """Return the sheet that a form brings back; an empty one where it brings none."""
        pairs = (each.partition("=") for each in fields.get(WAS, ()))
        return cls(next(iter(fields.get(ID, ())), "")[:20], {key: was for key, _, was in pairs})

    def fields(self) -> list[tuple[str, str]]:
        """Return the names and values of the hidden fields that carry the sheet."""
        return [(ID, self.id), *((WAS, f"{key}={was}") for key, was in self.was.items())]

    def touched(self, raws: Mapping[str, Raw], writers: Mapping[str, str]) -> dict[str, Raw]:
        """Return what was written on this sheet; ``writers`` says which sheet wrote each answer last."""
        return {
            key: raw
            for key, raw in raws.items()
            if self.was.get(key) != mark(raw) or (self.id and writers.get(key) == self.id)
        }


def mark(raw: Raw) -> str:
    """Return a short mark of an answer as it was typed."""
    return hashlib.sha256(json.dumps([raw.values, raw.other]).encode()).hexdigest()[:12]
