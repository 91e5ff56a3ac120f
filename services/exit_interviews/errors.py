"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class CaseUnknown(NotFound):
    """No such leaving case."""

    code = "case_unknown"
    text = "Dit vertrek kennen we niet."


class QuoteUnknown(NotFound):
    """There are no such words that may be quoted, or not any more."""

    code = "quote_unknown"
    text = "Deze woorden kunnen we niet (meer) aanhalen."


class NothingToTell(Conflict):
    """Only somebody whose dismissal is under way has to be told."""

    code = "nothing_to_tell"
    text = "Dit vertrek is geen ontslag dat nog loopt: er is niets te bevestigen."


class NoDismissal(NotFound):
    """Only a dismissal that is under way is prepared, by HR and by the manager of whom it is about."""

    code = "no_dismissal"
    text = "Hier is voor jou geen gesprek om voor te bereiden."


class HeldAlready(Conflict):
    """What was prepared for a talk stays as it is once the talk was held."""

    code = "held_already"
    text = "Dit gesprek is geweest: aan de voorbereiding verandert niets meer."


class ChangedMeanwhile(Conflict):
    """Somebody else wrote in it while this page stood open."""

    code = "changed_meanwhile"
    text = (
        "Iemand anders heeft hier intussen iets veranderd. Bekijk dat eerst; wat jij schreef, staat er nog."
    )


class NotWhole(Invalid):
    """Something is lacking before a talk is prepared."""

    code = "not_whole"
    text = "Vul dit eerst in: zonder dit is het gesprek niet voorbereid."


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


class NobodyToReach(Conflict):
    """Only somebody who leaves, and can be written to, can be asked for an address."""

    code = "nobody_to_reach"
    text = (
        "Dit vertrek loopt niet meer, of HR heeft nog niet bevestigd dat het gesprek is geweest: er is niets te"
        " vragen."
    )


class LettersEnough(Conflict):
    """Enough letters went out today to see whether an address is right."""

    code = "letters_enough"
    text = "Vandaag gingen er al genoeg brieven uit. Probeer het morgen opnieuw, of bel HR."


class NoMailbox(Conflict):
    """There is no address at all to ask at."""

    code = "no_mailbox"
    text = "Deze collega heeft geen enkel mailadres. Vraag het zelf, en vul het in bij Mensen."


class ReasonUnknown(NotFound):
    """No such reason in the catalogue."""

    code = "reason_unknown"
    text = "Deze reden kennen we niet."


class NoPlace(Conflict):
    """There is no place for that reason there, or it is the last one."""

    code = "no_place"
    text = (
        "Hier past dat niet: een reden ligt hoogstens drie lagen diep, er staan er hoogstens vijftien naast elkaar, en"
        " er blijft altijd een hoofdreden over."
    )


class NothingChanged(Conflict):
    """The edition is as the one before."""

    code = "nothing_changed"
    text = "Er is niets veranderd om uit te geven."


class EditionsFull(Conflict):
    """The numbers are used up."""

    code = "editions_full"
    text = "Er zijn al 99 uitgaven van de redenen; meer kan niet."
