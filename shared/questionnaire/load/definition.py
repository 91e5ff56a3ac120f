"""What a definition may say, and the questionnaire that comes of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from shared.questionnaire.kinds import KINDS
from shared.questionnaire.load.plain import top_of
from shared.questionnaire.load.rules import read_condition
from shared.questionnaire.load.spot import BrokenQuestionnaire, Fault, Spot, read
from shared.questionnaire.model import (
    LANGUAGES,
    Level,
    Option,
    Question,
    Questionnaire,
    Recall,
    Section,
    Text,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
LINE, HELP, PARAGRAPH = 300, 1_000, 4_000
NOTHING = Text(nl="", en="", fr="")


def load(path: Path) -> Questionnaire:
    """Read the questionnaire in ``path``; raise BrokenQuestionnaire with every fault."""
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BrokenQuestionnaire([Fault(path.name, line, "", "not written in UTF-8")]) from error
    return loads(source, file=path.name)


def loads(source: str, *, file: str) -> Questionnaire:
    """Read a questionnaire from YAML text; ``file`` is how faults call it."""
    return _loaded(read(source, file=file))


def load_plain(definition: Any, *, file: str) -> Questionnaire:
    """Read a questionnaire from a definition that is data already, by the same rules."""
    return _loaded(top_of(definition, file=file))


def _loaded(top: Spot) -> Questionnaire:
    questionnaire = _questionnaire(top)
    if top.faults:
        raise BrokenQuestionnaire(top.faults)
    return questionnaire


def _questionnaire(top: Spot) -> Questionnaire:
    parts = top.mapping(
        needed=("key", "version", "level", "minutes", "title", "introduction", "who_reads", "sections"),
        allowed=("who_reads_more",),
    )
    earlier: dict[str, Question] = {}
    sections = parts["sections"].sequence(least=1, most=30) if "sections" in parts else []
    taken: set[str] = set()
    who_reads = _words(parts.get("who_reads"), most=LINE)
    return Questionnaire(
        key=_key(parts.get("key")),
        version=parts["version"].integer(least=1, most=9_999) if "version" in parts else 1,
        level=_level(parts.get("level")),
        minutes=parts["minutes"].integer(least=1, most=120) if "minutes" in parts else 1,
        title=_words(parts.get("title"), most=LINE),
        introduction=_words(parts.get("introduction"), most=PARAGRAPH),
        who_reads=who_reads,
        who_reads_more=_words(parts["who_reads_more"], most=PARAGRAPH)
        if "who_reads_more" in parts
        else who_reads,
        sections=tuple(_section(spot, earlier=earlier, taken=taken) for spot in sections),
    )


def _section(spot: Spot, *, earlier: dict[str, Question], taken: set[str]) -> Section:
    parts = spot.mapping(needed=("key", "title", "questions"), allowed=("introduction",))
    questions = parts["questions"].sequence(least=1, most=50) if "questions" in parts else []
    key = _new_key(parts.get("key"), taken=taken)
    taken.add(key)
    return Section(
        key=key,
        title=_words(parts.get("title"), most=LINE),
        introduction=_words(parts["introduction"], most=PARAGRAPH) if "introduction" in parts else None,
        questions=tuple(_question(question, earlier=earlier) for question in questions),
    )


def _question(spot: Spot, *, earlier: dict[str, Question]) -> Question:
    kind_name = _kind_name(spot)
    kind = KINDS.get(kind_name)
    needs = kind.needs if kind else frozenset()
    settings = kind.settings if kind else frozenset[str]().union(*(each.settings for each in KINDS.values()))
    parts = spot.mapping(
        needed=("key", "kind", "text", *sorted(needs)),
        allowed=("help", "required", "when", "recall", *sorted(settings - needs)),
    )
    options = _options(parts)
    question = Question(
        key=_new_key(parts.get("key"), taken=earlier.keys()),
        kind=kind_name,
        text=_words(parts.get("text"), most=LINE),
        help=_words(parts["help"], most=HELP) if "help" in parts else None,
        required=parts["required"].boolean() if "required" in parts else False,
        condition=read_condition(parts["when"], earlier) if "when" in parts else None,
        options=options,
        low=_words(parts["low"], most=60) if "low" in parts else None,
        high=_words(parts["high"], most=60) if "high" in parts else None,
        least=parts["min"].integer(least=1, most=max(1, len(options))) if "min" in parts else 0,
        most=parts["max"].integer(least=1, most=max(1, len(options))) if "max" in parts else None,
        recall=_recall(parts["recall"]) if "recall" in parts else None,
    )
    if question.most is not None and question.least > question.most:
        parts["min"].fail("is more than max, %(most)s", most=question.most)
    if kind is not None and question.key:
        earlier.setdefault(question.key, question)
    return question


def _recall(spot: Spot) -> Recall:
    """Read what is asked back; whether it exists is seen once all files are read."""
    parts = spot.mapping(needed=("questionnaire", "question"))
    return Recall(questionnaire=_key(parts.get("questionnaire")), question=_key(parts.get("question")))


def _kind_name(spot: Spot) -> str:
    """Look at the kind first: it decides which other keys belong here."""
    if not hasattr(spot.node, "value") or not isinstance(spot.node.value, list):
        return ""
    pairs = [pair for pair in spot.node.value if isinstance(pair, tuple) and pair[0].value == "kind"]
    if not pairs:
        return ""
    place = Spot(pairs[0][1], f"{spot.key}.kind", spot.file, spot.faults)
    name = place.text(most=60)
    if name and name not in KINDS:
        place.fail("unknown kind '%(name)s'; known are %(known)s", name=name, known=", ".join(KINDS))
    return name


def _options(parts: dict[str, Spot]) -> tuple[Option, ...]:
    if "options" not in parts:
        return ()
    found: list[Option] = []
    taken: set[str] = {"other"} if "other" in parts else set()
    for spot in parts["options"].sequence(least=1 if "other" in parts else 2, most=50):
        inner = spot.mapping(needed=("key", "text"))
        found.append(
            Option(_new_key(inner.get("key"), taken=taken), _words(inner.get("text"), most=LINE)),
        )
        taken.add(found[-1].key)
    if "other" in parts:
        found.append(Option("other", _words(parts["other"], most=LINE), open=True))
    return tuple(found)


def _words(spot: Spot | None, *, most: int) -> Text:
    """Read the same words in each language; a translation that is missing is a fault."""
    if spot is None:
        return NOTHING
    parts = spot.mapping(needed=LANGUAGES)
    said = {language: place.text(most=most) for language, place in parts.items()}
    return Text(**{language: said.get(language, "") for language in LANGUAGES})


def _key(spot: Spot | None) -> str:
    if spot is None:
        return ""
    key = spot.text(most=60)
    if key and not KEY.fullmatch(key):
        spot.fail("'%(key)s' is no key: a small letter, then small letters, digits and underscores", key=key)
    return key


def _new_key(spot: Spot | None, *, taken: Collection[str]) -> str:
    key = _key(spot)
    if spot is not None and key and key in taken:
        spot.fail("the key '%(key)s' is taken", key=key)
    return key


def _level(spot: Spot | None) -> Level:
    if spot is None:
        return Level.ANONYMOUS
    name = spot.text(most=20)
    if name and name not in set(Level):
        spot.fail("unknown level '%(name)s'; known are %(known)s", name=name, known=", ".join(Level))
        return Level.ANONYMOUS
    return Level(name) if name else Level.ANONYMOUS
