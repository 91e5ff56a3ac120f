"""What can go wrong while questionnaires are written, in words of the business."""

from __future__ import annotations

from shared.kernel.errors import Conflict, Invalid, NotFound


class QuestionnaireUnknown(NotFound):
    """No such questionnaire, version or draft."""

    code = "questionnaire_unknown"
    text = "Deze vragenlijst kennen we niet. Misschien is het ontwerp intussen gepubliceerd of weggegooid."


class PartUnknown(NotFound):
    """No such section or question in this draft."""

    code = "part_unknown"
    text = "Dit onderdeel staat niet (meer) in het ontwerp."


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same thing since the page was opened."""

    code = "changed_meanwhile"
    text = "%(name)s heeft dit intussen veranderd. Kijk eerst wat er nu staat."


class DraftThere(Conflict):
    """There is a draft of this questionnaire already."""

    code = "draft_there"
    text = "Van deze vragenlijst is er al een ontwerp. Ga daarmee verder, of gooi het eerst weg."


class NotReady(Invalid):
    """A draft that cannot be published yet."""

    code = "not_ready"
    text = "Deze vragenlijst kan nog niet worden gepubliceerd: er klopt nog iets niet."


class NothingNew(Conflict):
    """The draft says just what the last version says."""

    code = "nothing_new"
    text = "Dit ontwerp is gelijk aan de laatste versie. Er is niets te publiceren."


class FileUnreadable(Invalid):
    """A file that is none of those that we read."""

    code = "file_unreadable"
    text = (
        "Dit bestand kunnen we niet lezen. Kies een vragenlijst als YAML, of een .lss-bestand van LimeSurvey."
    )
