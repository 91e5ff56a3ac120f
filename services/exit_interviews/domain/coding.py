"""Reasons as the interviewer heard them, beside those that the person gave. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.exit_interviews.domain.reasons import OTHER, Reasons

# Under this name codings wait for company and become figures.
CODING = "coding"
FIRST, CAUSES, DROP, PREVENTED, AGREES = (
    "coded_first",
    "coded",
    "coded_drop",
    "coded_prevented",
    "agrees",
)
# The person's heaviest reason is the interviewer's too; is among the causes; or is another.
SAME, AMONG, DIFFERENT = "same", "among", "different"
MOST_CAUSES = 3


@dataclass(frozen=True, kw_only=True)
class Coded:
    """Causes in order of weight, the last drop apart, and what could have prevented it; codes."""

    causes: Sequence[str]
    last_drop: str | None
    prevented: Sequence[str]


def main_of(code: str) -> str:
    """Return the main reason that a code lies under."""
    return code.partition(".")[0]


def unknown(coded: Coded, reasons: Reasons, preventions: Collection[str]) -> list[str]:
    """Return the fields of the form in which something stands that is in no list."""
    codes = {each.code for each in reasons.all()}
    wrong = ["cause-0"] if not coded.causes or set(coded.causes) - codes else []
    if coded.last_drop is not None and coded.last_drop not in codes:
        wrong.append("last_drop")
    return [*wrong, "prevented"] if set(coded.prevented) - set(preventions) else wrong


def agreement(own: str | None, causes: Sequence[str]) -> str | None:
    """Return whether both named the same main reason; None where the person named none of the list."""
    if own is None or own == OTHER:
        return None
    mains = [main_of(code) for code in causes]
    if mains[0] == own:
        return SAME
    return AMONG if own in mains else DIFFERENT
