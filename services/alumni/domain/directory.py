"""The directory: what a member tells other members, and how it is searched. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

DIRECTORY = "directory"
_WORD = re.compile(r"[^\W_]+")
# Where a word stands in a profile, as the database weighs it.
NAME, CITY, FIELD, ABOUT = "A", "B", "C", "D"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What one member tells the others."""

    id: UUID
    member_id: UUID
    name: str
    city: str
    field: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for."""

    q: str = ""
    city: str = ""
    field: str = ""

    @property
    def query(self) -> str:
        """Return it as the database searches: each word begins one, in its place; empty where nothing is asked."""
        parts = [f"'{word}':*" for word in folded(self.q)]
        parts += [f"'{word}':*{CITY}" for word in folded(self.city)]
        parts += [f"'{word}':*{FIELD}" for word in folded(self.field)]
        return " & ".join(parts[:12])


def folded(text: str) -> list[str]:
    """Return the words of a text, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
