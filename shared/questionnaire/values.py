"""What an answer can be, whatever asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chosen:
    """The options somebody picked, by key, and their own words beside "other"."""

    codes: tuple[str, ...]
    other: str = ""


Value = int | bool | date | str | Chosen
Answers = Mapping[str, Value]
