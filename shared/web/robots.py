"""Telling programs that fetch pages from the browser that somebody sits at, by how they call themselves."""

from __future__ import annotations

import re

_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|scan|preview|proxy|fetch|monitor|archiv|curl|wget|python|java/|go-http|headless|safelinks|barracuda",
    re.IGNORECASE,
)
_BROWSER = re.compile(r"^Mozilla/5\.0 \(.*(Chrome|Firefox|Safari|FxiOS|CriOS)/", re.IGNORECASE)


def is_robot(agent: str) -> bool:
    """Whether this user agent is no browser with somebody before it; who says nothing is a robot."""
    return not _BROWSER.search(agent) or bool(_ROBOT.search(agent))
