"""The text in a cell, as every import reads it."""

from __future__ import annotations

import unicodedata

from shared.tabular.raw import FormulaWithoutValue, RawCell, as_text, squeeze

_DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_ERRORS = frozenset(("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!"))


class Refused(Exception):
    """The cell cannot go in; carries the code and parameters of a Problem."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
        super().__init__(code)


def shortened(text: str) -> str:
    """Return ``text`` as a report shows it: what a database cannot hold replaced, what nobody reads cut off."""
    clean = text.replace("\x00", "\ufffd")
    return clean if len(clean) <= 500 else clean[:499] + "…"


def clean_text(cell: RawCell) -> str:
    """Return the text in ``cell``: trimmed, one Unicode form, no control characters."""
    if isinstance(cell, FormulaWithoutValue):
        raise Refused("formula_without_value")
    text = cell if isinstance(cell, str) else as_text(cell)
    if text.isascii() and text.isprintable():
        text = text.strip()
        if "  " in text:
            text = squeeze(text)
    else:
        text = squeeze(text.translate(_DROPPED))
        if any(
            unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} and not letter.isspace()
            for letter in text
        ):
            raise Refused("control_character")
    if text.startswith("#") and text in _ERRORS:
        raise Refused("error_cell")
    return text
