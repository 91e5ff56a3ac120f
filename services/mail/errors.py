"""What can go wrong in the post room, in words for the desk."""

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.kernel.texts import marked


class LetterNotFound(NotFound):
    """No letter with this id."""

    code = "letter_not_found"
    text = marked("Deze brief kennen we niet.")


class LetterNotWaiting(Conflict):
    """The letter is not parked or uncertain (any more): somebody was here before."""

    code = "letter_not_waiting"
    text = marked("Deze brief wacht niet meer op een beslissing. Misschien was iemand je voor.")


class LetterExpired(Conflict):
    """Too late to send: its link no longer works."""

    code = "letter_expired"
    text = marked("Deze brief is verlopen: de link erin werkt niet meer. Er is niets verstuurd.")


class SuppressionNotFound(NotFound):
    """No such suppressed address (any more)."""

    code = "suppression_not_found"
    text = marked("Dit adres is niet (meer) geblokkeerd.")


class CaughtLetterNotFound(NotFound):
    """Not in the local inbox (any more)."""

    code = "caught_letter_not_found"
    text = marked("Deze brief ligt niet (meer) in het postvak.")


class NoInboxHere(NotFound):
    """This house sends real mail, so there is no local inbox."""

    code = "no_inbox_here"
    text = marked("Hier gaat echte post de deur uit; er is geen proefpostvak.")


class WebhookForged(Forbidden):
    """The signature does not fit the bytes, or is too old."""

    code = "webhook_signature"
    text = marked("De handtekening onder dit bericht klopt niet.")


class WebhookUnreadable(Invalid):
    """Signed, but not a list of events."""

    code = "webhook_unreadable"
    text = marked("Dit bericht is geen lijst van gebeurtenissen.")
