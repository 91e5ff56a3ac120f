"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class InterviewUnknown(NotFound):
    """No such stay interview."""

    code = "interview_unknown"
    text = "Dit blijfgesprek kennen we niet."


class NoteUnfit(Conflict):
    """The note is not in a state in which this can be done with it."""

    code = "note_unfit"
    text = "Dit kan met dit verslag niet (meer): kijk hoe het er nu bij staat."


class PromiseUnknown(NotFound):
    """No such promise, or not of who asks."""

    code = "promise_unknown"
    text = "Deze toezegging kennen we niet, of je hoort er niet bij."
