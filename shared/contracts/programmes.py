"""The programmes in which the house asks people something: which service asks, and what it can ask.

Journey plans moments of all of them, each service asks its own. A test holds this page against the services.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme, in the order in which one goes before another where there is room for one only."""

    code: str
    # The short name of the service that asks, as in paths.
    service: str
    # The questionnaires and conversations that a moment of it can ask.
    asks: tuple[str, ...]
    # Whether HR can make questionnaires of its own there: the service publishes them as ``questionnaire_v1``.
    own: bool = False
    # Whether a new house begins with it switched on.
    at_first: bool = True


# Who leaves goes first: that moment does not come back. Newcomers before those who have been asked before.
PROGRAMMES: tuple[Programme, ...] = (
    Programme(
        code="exit",
        service="exit",
        asks=("exit_form", "exit_retirement", "exit_dismissal", "exit_later"),
        own=True,
    ),
    Programme(code="aftercare", service="exit", asks=("aftercare",)),
    Programme(
        code="onboarding",
        service="onboarding",
        asks=("before_start", "week_1", "back_1", "month_1", "month_3", "month_6", "month_11"),
        own=True,
    ),
    Programme(code="stay", service="stay", asks=("stay_form", "conversation:stay"), own=True),
    # Whether former colleagues get a letter at home is for HR to decide.
    Programme(code="alumni", service="alumni", asks=("invitation",), at_first=False),
)

BY_CODE = {one.code: one for one in PROGRAMMES}
