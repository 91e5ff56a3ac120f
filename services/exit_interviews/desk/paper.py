"""A link on paper: the square that a phone reads."""

from __future__ import annotations

import segno
from markupsafe import Markup

from shared.web.texts import gettext


def drawn(link: str) -> Markup:
    """Return the link as a square that a phone reads, black on white whatever the look."""
    drawing = segno.make(link, error="m", micro=False)
    title = gettext("De link als vierkant voor de camera van een telefoon")
    return Markup(drawing.svg_inline(scale=5, dark="#000", light="#fff", title=title, svgclass="qr"))  # noqa: S704  our own drawing; segno escapes the title
