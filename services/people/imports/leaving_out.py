"""What of a row is left out while the rest goes in: words we do not know, and a leave without a first day."""

from __future__ import annotations

from collections.abc import Callable

from services.people.imports.problems import Problem
from services.people.imports.rows import Cleaned
from services.people.policy import CONTRACTS, KINDS_OF_ABSENCE

# Marks a word that nobody knows until it is judged with the row.
UNKNOWN = "?"
_WORDS = (
    ("contract", "contract_unknown", CONTRACTS, None),
    # That somebody is away is known; only what for is not.
    ("absence_kind", "absence_kind_unknown", KINDS_OF_ABSENCE, "other"),
)


def leave_out(found: Cleaned, column_of: Callable[[str], str]) -> None:
    """Take out what cannot go in, and say so."""
    for name, code, known, instead in _WORDS:
        word = getattr(found, name)
        if word is not None and word.startswith(UNKNOWN):
            setattr(found, name, instead)
            params = {"known": ", ".join(known)}
            found.notices.append(Problem(code, name, column_of(name), word.removeprefix(UNKNOWN), params))
    if found.absence_from is None and (found.absence_until is not None or found.absence_kind is not None):
        name = "absence_until" if found.absence_until is not None else "absence_kind"
        value = str(found.absence_until or "")
        found.absence_kind = found.absence_until = None
        found.notices.append(Problem("absence_from_missing", name, column_of(name), value))
