"""One question of LimeSurvey as one or more of ours, by its type; or a remark where we ask no such thing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.editor.importing.found import Remark
from shared.editor.importing.limesurvey.relevance import Variable
from shared.kernel.texts import marked
from shared.questionnaire.model import LANGUAGES

Definition = dict[str, Any]
Words = Mapping[str, str]

NOT_OURS = marked("Een vraag van deze soort (%(type)s) kennen wij niet. Hij is niet meegekomen.")
FEW_ANSWERS = marked("Er zijn minder dan twee antwoorden om uit te kiezen. De vraag is niet meegekomen.")
NO_ROWS = marked("Er staan geen regels onder deze vraag. Hij is niet meegekomen.")
NUMBER = marked("Een getal wordt hier een regel tekst: wij kijken niet na of het een getal is.")
COMMENT = marked("De ruimte voor een toelichting bij elk antwoord is niet meegekomen.")
OWN_COMMENT = marked("De toelichting bij het antwoord is een vraag van zichzelf geworden: %(key)s.")
ENDS = marked("Een schaal heeft bij ons een woord aan elk eind. Vul die woorden nog in.")
FROM_NOUGHT = marked("De schaal liep van 1 tot 10; bij ons loopt hij van 0 tot 10.")
SPLIT = marked("Uit deze tabel zijn %(count)s aparte vragen gekomen.")

TYPES = {
    "1": "dual scale array", ";": "array of texts", ":": "array of numbers", "*": "equation", "I": "language switch",
    "|": "file upload", "R": "ranking", "X": "text without a question",
}  # fmt: skip
UNCERTAIN = {
    "Y": {"nl": "Ja", "en": "Yes", "fr": "Oui"},
    "U": {"nl": "Weet ik niet", "en": "Uncertain", "fr": "Je ne sais pas"},
    "N": {"nl": "Nee", "en": "No", "fr": "Non"},
}
CHANGE = {
    "I": {"nl": "Meer", "en": "Increase", "fr": "Plus"},
    "S": {"nl": "Hetzelfde", "en": "Same", "fr": "Pareil"},
    "D": {"nl": "Minder", "en": "Decrease", "fr": "Moins"},
}
GENDER = {
    "F": {"nl": "Vrouw", "en": "Female", "fr": "Femme"},
    "M": {"nl": "Man", "en": "Male", "fr": "Homme"},
}
OTHER = {"nl": "Iets anders", "en": "Other", "fr": "Autre"}
COMMENT_ASKED = {"nl": "Toelichting", "en": "Comment", "fr": "Commentaire"}
OTHER_CODE = "-oth-"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the file has it, its words in our languages already."""

    code: str
    type: str
    text: Words
    help: Words
    required: bool
    other: bool
    other_text: Words | None
    rows: Sequence[tuple[str, Words]]
    answers: Sequence[tuple[str, Words]]
    attributes: Mapping[str, str]


@dataclass
class Made:
    """What came of a question: ours, the variables by which conditions know them, and what is said about it."""

    questions: list[Definition] = field(default_factory=list)
    variables: dict[str, Variable] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


NewKey = Callable[[str], str]


def made_of(asked: Asked, new_key: NewKey) -> Made:
    """Return what comes of a question; ``new_key`` makes a key out of a code, never twice the same."""
    made = Made()
    maker = _MAKERS.get(asked.type)
    if maker is None:
        why = {"type": TYPES.get(asked.type, asked.type)}
        made.remarks.append(Remark(asked.code, NOT_OURS, why))
        return made
    maker(asked, new_key, made)
    return made


