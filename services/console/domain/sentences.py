"""Every fact of the log as a sentence for the desk: Dutch, to be translated where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.console.domain.codes import WORDS
from services.console.domain.facts import SENTENCES


@dataclass(frozen=True)
class Word:
    """A code in the words of the desk; the text is a Dutch msgid."""

    text: str


Value = str | int | date | datetime | Word | tuple["str | Word", ...]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A Dutch msgid with its values. `tone` is good, care, alarm or plain."""

    text: str
    values: Mapping[str, Value]
    tone: str = "plain"
    type: str = ""


# A rule of the plan is called after its moment.
_SAME: Final = {"rule": "moment"}
# The day on which somebody lived what was perhaps noted much later, as with the years before the first import.
_LIVED_ON: Final = {
    "people.hired": ("hire_date",),
    "people.began": ("hire_date",),
    "people.left": ("last_day",),
    "people.leaving_announced": ("notice_date", "last_day"),
}
_DATES: Final = frozenset({"hire_date", "was", "last_day", "notice_date", "due_date", "closes_on", "due_on"})


def split_label(label: str) -> tuple[str, int]:
    """`people.hired.v1` as type and version."""
    kind, _, version = label.rpartition(".v")
    return kind, int(version)


def sentence(label: str, body: Mapping[str, Any]) -> Sentence:
    """The sentence for a line of the log; a fact of a later version of the house is shown by its name."""
    kind = split_label(label)[0]
    if kind not in SENTENCES:
        return Sentence(text="%(type)s", values={"type": kind}, type=kind)
    text, tone = SENTENCES[kind]
    values = {name: _value(name, value) for name, value in body.items() if f"%({name})s" in text}
    missing = {name for name in _names(text) if name not in values}
    return Sentence(text=text, values=values | dict.fromkeys(missing, "–"), tone=tone, type=kind)


def lived_on(label: str, body: Mapping[str, Any], noted: date) -> date:
    """The day that a line of the log is about: the day it was noted, or an earlier one that it tells of."""
    told = (body.get(name) for name in _LIVED_ON.get(split_label(label)[0], ()))
    return min(date.fromisoformat(next(filter(None, told), noted.isoformat())), noted)


def word_of(name: str, code: str) -> str | Word:
    """A code in the words of the desk; a code without words is shown as it is."""
    known = WORDS.get(_SAME.get(name, name), {})
    return Word(known[code]) if code in known else code.replace("_", " ")


def _value(name: str, value: Any) -> Value:
    if value is None:
        return "–"
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "instant":
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return tuple(word_of(name, str(one)) for one in value)
    return value if isinstance(value, int) else word_of(name, str(value))


def _names(text: str) -> list[str]:
    return [part.split(")s")[0] for part in text.split("%(")[1:]]
