"""What can go wrong with themes, in words of HR."""

from __future__ import annotations

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.texts import marked


class ThemeUnknown(NotFound):
    """There is no such theme."""

    code = "theme_unknown"
    text = marked("Dit thema kennen we niet. Misschien heeft iemand het net weggehaald.")


class QuestionnaireUnknown(NotFound):
    """There is no such questionnaire."""

    code = "questionnaire_unknown"
    text = marked("Deze vragenlijst kennen we niet.")


class TextUnknown(NotFound):
    """There is no such text, or not any more."""

    code = "text_unknown"
    text = marked("Deze tekst is er niet (meer).")


class DecidedMeanwhile(Conflict):
    """Somebody else decided about the text while it was being read."""

    code = "decided_meanwhile"
    text = marked("Iemand anders koos intussen thema’s bij deze tekst.")


class NothingToUndo(Conflict):
    """What is to be undone is not there any more, or is somebody else's."""

    code = "nothing_to_undo"
    text = marked("Hier is niets meer ongedaan te maken: er is intussen opnieuw gekozen.")
