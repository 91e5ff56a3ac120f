"""What the editor calls things, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.editor import conditions
from shared.editor.changing import Definition, questions
from shared.editor.conditions import Row
from shared.questionnaire.kinds.moments import NO, YES
from shared.questionnaire.library.library import version_name
from shared.questionnaire.model import LANGUAGES
from shared.questionnaire.words import PROMISES
from shared.web.texts import gettext, language, marked

KINDS: Mapping[str, str] = {
    "scale5": marked("schaal van 1 tot 5"),
    "scale10": marked("schaal van 0 tot 10"),
    "one_of": marked("één antwoord kiezen"),
    "several_of": marked("meer antwoorden kiezen"),
    "short_text": marked("een regel tekst"),
    "long_text": marked("een stuk tekst"),
    "date": marked("een datum"),
    "yes_no": marked("ja of nee"),
}
LEVELS: Mapping[str, str] = {
    "named": marked("met naam"),
    "confidential": marked("vertrouwelijk"),
    "anonymous": marked("anoniem"),
}
TESTS: Mapping[str, str] = {
    conditions.IN: marked("het antwoord is"),
    conditions.NOT_IN: marked("het antwoord is niet"),
    conditions.CONTAINS: marked("gekozen is"),
    conditions.NOT_CONTAINS: marked("niet gekozen is"),
    conditions.AT_MOST: marked("hoogstens"),
    conditions.AT_LEAST: marked("minstens"),
    conditions.EQUALS: marked("precies"),
    conditions.YES: marked("het antwoord is ja"),
    conditions.NO: marked("het antwoord is nee"),
    conditions.ANSWERED: marked("er is een antwoord"),
    conditions.NOT_ANSWERED: marked("er is geen antwoord"),
}
PARTS: Mapping[str, str] = {
    "title": marked("de titel"),
    "introduction": marked("de inleiding"),
    "who_reads": marked("wie het leest"),
    "who_reads_more": marked("de uitleg over wie het leest"),
    "level": marked("de belofte"),
    "minutes": marked("de duur"),
    "sections": marked("de delen"),
    "kind": marked("het soort vraag"),
    "text": marked("de vraag zelf"),
    "help": marked("de toelichting"),
    "required": marked("of een antwoord nodig is"),
    "when": marked("wanneer hij gesteld wordt"),
    "low": marked("het woord bij het laagste getal"),
    "high": marked("het woord bij het hoogste getal"),
    "min": marked("het kleinste aantal"),
    "max": marked("het grootste aantal"),
    "options": marked("de antwoorden"),
    "other": marked("ruimte voor eigen woorden"),
    "recall": marked("wat de persoon eerder zei"),
    "order": marked("de plaats"),
}
LANGUAGE_NAMES = {"nl": marked("Nederlands"), "en": marked("Engels"), "fr": marked("Frans")}
EMPTY = marked("(nog geen tekst)")


def kind(name: str) -> str:
    """Return a kind of question in words."""
    return str(gettext(KINDS[name])) if name in KINDS else name


def level(name: str) -> str:
    """Return what a level is called."""
    return str(gettext(LEVELS[name])) if name in LEVELS else name


def promise(name: str) -> str:
    """Return what a level promises."""
    return str(gettext(PROMISES[name])) if name in PROMISES else ""


def test(name: str) -> str:
    """Return a test in words."""
    return str(gettext(TESTS[name])) if name in TESTS else name


def parts(names: tuple[str, ...]) -> str:
    """Return what of something is different, in words."""
    return ", ".join(str(gettext(PARTS[name])) if name in PARTS else name for name in names)


def version(number: int) -> str:
    """Return what a version is called."""
    return version_name(number)


def lacking(languages: set[str]) -> list[str]:
    """Return in which languages something is missing, in words."""
    return [str(gettext(LANGUAGE_NAMES[code])) for code in LANGUAGES if code in languages]


def said(words: Any) -> str:
    """Return a text as it is written, in the reader's language where it is there."""
    if not isinstance(words, Mapping):
        return str(gettext(EMPTY))
    order = (language(), *LANGUAGES)
    return next(
        (str(words[code]) for code in order if str(words.get(code) or "").strip()), str(gettext(EMPTY))
    )


def answer(question: Definition | None, value: Any) -> str:
    """Return an answer that a test compares with, in words."""
    if isinstance(value, bool):
        return (YES if value else NO).said(language())
    if value == "other" and question and "other" in question:
        return said(question["other"])
    options = question.get("options", ()) if question else ()
    return next((said(each["text"]) for each in options if each["key"] == value), str(value))


def condition(when: Any, definition: Definition) -> str:
    """Return when a question is asked, as a sentence without its beginning."""
    by_key = {question["key"]: question for _section, question in questions(definition)}
    return _condition(when, by_key)


def row_value(question: Definition | None, row: Row) -> str:
    """Return with what a row of the form compares."""
    between = str(gettext("of"))
    return f" {between} ".join(answer(question, value) for value in row.values)


def _condition(when: Any, by_key: Mapping[str, Definition]) -> str:
    if not isinstance(when, dict):
        return ""
    for join, word in (("all", gettext("en")), ("any", gettext("of"))):
        if isinstance(when.get(join), list):
            inner = [_condition(part, by_key) for part in when[join]]
            return f" {word} ".join(f"({part})" if " (" in part else part for part in inner)
    simple = conditions.read(when)
    if simple is None or len(simple.rows) != 1:
        return str(gettext("niet (%(what)s)", what=_condition(when.get("not"), by_key)))
    row = simple.rows[0]
    question = by_key.get(row.question)
    asked = said(question["text"]) if question else row.question
    return " ".join(part for part in (f"“{asked}”:", test(row.test), row_value(question, row)) if part)
