"""What can go wrong with people, in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, DomainError, Gone, Invalid, NotFound


class PersonUnknown(NotFound):
    """No such person."""

    code = "person_unknown"
    text = "Deze persoon kennen we niet."


class PersonGone(Gone):
    """The person was forgotten."""

    code = "person_forgotten"
    text = "Deze persoon is vergeten. Er is niets meer om te laten zien of te wijzigen."


class DepartmentUnknown(NotFound):
    """No such department."""

    code = "department_unknown"
    text = "Deze afdeling kennen we niet."


class NumberTaken(Conflict):
    """Somebody has this number already."""

    code = "employee_number_taken"
    text = "Het personeelsnummer %(number)s is al van iemand anders."


class ChangedMeanwhile(DomainError):
    """Somebody else saved in between."""

    status = 412
    code = "person_changed_meanwhile"
    text = "Iemand anders heeft deze gegevens intussen gewijzigd. Laad de pagina opnieuw en probeer het nog eens."


class SpellsOverlap(Conflict):
    """Two spells of one person may not overlap."""

    code = "spells_overlap"
    text = "Deze periode valt samen met een ander dienstverband van deze persoon."


class StillEmployed(Conflict):
    """Coming back is for who has left."""

    code = "still_employed"
    text = "Deze persoon is nog in dienst."


class NotEmployed(Conflict):
    """Leaving is for who is employed."""

    code = "not_employed"
    text = "Deze persoon heeft geen dienstverband waaruit iemand kan vertrekken."


class NotLeaving(Conflict):
    """There is no leaving to withdraw."""

    code = "not_leaving"
    text = "Er is geen vertrek aangekondigd."


class AlreadyLeft(Conflict):
    """Who has left did begin."""

    code = "already_left"
    text = "Deze persoon is al vertrokken, en is dus begonnen."


class DidStart(Conflict):
    """There is nothing to undo."""

    code = "not_never_started"
    text = "Bij deze persoon staat niet dat iemand niet is begonnen."


class NeverBegan(Conflict):
    """Of who never began there is nothing to end, and no leave to note."""

    code = "never_started"
    text = "Deze persoon is niet begonnen. Draai dat eerst terug als het niet klopt."


class HasDied(Conflict):
    """Nothing begins any more."""

    code = "has_died"
    text = "Deze persoon is overleden. Zet dat eerst recht als het niet klopt."


class AbsenceUnknown(NotFound):
    """No such leave of this person."""

    code = "absence_unknown"
    text = "Dit verlof kennen we niet (meer)."


class AbsencesOverlap(Conflict):
    """Nobody is away twice at once."""

    code = "absences_overlap"
    text = "Deze dagen vallen samen met ander verlof van deze persoon. Wijzig dat, of kies andere dagen."


class PlaceUnknown(NotFound):
    """No such place of work."""

    code = "place_unknown"
    text = "Deze vestiging kennen we niet."


class CircularManager(Conflict):
    """Nobody is above themselves."""

    code = "circular_manager"
    text = "Zo ontstaat een kring: deze persoon staat, via anderen, boven de gekozen leidinggevende."


class MergeUnknown(NotFound):
    """No such proposal."""

    code = "merge_unknown"
    text = "Dit voorstel kennen we niet."


class MergeDone(Conflict):
    """It was decided already, otherwise."""

    code = "merge_decided"
    text = "Over dit voorstel is al beslist."


class CallerUnknown(NotFound):
    """Nobody of that kind is at the front door (any more)."""

    code = "caller_unknown"
    text = "Deze aanmelding is er niet meer: iemand heeft al beslist, of ze is ingetrokken."


class ImportUnknown(NotFound):
    """No such import."""

    code = "import_unknown"
    text = "Deze import kennen we niet."


class ImportNotReady(Conflict):
    """The import is not at that step."""

    code = "import_not_ready"
    text = "Deze import is daar nog niet, of al voorbij. Laad de pagina opnieuw."


class ImportCrashed(Conflict):
    """An import broke off again and again, for a reason that nobody foresaw."""

    code = "import_crashed"
    text = (
        "Het inlezen is drie keer onverwacht afgebroken. Er is niets uit dit bestand doorgevoerd: geen enkele rij, "
        "bij niemand. Probeer het nog eens. Lukt het weer niet, bewaar de lijst dan opnieuw als CSV en lees die in, "
        "of vraag de beheerder om te kijken."
    )


class ImportNeverEnds(Conflict):
    """Whoever takes the import up is stopped before it comes any further."""

    code = "import_never_ends"
    text = (
        "Het inlezen is telkens gestopt voordat het verder kwam. Er is niets uit dit bestand doorgevoerd: geen enkele "
        "rij, bij niemand. Misschien is het bestand te groot: splits het en lees de delen na elkaar in. "
        "Of probeer het nog eens."
    )


class ColumnsUnrecognised(Invalid):
    """Without a mapping we could not find our way."""

    code = "import_columns_unrecognised"
    text = "We herkennen in dit bestand geen kolom voor %(lacking)s. Geef een koppeling mee. De kolommen: %(known)s."
