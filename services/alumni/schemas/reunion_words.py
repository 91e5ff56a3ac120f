"""Which place somebody has at a reunion, in words for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.web.texts import marked

STATE: Final[Mapping[str, str]] = {
    "in": marked("komt"),
    "waiting": marked("wacht op een plaats"),
    "offered": marked("kreeg een plaats aangeboden"),
    "maybe": marked("misschien"),
    "no": marked("komt niet"),
}
TONES: Final[Mapping[str, str]] = {"in": "good", "offered": "care"}
