"""What can go wrong when two people look for a time."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class TimeTaken(Conflict):
    """Somebody else was first, or the interviewer cannot any more."""

    code = "time_taken"
    text = "Dit moment is net door iemand anders gekozen. Kies een ander moment."


class TalkUnknown(NotFound):
    """No such conversation, or not of who asks."""

    code = "talk_unknown"
    text = "Dit gesprek kennen we niet, of het is niet van jou."


class TalkOver(Conflict):
    """It has begun, or it is over: nothing to move or cancel any more."""

    code = "talk_over"
    text = "Dit gesprek is al begonnen of voorbij. Verzetten of afzeggen kan niet meer."
