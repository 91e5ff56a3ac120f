"""From YAML to a questionnaire, or to a list of all that is wrong with it."""

from __future__ import annotations

from shared.questionnaire.load.catalogue import Catalogue, UnknownQuestionnaire, load_folder
from shared.questionnaire.load.definition import load, load_plain, loads
from shared.questionnaire.load.spot import BrokenQuestionnaire, Fault

__all__ = [
    "BrokenQuestionnaire",
    "Catalogue",
    "Fault",
    "UnknownQuestionnaire",
    "load",
    "load_folder",
    "load_plain",
    "loads",
]
