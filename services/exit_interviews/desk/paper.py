"""A link on paper: the square that a phone reads."""

from __future__ import annotations

from markupsafe import Markup

from shared.web.qr import square
from shared.web.texts import gettext


def drawn(link: str) -> Markup:
    """Return the link as a square that a phone reads, black on white whatever the look."""
    return square(link, gettext("De link als vierkant voor de camera van een telefoon"))
