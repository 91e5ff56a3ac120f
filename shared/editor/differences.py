"""What is different between two versions, for who is about to publish one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.editor.changing import questions
from shared.questionnaire.library.writing import Definition, definition_of
from shared.questionnaire.model import Question, Questionnaire

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True)
class Difference:
    """One thing that is different: a question, or ``question`` None for the questionnaire itself; ``what`` of it."""

    kind: str
    question: Question | None
    what: tuple[str, ...] = ()


def differences(now: Questionnaire, before: Questionnaire | None) -> list[Difference]:
    """Return what is different: of the whole, then of its questions in their order, then those that are gone."""
    if before is None:
        return [Difference(NEW, question) for question in now.questions.values()]
    found = list(_whole(now, before))
    order = [key for key in now.questions if key in before.questions]
    was_order = [key for key in before.questions if key in now.questions]
    moved = _moved(order, was_order)
    new, old = _plain(now), _plain(before)
    for key, question in now.questions.items():
        was = before.questions.get(key)
        if was is None:
            found.append(Difference(NEW, question))
            continue
        what = tuple(_what(new[key], old[key]))
        if what or key in moved:
            found.append(Difference(CHANGED, question, (*what, *(("order",) if key in moved else ()))))
    found += [Difference(GONE, was) for key, was in before.questions.items() if key not in now.questions]
    return found


def _whole(now: Questionnaire, before: Questionnaire) -> Iterator[Difference]:
    new, old = definition_of(now), definition_of(before)
    names = ("title", "introduction", "who_reads", "who_reads_more", "level", "minutes")
    what = [name for name in names if new.get(name) != old.get(name)]
    if [_head(each) for each in new["sections"]] != [_head(each) for each in old["sections"]]:
        what.append("sections")
    if what:
        yield Difference(CHANGED, None, tuple(what))


def _head(section: Definition) -> Definition:
    return {name: value for name, value in section.items() if name != "questions"}


def _what(new: Definition, old: Definition) -> Iterator[str]:
    for name in dict.fromkeys([*new, *old]):
        if new.get(name) != old.get(name):
            yield name


def _plain(whole: Questionnaire) -> dict[str, Definition]:
    return {question["key"]: question for _section, question in questions(definition_of(whole))}


def _moved(order: Sequence[str], was: Sequence[str]) -> set[str]:
    """Return which questions stand elsewhere: as few as it takes to come from one order to the other."""
    place = {key: number for number, key in enumerate(was)}
    tails: list[tuple[int, str]] = []
    before: dict[str, str | None] = {}
    # The longest run that kept its order; whoever is not in it was moved.
    for key in order:
        low = next((at for at, (number, _) in enumerate(tails) if number >= place[key]), len(tails))
        before[key] = tails[low - 1][1] if low else None
        tails[low : low + 1] = [(place[key], key)]
    kept: set[str] = set()
    key_: str | None = tails[-1][1] if tails else None
    while key_ is not None:
        kept.add(key_)
        key_ = before[key_]
    return set(order) - kept
