"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class PlanError(Exception):
    """A plan cannot be read; the message says in which file, at which rule and key, and why."""


class PlanChanged(PlanError):
    """The plan was changed without a new version number."""


class PersonUnknown(NotFound):
    """No such person, or not any more."""

    code = "person_unknown"
    text = "Deze persoon kennen we niet (meer)."


class TouchpointUnknown(NotFound):
    """No such touchpoint, or not any more."""

    code = "touchpoint_unknown"
    text = "Dit moment kennen we niet (meer)."


class NotWaiting(Conflict):
    """What has left, or does not come, cannot be skipped."""

    code = "not_waiting"
    text = "Dit moment wacht niet meer: de brief is al vertrokken of vervallen."
