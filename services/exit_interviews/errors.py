"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class CaseUnknown(NotFound):
    """No such leaving case."""

    code = "case_unknown"
    text = "Dit vertrek kennen we niet."


class NothingToTell(Conflict):
    """Only somebody whose dismissal is under way has to be told."""

    code = "nothing_to_tell"
    text = "Dit vertrek is geen ontslag dat nog loopt: er is niets te bevestigen."


class MappingNeeded(Invalid):
    """Nobody said yet what the columns of such a file mean."""

    code = "mapping_needed"
    text = "Geef een koppeling mee: wat betekent welke kolom? De kolommen: %(known)s."


class FromAbove(Forbidden):
    """Nobody above somebody in the line reads what they said."""

    code = "from_above"
    text = (
        "Wie in de lijn boven deze collega staat, leest dit niet. Vraag een ander om het gesprek te voeren."
    )


class HolderUnknown(NotFound):
    """No such interviewer, or none for exit conversations."""

    code = "holder_unknown"
    text = "Deze persoon voert geen exitgesprekken. Laat HR dat eerst instellen bij wie gesprekken voert."


class NotTheirTalk(Forbidden):
    """Somebody else holds the conversation with this person."""

    code = "not_their_talk"
    text = "Iemand anders voert het gesprek met deze collega. Alleen die leest dit."


class NothingToRead(Conflict):
    """Nothing was let be read with a name, or it is a figure by now."""

    code = "nothing_to_read"
    text = "Er is niets dat deze collega met naam laat lezen, of het is al in de uitkomsten opgegaan."


class ReportUnfit(Conflict):
    """What is asked of the report cannot be (any more)."""

    code = "report_unfit"
    text = "Dit kan nu niet (meer) met dit verslag. Hieronder zie je hoe het staat."


class ReportUnknown(NotFound):
    """No such report, or not for who asks, or not yet."""

    code = "report_unknown"
    text = "Dit verslag is er niet, of je kunt het (nog) niet lezen."


class ThanksGone(Conflict):
    """The words of appreciation have left; there is one letter."""

    code = "thanks_gone"
    text = "Deze brief is al verstuurd. Er gaat er één, en de woorden bewaren we niet."


class CodingFiled(Conflict):
    """The reasons as the interviewer heard them count already."""

    code = "coding_filed"
    text = "Deze redenen tellen al mee en veranderen niet meer."
