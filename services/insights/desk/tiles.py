"""A tile of a home: what it is about, what there is to know now, and where more is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """Its name, sentences, a place to go to (None: nowhere) with its words, and things with a place of their own."""

    step: str
    sentences: Sequence[str]
    href: str | None
    action: str
    links: Sequence[tuple[str, str]] = ()
