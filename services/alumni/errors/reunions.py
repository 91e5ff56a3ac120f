"""What can go wrong with a reunion, before, at the door and after."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound


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


class AttendanceUnknown(NotFound):
    """Nobody who answered this invitation."""

    code = "attendance_unknown"
    text = "Deze persoon staat niet op de lijst van deze reünie."


class DoorShut(Conflict):
    """Not the day yet, or it does not take place."""

    code = "door_shut"
    text = "Afvinken kan vanaf de dag zelf."


class NobodyCame(Conflict):
    """There is nobody to thank: nobody was ticked at the door."""

    code = "nobody_came"
    text = "Nog niemand is afgevinkt. Vink eerst af wie er was, dan weten we wie we bedanken."


class ThanksGone(Conflict):
    """The letter left already."""

    code = "thanks_gone"
    text = "De bedankbrief is al verstuurd."


class ProposalUnknown(NotFound):
    """No such proposal."""

    code = "proposal_unknown"
    text = "Dit voorstel kennen we niet."


class ProposalDecided(Conflict):
    """Somebody decided already."""

    code = "proposal_decided"
    text = "Over dit voorstel is al beslist."


class TooManyProposals(Conflict):
    """Enough of one member wait already."""

    code = "too_many_proposals"
    text = "Er wachten al drie voorstellen van je. Je hoort eerst daarvan."
