"""A link as the square that a phone reads."""

from __future__ import annotations

import segno
from markupsafe import Markup


def square(link: str, title: str) -> Markup:
    """Return it as paths in an SVG, without script, black on white whatever the look; ``title`` is read out."""
    drawing = segno.make(link, error="m", micro=False)
    # With a unit it gets a view box, and can be shown smaller.
    svg = drawing.svg_inline(scale=5, dark="#000", light="#fff", title=title, svgclass="qr", unit="px")
    return Markup(svg)  # noqa: S704  our own drawing; segno escapes the title
