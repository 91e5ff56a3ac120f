"""A questionnaire as YAML: by the rules of every file of ours; all faults at once, each with line and key."""

from __future__ import annotations

from typing import Any

from shared.editor.importing.found import Found
from shared.questionnaire import cleaning
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
    return Found(_clean(definition_of(loads(source, file=name))))


def _clean(value: Any) -> Any:
    """Return what was read as it may enter a database: YAML can write what nobody can see."""
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return cleaning.long_text(value) if isinstance(value, str) else value
