"""Themes to begin with, for who has none yet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from shared.themes.actions import Given

_HERE = Path(__file__).parent


@cache
def beginnings() -> tuple[Given, ...]:
    """Return the themes that often fit."""
    found = yaml.safe_load((_HERE / "beginning.yaml").read_text(encoding="utf-8"))
    return tuple(
        Given(
            names={language: one[language] for language in ("nl", "en", "fr")},
            side=one["side"],
            words=tuple(one["words"]),
        )
        for one in found
    )
