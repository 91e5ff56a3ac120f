"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class CaseUnknown(NotFound):
    """No such leaving case."""

    code = "case_unknown"
    text = "Dit vertrek kennen we niet."


class NothingToTell(Conflict):
    """Only somebody whose dismissal is under way has to be told."""

    code = "nothing_to_tell"
    text = "Dit vertrek is geen ontslag dat nog loopt: er is niets te bevestigen."


class NobodyAsked(Conflict):
    """Nobody asked for this."""

    code = "nobody_asked"
    text = "Hier is niet om gevraagd."


class MappingNeeded(Invalid):
    """Nobody said yet what the columns of such a file mean."""

    code = "mapping_needed"
    text = "Geef een koppeling mee: wat betekent welke kolom? De kolommen: %(known)s."
