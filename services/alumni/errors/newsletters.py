"""What can go wrong with a newsletter."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class IssueUnknown(NotFound):
    """No such newsletter."""

    code = "issue_unknown"
    text = "Deze nieuwsbrief kennen we niet."


class IssueMoved(Conflict):
    """It is not at that step any more: sent, stopped, or changed by somebody else meanwhile."""

    code = "issue_moved"
    text = "Dit kan niet meer: de nieuwsbrief is intussen verstuurd, stilgezet of gestopt. Kijk hoe het ermee staat."


class IssueNotReady(Conflict):
    """Something has to be mended first."""

    code = "issue_not_ready"
    text = "Deze nieuwsbrief kan zo nog niet weg. Bij het nakijken staat wat er nog moet gebeuren."


class SecondHandNeeded(Conflict):
    """Somebody else than the last writer has to say yes."""

    code = "second_hand_needed"
    text = "Iemand anders dan wie het laatst schreef, moet deze nieuwsbrief eerst goedkeuren."


class PictureUnknown(NotFound):
    """No such picture."""

    code = "picture_unknown"
    text = "Deze foto kennen we niet."
