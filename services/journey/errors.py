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


class HandUnknown(NotFound):
    """No such action."""

    code = "hand_unknown"
    text = "Deze actie kennen we niet."


class LeftOut(Conflict):
    """Somebody cannot be sent anything by hand; ``why`` says it in a sentence of its own."""

    code = "left_out"
    text = "Deze collega krijgt nu niets van ons: op pauze gezet, overleden, nooit begonnen of gewist."


class TooLateToUndo(Conflict):
    """The minute in which an action can be undone has passed."""

    code = "too_late_to_undo"
    text = "Deze actie kun je niet meer ongedaan maken: dat kan tot een minuut nadat ze klaar is."


class InterviewerUnknown(NotFound):
    """No such account, or one that holds no conversations."""

    code = "interviewer_unknown"
    text = "Deze gesprekspartner kennen we niet (meer)."


class AwayUnknown(NotFound):
    """No such absence of an interviewer."""

    code = "away_unknown"
    text = "Deze afwezigheid kennen we niet (meer)."


class FeedUnknown(NotFound):
    """No such calendar, or one that was revoked."""

    code = "feed_unknown"
    text = "Deze agenda kennen we niet (meer)."
