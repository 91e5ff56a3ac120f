"""What can go wrong with lists of former colleagues, and with thinking of somebody."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


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
    text = "Zeg in elk geval in welke kolom de naam staat (heel, of in delen) en in welke het mailadres."


class ListFileGone(Conflict):
    """The file is not kept for ever."""

    code = "list_file_gone"
    text = "Het bestand van deze lijst hebben we niet meer. Lees het opnieuw in."


class NamedEnough(Conflict):
    """A member thought of as many people as we write to for one member."""

    code = "named_enough"
    text = "Je dacht deze maand al aan veel mensen. Over een tijdje kan het weer."
