"""All that stands in the way of publishing a draft: the rules of every file, and those between versions. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.editor.changing import Definition, questions
from shared.editor.needs import NOTHING, Needs
from shared.editor.needs import faults as faults_of
from shared.questionnaire.load import BrokenQuestionnaire, Catalogue, Fault, load_plain
from shared.questionnaire.model import Level, Questionnaire

UNFIT = "this house cannot keep the level '%(level)s' yet"
LOOSER = "cannot promise less than version %(version)s, which is %(level)s; copy it as a new questionnaire"
OTHER_KIND = "was asked as %(kind)s in version %(version)s: a question of another kind needs another key"
NEVER_ASKED = "no version asks '%(wanted)s'"
STRICTER = {Level.NAMED: 0, Level.CONFIDENTIAL: 1, Level.ANONYMOUS: 2}

_PLACE = re.compile(r"sections\[(\d+)\](?:\.questions\[(\d+)\])?\.?")


@dataclass(frozen=True)
class Checked:
    """What is wrong with a draft: about the whole, by section, by question; and what it is where nothing is."""

    whole: Questionnaire | None
    about: Mapping[str, list[Fault]]
    sections: Mapping[str, Mapping[str, list[Fault]]]
    questions: Mapping[str, Mapping[str, list[Fault]]]

    @property
    def number(self) -> int:
        """How many things are wrong."""
        parts = (self.about, *self.sections.values(), *self.questions.values())
        return sum(len(faults) for part in parts for faults in part.values())


def checked(
    definition: Definition, known: Catalogue, levels: Collection[Level], needs: Needs = NOTHING
) -> Checked:
    """Return what is wrong with a draft; ``needs`` is what the service has to find in it."""
    found: Questionnaire | None = None
    faults: list[Fault] = []
    try:
        found = load_plain(definition, file=str(definition.get("key", "")))
    except BrokenQuestionnaire as broken:
        faults.extend(broken.faults)
    faults.extend(_between(definition, known, levels))
    faults.extend(faults_of(needs, definition, versions_of(known, definition["key"])))
    return _placed(definition, faults, found if not faults else None)


def versions_of(known: Catalogue, key: str) -> list[Questionnaire]:
    """Return the versions of ``key``, the newest last."""
    return sorted((each for each in known if each.key == key), key=lambda each: each.version)


def _between(definition: Definition, known: Catalogue, levels: Collection[Level]) -> Iterator[Fault]:
    before = versions_of(known, definition["key"])
    level = definition.get("level")
    # What it promised before, the house has been keeping already.
    if level in set(Level) and Level(level) not in {*levels, *(each.level for each in before)}:
        yield _fault("level", UNFIT, level=level)
    strictest = max(before, key=lambda each: STRICTER[each.level], default=None)
    if strictest and level in set(Level) and STRICTER[Level(level)] < STRICTER[strictest.level]:
        yield _fault("level", LOOSER, version=strictest.version, level=strictest.level)
    asked = {(each.key, key) for each in known for key in each.questions}
    for place, question in _paths(definition):
        earlier = [each for each in before if question["key"] in each.questions]
        if earlier and earlier[-1].questions[question["key"]].kind != question.get("kind"):
            then = earlier[-1]
            kind = then.questions[question["key"]].kind
            yield _fault(f"{place}.kind", OTHER_KIND, kind=kind, version=then.version)
        recall = question.get("recall")
        if isinstance(recall, dict) and (recall.get("questionnaire"), recall.get("question")) not in asked:
            wanted = f"{recall.get('questionnaire')}.{recall.get('question')}"
            yield _fault(f"{place}.recall", NEVER_ASKED, wanted=wanted)


def _paths(definition: Definition) -> Iterator[tuple[str, Definition]]:
    for number, section in enumerate(definition["sections"]):
        for place, question in enumerate(section["questions"]):
            yield f"sections[{number}].questions[{place}]", question


def _fault(key: str, template: str, **params: object) -> Fault:
    return Fault("", 1, key, template % params, template, params)


def _placed(definition: Definition, faults: Collection[Fault], found: Questionnaire | None) -> Checked:
    about: dict[str, list[Fault]] = {}
    of_sections: dict[str, dict[str, list[Fault]]] = {}
    of_questions: dict[str, dict[str, list[Fault]]] = {}
    for fault in faults:
        place = _PLACE.match(fault.key)
        if not place:
            about.setdefault(fault.key, []).append(fault)
            continue
        section: Any = definition["sections"][int(place[1])]
        rest = fault.key[place.end() :]
        if place[2] is None:
            of_sections.setdefault(section["key"], {}).setdefault(rest, []).append(fault)
        else:
            key = section["questions"][int(place[2])]["key"]
            of_questions.setdefault(key, {}).setdefault(rest, []).append(fault)
    return Checked(found, about, of_sections, of_questions)


def kinds_asked(definition: Definition, known: Catalogue) -> dict[str, str]:
    """Return the kind of each question of a draft that an earlier version asked already: it is fixed."""
    found: dict[str, str] = {}
    here = {question["key"] for _section, question in questions(definition)}
    for each in versions_of(known, definition["key"]):
        found |= {key: question.kind for key, question in each.questions.items() if key in here}
    return found
