"""What newcomers had expected, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.web.texts import gettext, marked

THEMES: Final[Mapping[str, str]] = {
    "found_job": marked("het werk zelf"),
    "found_team": marked("met wie je werkt"),
    "found_growth": marked("wat je er kunt leren"),
    "found_workload": marked("hoe druk het is"),
    "found_flexibility": marked("de ruimte in waar en wanneer je werkt"),
}


def of(question: str) -> str:
    """Return what a question of the third month asks about; of HR's own we do not know the words."""
    return str(gettext(THEMES.get(question, _ELSE)))


_ELSE = marked("iets waar jullie zelf naar vragen")