def option_key(code: str, taken: set[str]) -> str:
    """Return the key of an answer, from its code; never one that is taken."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in code.casefold())
    plain = plain if plain[:1].isalpha() else f"a{plain}"
    numbered = (f"{plain[:50]}_{number}" for number in range(2, len(taken) + 3))
    found = next(one for one in (plain[:60], *numbered) if one not in taken)
    taken.add(found)
    return found


def _simple(kind: str, *remarks: str) -> Callable[[Asked, NewKey, Made], None]:
    def make(asked: Asked, new_key: NewKey, made: Made) -> None:
        key = new_key(asked.code)
        _add(made, asked, key, kind, asked.text, variable=asked.code)
        made.remarks += [Remark(asked.code, why) for why in remarks]

    return make


def _choice(asked: Asked, new_key: NewKey, made: Made) -> None:
    answers = GENDER.items() if asked.type == "G" else asked.answers
    if len(list(answers)) + asked.other < 2:
        made.remarks.append(Remark(asked.code, FEW_ANSWERS))
        return
    key = new_key(asked.code)
    _add(made, asked, key, "one_of", asked.text, variable=asked.code, options=list(answers))
    if asked.type == "O":
        own = new_key(f"{asked.code}_comment")
        made.questions.append({"key": own, "kind": "long_text", "text": dict(COMMENT_ASKED)})
        made.remarks.append(Remark(asked.code, OWN_COMMENT, {"key": own}))


def _several(asked: Asked, new_key: NewKey, made: Made) -> None:
    if len(asked.rows) + asked.other < 2:
        made.remarks.append(Remark(asked.code, FEW_ANSWERS))
        return
    key = new_key(asked.code)
    question, codes = _add(made, asked, key, "several_of", asked.text, variable=None, options=asked.rows)
    for name, ours in (("min_answers", "min"), ("max_answers", "max")):
        number = asked.attributes.get(name, "")
        if number.isdecimal() and 0 < int(number) <= len(codes):
            question[ours] = int(number)
    for code, option in codes.items():
        made.variables[f"{asked.code}_{code}"] = Variable(key, "several_of", {}, option)
    if asked.type == "P":
        made.remarks.append(Remark(asked.code, COMMENT))


def _rows_of(kind: str, fixed: Mapping[str, Words] | None = None, *remarks: str) -> Callable[..., None]:
    def make(asked: Asked, new_key: NewKey, made: Made) -> None:
        answers = list((fixed or {}).items()) or list(asked.answers)
        if not asked.rows or (kind == "one_of" and len(answers) < 2):
            made.remarks.append(Remark(asked.code, FEW_ANSWERS if asked.rows else NO_ROWS))
            return
        for code, words in asked.rows:
            whole = {each: _beside(asked.text[each], words[each]) for each in LANGUAGES}
            name = f"{asked.code}_{code}"
            options = answers if kind == "one_of" else ()
            _add(made, asked, new_key(name), kind, whole, variable=name, options=options)
        made.remarks.append(Remark(asked.code, SPLIT, {"count": str(len(asked.rows))}))
        made.remarks += [Remark(asked.code, why) for why in remarks]

    return make


def _add(
    made: Made,
    asked: Asked,
    key: str,
    kind: str,
    text: Words,
    *,
    variable: str | None,
    options: Sequence[tuple[str, Words]] = (),
) -> tuple[Definition, dict[str, str]]:
    question: Definition = {"key": key, "kind": kind, "text": dict(text)}
    if any(asked.help.values()):
        question["help"] = dict(asked.help)
    if asked.required:
        question["required"] = True
    if kind.startswith("scale"):
        question |= {"low": dict.fromkeys(LANGUAGES, ""), "high": dict.fromkeys(LANGUAGES, "")}
    codes = dict(_codes(options))
    if options:
        question["options"] = [{"key": codes[code], "text": dict(words)} for code, words in options]
    if asked.other and kind.endswith("_of"):
        question["other"] = dict(asked.other_text or OTHER)
        codes["other" if kind == "several_of" else OTHER_CODE] = "other"
    made.questions.append(question)
    if variable:
        made.variables[variable] = Variable(key, kind, codes)
    return question, codes


def _codes(options: Sequence[tuple[str, Words]]) -> Iterator[tuple[str, str]]:
    taken = {"other"}
    for code, _words in options:
        yield code, option_key(code, taken)


def _beside(whole: str, row: str) -> str:
    if not whole or not row:
        return whole or row
    return f"{whole.rstrip(':')}: {row}"


_MAKERS: Mapping[str, Callable[[Asked, NewKey, Made], None]] = {
    "5": _simple("scale5", ENDS),
    "Y": _simple("yes_no"),
    "S": _simple("short_text"),
    "T": _simple("long_text"),
    "U": _simple("long_text"),
    "D": _simple("date"),
    "N": _simple("short_text", NUMBER),
    "L": _choice,
    "!": _choice,
    "O": _choice,
    "G": _choice,
    "M": _several,
    "P": _several,
    "A": _rows_of("scale5", None, ENDS),
    "B": _rows_of("scale10", None, ENDS, FROM_NOUGHT),
    "C": _rows_of("one_of", UNCERTAIN),
    "E": _rows_of("one_of", CHANGE),
    "F": _rows_of("one_of"),
    "H": _rows_of("one_of"),
    "Q": _rows_of("short_text"),
    "K": _rows_of("short_text", None, NUMBER),
}
