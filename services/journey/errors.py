"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import NotFound


class PlanError(Exception):
    """A plan cannot be read; the message says in which file, at which rule and key, and why."""


class PlanChanged(PlanError):
    """The plan was changed without a new version number."""


class PersonUnknown(NotFound):
    """No such person, or not any more."""

    code = "person_unknown"
    text = "Deze persoon kennen we niet (meer)."
