"""Which words may be quoted: what the person ticked for the part that they stand in, and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from services.exit_interviews.domain import form
from shared.questionnaire.model import Questionnaire

# For whom HR lets a quote be read; what the person was told names these two and nobody else.
HR, BOARD = READERS = ("hr", "board")


def ticked(chosen: Mapping[str, Collection[str] | None]) -> frozenset[str]:
    """Return the parts from which words may be quoted."""
    return frozenset(chosen.get(form.QUOTE) or ())


def may_be_quoted(
    versions: Iterable[Questionnaire], question: str, chosen: Mapping[str, Collection[str] | None]
) -> bool:
    """Whether what was written at a question may be quoted.

    Which version somebody answered is not kept with the answers: where a question stood in several parts, each of them
    has to be ticked.
    """
    places = {part.key for one in versions for part in form.parts(one) if question in part.worded}
    return bool(places) and places <= ticked(chosen)
