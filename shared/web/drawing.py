"""Drawings of figures: how every picture is dressed, on a page in its colours, light and dark, and on paper.

What a picture shows is for whoever makes the chart to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from importlib import import_module
from typing import Any, TypeVar

from markupsafe import Markup

from shared.web.texts import language

# The light colours of static/weerzien.css; on a page each becomes the token, which knows the dark too.
INK, SOFT, LINE, ACCENT, CLAY = "#211e1a", "#4c463d", "#ddd3c1", "#0e4a50", "#8a4b2a"
_TOKENS = {INK: "ink", SOFT: "ink-soft", LINE: "line", ACCENT: "accent", CLAY: "clay"}
# A picture is drawn in both widths; the stylesheet shows one.
WIDE, NARROW = 640, 320
_FONT = "system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif"
# How numbers are written along an axis.
_NUMBERS = {"nl": "nl-NL", "en": "en-GB", "fr": "fr-FR"}
Drawn = TypeVar("Drawn")
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def altair() -> Any:
    """Return Altair."""
    # Fifty megabytes and half a second: for the process that draws, when it draws first.
    return import_module("altair")


def dressed(chart: Any, *, padding: Mapping[str, int], **axis: Any) -> Any:
    """Return ``chart`` in the type of the house, with so much room around it and its axes like this."""
    plain = chart.configure(background="transparent", font=_FONT, padding=dict(padding))
    return plain.configure_view(stroke=None).configure_axis(**axis)


def once(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """Let the same figures be drawn once a process and language. What ``draw`` is given has to be hashable."""

    @lru_cache(maxsize=512)
    def kept(_language: str, *given: Any) -> Drawn:
        return draw(*given)

    @wraps(draw)
    def drawn(*given: Any) -> Drawn:
        return kept(language(), *given)

    return drawn


def on_page(chart: Any) -> Markup:
    """Return the drawing in the colours of the page; what it is said to be stands where it is shown."""
    drawn = _ROLES.sub("", on_paper(chart))
    for colour, token in _TOKENS.items():
        drawn = drawn.replace(f'"{colour}"', f'"var(--{token})"')
    # What Vega writes is well-formed, and every word in it went through its own escaping.
    return Markup(drawn)  # noqa: S704


def on_paper(chart: Any) -> str:
    """Return the drawing in plain colours."""
    draw = import_module("vl_convert").vegalite_to_svg
    drawn: str = draw(chart.to_dict(), vl_version="6.1", format_locale=_NUMBERS[language()])
    return drawn
