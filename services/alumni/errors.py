"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


class LinkDead(NotFound):
    """Nothing is behind this link: unknown, cut off, past its time, or replaced by a newer one."""

    code = "link_dead"
    text = "Deze link werkt niet of niet meer."


class MemberUnknown(NotFound):
    """No such member."""

    code = "member_unknown"
    text = "Dit lid kennen we niet."


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


class VacancyUnknown(NotFound):
    """No such vacancy."""

    code = "vacancy_unknown"
    text = "Deze vacature kennen we niet."


class VacancyClosed(Conflict):
    """It is not open (any more)."""

    code = "vacancy_closed"
    text = "Op deze vacature kun je niet meer reageren."


class AlreadyAnswered(Conflict):
    """A second answer to the same vacancy."""

    code = "already_answered"
    text = "Je hebt al gereageerd. Je hoort van ons op de dag die in de bevestiging staat."


class AlreadyDecided(Conflict):
    """Somebody decided already."""

    code = "already_decided"
    text = "Hierover is al beslist, en de brief is al weg."


class ReunionUnknown(NotFound):
    """No such reunion."""

    code = "reunion_unknown"
    text = "Deze reünie kennen we niet."


class ReunionOver(Conflict):
    """Nobody can answer (any more)."""

    code = "reunion_over"
    text = "Voor deze reünie kun je niet meer antwoorden."


class ReunionMoved(Conflict):
    """It is not at that step (any more)."""

    code = "reunion_moved"
    text = "Dit kan niet meer: de uitnodiging is al weg, of de reünie is afgelast."


class TooManyGuests(Conflict):
    """More than one may bring, or fewer places than people who come already."""

    code = "too_few_places"
    text = "Er hebben al meer mensen ja gezegd dan dit aantal plaatsen."
