"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


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


class ListUnknown(NotFound):
    """No such list of former colleagues, or one that was let go."""

    code = "list_unknown"
    text = "Deze lijst kennen we niet, of hij is weggelegd."


class ListMoved(Conflict):
    """Somebody decided about it already, or it is still being looked at."""

    code = "list_moved"
    text = "Over deze lijst is al beslist, of hij wordt nog nagekeken. Kijk hieronder hoe het ermee staat."


class ListTooLong(Invalid):
    """More rows than we take at once."""

    code = "list_too_long"
    text = "Dit bestand heeft meer dan %(limit)s rijen. Splits het en lees de delen na elkaar in."


class ColumnsMissing(Invalid):
    """Nothing says who it is or where to write."""

    code = "list_columns_missing"
    text = (
        "We vinden geen kolom met de naam of geen kolom met het mailadres. Noem ze “naam” en “e-mail”. We lazen deze "
        "kolommen: %(known)s."
    )


class SourceUnknown(NotFound):
    """No such source of vacancies."""

    code = "source_unknown"
    text = "Deze bron kennen we niet."


class SourceMoved(Conflict):
    """Nothing waits for a decision (any more)."""

    code = "source_moved"
    text = "Hier valt niets meer te beslissen. Kijk hieronder hoe het ermee staat."


class FeedUnreadable(Invalid):
    """Neither JSON-LD nor XML, or XML with a document type."""

    code = "feed_unreadable"
    text = (
        "Dit kunnen we niet lezen als JSON-LD of XML. Kijk of het adres naar de feed zelf wijst, of lever een bestand "
        "zonder DOCTYPE."
    )


class FeedEmpty(Invalid):
    """Not a single vacancy in it."""

    code = "feed_empty"
    text = "Hier staat geen enkele vacature in. We lieten alles zoals het was."


class FeedTooLong(Invalid):
    """More than we take."""

    code = "feed_too_long"
    text = "Hier staan meer dan %(limit)s vacatures in. Splits het en lever de delen als eigen bron."


class FeedTooLarge(Invalid):
    """More bytes than we take."""

    code = "feed_too_large"
    text = "Dit is groter dan %(megabytes)s MB. Lever het kleiner."


class FeedAddress(Invalid):
    """Not an address that we may ask."""

    code = "feed_address"
    text = (
        "Dit adres mogen of kunnen we niet vragen. Het begint met https:// en wijst naar een openbare site."
    )


class FeedSilent(Invalid):
    """No answer, or not in time."""

    code = "feed_silent"
    text = "Dit adres antwoordde niet, of niet op tijd. We proberen het straks opnieuw; tot dan verandert er niets."


class FeedRefused(Invalid):
    """An answer that is none."""

    code = "feed_refused"
    text = "Dit adres gaf geen vacatures maar een melding (%(status)s). Kijk of het adres nog klopt."


class PostingColumnsMissing(Invalid):
    """A table without what a vacancy needs."""

    code = "posting_columns_missing"
    text = "We missen een kolom. Nodig zijn: nummer (of url), titel en omschrijving. We lazen deze kolommen: %(known)s."


class NamedEnough(Conflict):
    """A member thought of as many people as we write to for one member."""

    code = "named_enough"
    text = "Je dacht deze maand al aan veel mensen. Over een tijdje kan het weer."


class AnswerUnknown(NotFound):
    """No such answer, or not one that you were asked to look at."""

    code = "answer_unknown"
    text = "Deze reactie kennen we niet, of ze is niet voor jou."
