"""Names as people write them, made safe for a header and for a line that runs the other way."""

import unicodedata

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def tidy(text: str) -> str:
    """One line without control characters and direction tricks; emoji and joiners stay."""
    # Printable is all but what we look for: controls, overrides, other spaces (and joiners, which are kept).
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        " " if char.isspace() or unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") else char
        for char in text
        if char not in _OVERRIDES
    )
    return " ".join("".join(kept).split())


def isolated(name: str) -> str:
    """A right-to-left name set apart, so that the comma behind it stays behind it."""
    if name.isascii() or not any(unicodedata.bidirectional(char) in ("R", "AL") for char in name):
        return name
    return f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}"
