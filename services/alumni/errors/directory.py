"""What can go wrong in the directory."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Forbidden, NotFound


class ProfileUnknown(NotFound):
    """Not in the directory (any more), or not for this member."""

    code = "profile_unknown"
    text = "Deze oud-collega staat niet (meer) in de gids."


class DirectoryClosed(Forbidden):
    """Only former colleagues look into the directory."""

    code = "directory_closed"
    text = "De gids is er voor oud-collega’s. Je werkt nu bij ons."


class NotListed(Conflict):
    """Who writes stands in the directory as well."""

    code = "not_listed"
    text = "Wie schrijft, staat zelf ook in de gids. Zet je er eerst bij."


class TooManyMessages(Conflict):
    """So many messages are enough for a day, or for one person."""

    code = "too_many_messages"
    text = "Dat zijn genoeg berichten voor nu. Probeer het over een paar dagen opnieuw."


class Barred(Forbidden):
    """HR took somebody out of the directory."""

    code = "barred"
    text = "HR heeft je uit de gids gehaald. Wil je weten waarom, antwoord dan op onze brief."


class ReportUnknown(NotFound):
    """No such report."""

    code = "report_unknown"
    text = "Deze melding kennen we niet."


class ReportDecided(Conflict):
    """Somebody looked at it already."""

    code = "report_decided"
    text = "Deze melding is al behandeld."
