"""Changes to a definition as it is being written: each returns a new one. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import Any

from shared.editor.errors import PartUnknown
from shared.questionnaire.model import LANGUAGES

Definition = dict[str, Any]
UP, DOWN = "up", "down"


def questions(definition: Definition) -> Iterator[tuple[Definition, Definition]]:
    """Yield every question with its section, in the order in which they are asked."""
    for section in definition["sections"]:
        for question in section["questions"]:
            yield section, question


def question_of(definition: Definition, key: str) -> tuple[Definition, Definition]:
    """Return the question ``key`` with its section; raise PartUnknown where there is none."""
    for section, question in questions(definition):
        if question["key"] == key:
            return section, question
    raise PartUnknown


def section_of(definition: Definition, key: str) -> Definition:
    """Return the section ``key``; raise PartUnknown where there is none."""
    for section in definition["sections"]:
        if section["key"] == key:
            found: Definition = section
            return found
    raise PartUnknown


def earlier_than(definition: Definition, key: str | None) -> list[Definition]:
    """Return the questions before ``key``; all of them for one that is not there yet."""
    found: list[Definition] = []
    for _section, question in questions(definition):
        if question["key"] == key:
            break
        found.append(question)
    return found


def put_section(definition: Definition, section: Definition) -> Definition:
    """Return the definition with the words of a section in place of what it said; a new one comes last."""
    new = deepcopy(definition)
    for number, each in enumerate(new["sections"]):
        if each["key"] == section["key"]:
            new["sections"][number] = {**section, "questions": each["questions"]}
            return new
    new["sections"].append({"questions": [], **section})
    return new


def put_question(definition: Definition, question: Definition, section_key: str) -> Definition:
    """Return the definition with a question in place of what it was; a new one comes last in its section."""
    new = deepcopy(definition)
    for section in new["sections"]:
        for number, each in enumerate(section["questions"]):
            if each["key"] == question["key"]:
                section["questions"][number] = question
                return new
    section_of(new, section_key)["questions"].append(question)
    return new


def without_section(definition: Definition, key: str) -> Definition:
    """Return the definition without a section and all that it asks."""
    section_of(definition, key)
    new = deepcopy(definition)
    new["sections"] = [each for each in new["sections"] if each["key"] != key]
    return new


def without_question(definition: Definition, key: str) -> Definition:
    """Return the definition without a question."""
    question_of(definition, key)
    new = deepcopy(definition)
    for section in new["sections"]:
        section["questions"] = [each for each in section["questions"] if each["key"] != key]
    return new


def move_section(definition: Definition, key: str, way: str) -> Definition:
    """Return the definition with a section one place up or down, as far as there is one."""
    section_of(definition, key)
    new = deepcopy(definition)
    new["sections"] = moved(new["sections"], [each["key"] for each in new["sections"]].index(key), way)
    return new


def move_question(definition: Definition, key: str, way: str) -> Definition:
    """Return the definition with a question one place up or down; at an end it goes over into the next section."""
    question_of(definition, key)
    new = deepcopy(definition)
    for place, section in enumerate(new["sections"]):
        keys = [each["key"] for each in section["questions"]]
        if key not in keys:
            continue
        number = keys.index(key)
        at_end = number == (0 if way == UP else len(keys) - 1)
        beside = place + (-1 if way == UP else 1)
        if not at_end:
            section["questions"] = moved(section["questions"], number, way)
        elif 0 <= beside < len(new["sections"]):
            question = section["questions"].pop(number)
            there = new["sections"][beside]["questions"]
            there.insert(len(there) if way == UP else 0, question)
        break
    return new


def moved(items: Sequence[Any], number: int, way: str) -> list[Any]:
    """Return ``items`` with one of them a place up or down."""
    found, other = list(items), number + (-1 if way == UP else 1)
    if 0 <= number < len(found) and 0 <= other < len(found):
        found[number], found[other] = found[other], found[number]
    return found


def key_for(words: str, taken: Collection[str], *, stem: str = "vraag") -> str:
    """Return a key for something new, from what HR calls it; never one that is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:36].strip("_")
    if not found or not found[0].isalpha():
        found = f"{stem}_{found}".strip("_")
    numbered = (f"{found}_{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (found, *numbered) if one not in taken)


def keys_of(definition: Definition) -> set[str]:
    """Return the keys of all questions."""
    return {question["key"] for _section, question in questions(definition)}


def missing(value: Any) -> set[str]:
    """Return the languages in which something below ``value`` is said in another language and not in this one."""
    if isinstance(value, list):
        return set().union(*(missing(each) for each in value)) if value else set()
    if not isinstance(value, dict):
        return set()
    if value and value.keys() <= set(LANGUAGES):
        said = {language for language in LANGUAGES if str(value.get(language) or "").strip()}
        return set(LANGUAGES) - said if said else set()
    return set().union(*(missing(each) for each in value.values())) if value else set()
