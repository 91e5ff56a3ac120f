"""Which browser a login was made with, in two words somebody recognises as their own."""

from typing import Final

# The order matters: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def label(user_agent: str) -> str:
    """`Firefox, Windows`; empty where neither is known."""
    found = [_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)]
    return ", ".join(word for word in found if word)


def _first(signs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for sign, word in signs if sign in text), "")
