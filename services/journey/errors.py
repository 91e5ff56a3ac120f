"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class PlanInvalid(Invalid):
    """A plan cannot be read or cannot be kept; ``fields`` says at which rule and field, and why."""

    code = "plan_invalid"
    text = "Dit plan kan zo niet. Bij elk veld staat waarom."


class ChangedMeanwhile(Conflict):
    """Somebody answered, or was answered for, while we were at it."""

    code = "changed_meanwhile"
    text = "Er veranderde net iets aan dit moment. Probeer het nog een keer."


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
