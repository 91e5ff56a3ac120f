"""A questionnaire as YAML: by the rules of every file of ours; all faults at once, each with line and key."""

from __future__ import annotations

from shared.editor.importing.found import Found
from shared.questionnaire.library.writing import definition_of
from shared.questionnaire.load import BrokenQuestionnaire, Fault, loads


def read(data: bytes, name: str) -> Found:
    """Return what a YAML file says; raise BrokenQuestionnaire with all that is wrong in it."""
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenQuestionnaire(
            [Fault(name, line, "", "not written in UTF-8", "not written in UTF-8")]
        ) from error
    return Found(definition_of(loads(source, file=name)))
