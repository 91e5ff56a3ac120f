"""Which themes a text may be about, by the words that HR gave them. Pure; a person decides.

A word counts where a word of the text begins with its stem: ``collega`` and ``collega's`` find one another. Several
words count where they stand in this order. Accents and capitals make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from uuid import UUID

from shared.themes.model import Theme

_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"['’`]")
# What a word of one of our three languages ends with, where it is one of many: the longest first.
_ENDINGS = ("en", "es", "s", "e", "x")
_LEAST_STEM = 4


def suggestions(text: str, themes: Iterable[Theme]) -> Mapping[UUID, str]:
    """Return the themes that ``text`` may be about, each with the word that says so."""
    spoken = _words(text)
    found: dict[UUID, str] = {}
    for theme in themes:
        hit = next((word for word in theme.words if _stands_in(spoken, _words(word))), None)
        if hit is not None:
            found[theme.id] = hit
    return found


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _JOINED.sub("", text).casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def _stands_in(spoken: list[str], asked: list[str]) -> bool:
    if not asked:
        return False
    before, last = asked[:-1], stem(asked[-1])
    for place in range(len(spoken) - len(before)):
        if spoken[place : place + len(before)] == before and _begins(spoken[place + len(before)], last):
            return True
    return False


def _begins(word: str, wanted: str) -> bool:
    # Short words would begin half the dictionary.
    return word.startswith(wanted) if len(wanted) >= _LEAST_STEM else word == wanted


def stem(word: str) -> str:
    """Return ``word`` without the ending that it has as one of many."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word
