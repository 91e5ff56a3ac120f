"""What can go wrong in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class PeriodBackwards(Invalid):
    """A period that ends before it begins."""

    code = "period_backwards"
    text = "Deze jaren kloppen niet: het laatste ligt voor het eerste."


class PeriodTooLong(Invalid):
    """More years than are shown at once."""

    code = "period_too_long"
    text = "Vraag hooguit %(most)s jaren tegelijk."


class AlreadyRebuilding(Conflict):
    """One rebuilding at a time."""

    code = "already_rebuilding"
    text = "De cijfers worden al opnieuw opgebouwd. Wacht tot dat klaar is."


class LeaverUnknown(NotFound):
    """No such employment that ended."""

    code = "leaver_unknown"
    text = "Dit vertrek kennen we niet (meer)."


class LevelUnknown(NotFound):
    """No such level of functions."""

    code = "level_unknown"
    text = "Dit niveau kennen we niet (meer)."


class LevelTaken(Invalid):
    """Two levels of one name."""

    code = "level_taken"
    text = "Er is al een niveau met deze naam."


class MeasureUnknown(NotFound):
    """No such measure."""

    code = "measure_unknown"
    text = "Deze maatregel kennen we niet."


class MeasureMoved(Conflict):
    """Somebody else changed it since it was looked at."""

    code = "measure_moved"
    text = "Iemand anders heeft deze maatregel intussen gewijzigd. Kijk hoe hij er nu uitziet, en doe dan je wijziging."


class NotFromHere(Conflict):
    """A measure cannot go there from where it stands."""

    code = "not_from_here"
    text = "Dat kan niet van waar deze maatregel nu staat."


class EvaluationUnknown(NotFound):
    """No such evaluation, or not for who asks."""

    code = "evaluation_unknown"
    text = "Van dit jaar is er geen evaluatie."


class YearNotOver(Conflict):
    """A year is evaluated when it is over."""

    code = "year_not_over"
    text = "Dit jaar is nog niet voorbij, of nog niet helemaal geteld."


class AlreadyReleased(Conflict):
    """What the board has read stays as it was."""

    code = "already_released"
    text = "Deze evaluatie is vrijgegeven en blijft zoals ze is."


class ViewUnknown(NotFound):
    """No such kept question, or not for who asks."""

    code = "view_unknown"
    text = "Dit overzicht kennen we niet (meer)."


class ViewNameMissing(Invalid):
    """A question is kept under a name."""

    code = "view_name_missing"
    text = "Geef het overzicht een naam van hooguit honderd tekens."


class ViewNameTaken(Invalid):
    """Two kept questions of one name."""

    code = "view_name_taken"
    text = "Er is al een overzicht met deze naam. Kies een andere."


class NotToShare(Conflict):
    """What is for HR alone, or for HR and the board."""

    code = "not_to_share"
    text = "Dit overzicht kun je zo niet delen: een deel ervan is alleen voor HR, of alleen voor HR en het bestuur."


class PerPerson(Invalid):
    """A file that tells of one person a row."""

    code = "figures_per_person"
    text = (
        "Dit bestand telt per persoon (kolom ‘%(column)s’). We nemen verzuim en tevredenheid alleen per afdeling aan:"
        " wie ziek was of wat iemand vond, hoort hier niet. Tel het eerst per afdeling op, en laat die kolom weg."
    )


class ColumnMissing(Invalid):
    """A column that is needed is not there."""

    code = "figures_column_missing"
    text = "We missen de kolom ‘%(column)s’. In dit bestand staan: %(known)s."


class TooManyRows(Invalid):
    """More rows than departments have months."""

    code = "figures_too_many_rows"
    text = "Dit bestand heeft meer dan %(most)s rijen. Splits het en lees de delen na elkaar in."


class FileGone(NotFound):
    """A file that was looked at, laid away or gone by itself."""

    code = "figures_file_gone"
    text = "Dit bestand ligt er niet meer. Lees het opnieuw in."
