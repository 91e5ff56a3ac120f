"""A question as a form: from what is written to fields, and back; and where its mistakes are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from shared.editor import conditions
from shared.editor.changing import Definition, key_for, moved
from shared.editor.conditions import Row, Rows
from shared.questionnaire import cleaning
from shared.questionnaire.kinds import KINDS
from shared.questionnaire.load import Fault
from shared.questionnaire.model import LANGUAGES

WORDS = ("text", "help", "low", "high", "other")
NEEDED = {"text", "low", "high"}
FREE = 2  # empty rows for one more option
Form = MultiDict[str, str]
Values = dict[str, Any]
EMPTY: Definition = {"kind": "scale5", "text": {}}

_OPTION = re.compile(r"options\[(\d+)\](?:\.text)?(?:\.(nl|en|fr))?(?:\.key)?")


def values_of(question: Definition) -> Values:
    """Return what stands in the fields for a question as it is written."""
    found: Values = {"kind": question.get("kind", ""), "required": bool(question.get("required"))}
    for name in WORDS:
        found |= words_of(name, question.get(name))
    recall = question.get("recall") or {}
    rows = conditions.read(question.get("when"))
    return found | {
        "min": str(question.get("min", "")),
        "max": str(question.get("max", "")),
        "options": [
            {"key": each["key"], **{code: each["text"].get(code, "") for code in LANGUAGES}}
            for each in question.get("options", ())
        ],
        "recall": f"{recall['questionnaire']}.{recall['question']}" if recall else "",
        "when": rows or Rows(),
        "when_kept": question.get("when") if rows is None else None,
    }


def clean(typed_words: str) -> str:
    """Return what was typed as it may enter a database: without what nobody can see."""
    return cleaning.long_text(typed_words)


def words_of(name: str, words: Mapping[str, str] | None) -> Values:
    """Return the fields of the same words in each language."""
    return {f"{name}_{code}": (words or {}).get(code, "") for code in LANGUAGES}


def typed(form: Form, before: Definition) -> Values:
    """Return what was typed, field by field, to be shown again as it was; ``before`` is the question as it stood."""
    found: Values = {"kind": form.get("kind", before.get("kind", "")), "required": "required" in form}
    for name in WORDS:
        found |= {f"{name}_{code}": clean(form.get(f"{name}_{code}", "")) for code in LANGUAGES}
    kept = before.get("when") if "when_kept" in form and "when_gone" not in form else None
    return found | {
        "min": clean(form.get("min", "")),
        "max": clean(form.get("max", "")),
        "options": _options_typed(form),
        "recall": form.get("recall", ""),
        "when": Rows(form.get("when_join", conditions.ALL), tuple(_rows_typed(form))),
        "when_kept": kept,
    }


def pressed(values: Values, button: str, form: Form) -> Values:
    """Return the fields after a button that changes the form itself: one more, one less, another order."""
    what, _, rest = button.partition(".")
    way, _, place = rest.partition(".")
    number = int(place) if place.isdecimal() else 0
    if what == "option":
        rows = values["options"]
        rows = (
            [each for at, each in enumerate(rows) if at != number]
            if way == "remove"
            else moved(rows, number, way)
        )
        return values | {"options": rows}
    if what == "when":
        when: Rows = values["when"]
        rows = list(when.rows)
        if way == "add" and form.get("when_question"):
            rows.append(Row(form["when_question"], ""))
        elif way == "remove":
            rows = [each for at, each in enumerate(rows) if at != number]
        return values | {"when": Rows(when.join, tuple(rows))}
    return values


def question_from(values: Values, key: str, kinds: Mapping[str, str]) -> Definition:
    """Return the question that was typed, as it is written; ``kinds`` are those of the questions before it."""
    kind = KINDS.get(values["kind"])
    settings = kind.settings if kind else frozenset()
    found: Definition = {"key": key, "kind": values["kind"]}
    for name in WORDS:
        words = {code: values[f"{name}_{code}"] for code in LANGUAGES}
        fits = name in {"text", "help"} or name in settings
        if fits and (name in NEEDED or any(words.values())):
            found[name] = words
    if values["required"]:
        found["required"] = True
    for name in ("min", "max"):
        if name in settings and values[name] != "":
            found[name] = int(values[name]) if re.fullmatch(r"[0-9]{1,4}", values[name]) else values[name]
    if "options" in settings:
        found["options"] = _options(values["options"])
    if values["recall"]:
        questionnaire, _, question = values["recall"].partition(".")
        found["recall"] = {"questionnaire": questionnaire, "question": question}
    when = values["when_kept"] or conditions.written(values["when"], kinds)
    return found | ({"when": when} if when else {})


def at_fields(faults: Mapping[str, Iterable[Fault]]) -> dict[str, list[Fault]]:
    """Return what is wrong with a question by field of the form."""
    found: dict[str, list[Fault]] = {}
    for place, several in faults.items():
        found.setdefault(_field(place), []).extend(several)
    return found


def only_untranslated(faults: Mapping[str, Iterable[Fault]]) -> bool:
    """Tell whether all that is wrong is that something has not been said yet in English or French."""
    return all(
        fault.template == "is empty" and place.endswith((".en", ".fr"))
        for place, several in faults.items()
        for fault in several
    )


def _field(place: str) -> str:
    option = _OPTION.fullmatch(place)
    if option:
        return f"o{option[1]}_{option[2] or LANGUAGES[0]}"
    name, _, code = place.partition(".")
    if name in WORDS:
        return f"{name}_{code or LANGUAGES[0]}"
    return "when" if name.startswith("when") else name


def _options_typed(form: Form) -> list[dict[str, str]]:
    numbers = sorted(int(name[1:-3]) for name in form if re.fullmatch(r"o[0-9]{1,3}_nl", name))
    rows = [
        {
            "key": form.get(f"o{number}_key", ""),
            **{code: clean(form.get(f"o{number}_{code}", "")) for code in LANGUAGES},
        }
        for number in numbers
    ]
    return [row for row in rows if any(row[code] for code in LANGUAGES)]


def _options(rows: Iterable[Mapping[str, str]]) -> list[Definition]:
    found: list[Definition] = []
    taken = {row["key"] for row in rows if row["key"]} | {"other"}
    for row in rows:
        words = {code: row[code] for code in LANGUAGES}
        key = row["key"] or key_for(next(filter(None, words.values()), ""), taken, stem="antwoord")
        taken.add(key)
        found.append({"key": key, "text": words})
    return found


def _rows_typed(form: Form) -> Iterable[Row]:
    numbers = sorted(int(name[1:-9]) for name in form if re.fullmatch(r"w[0-9]{1,2}_question", name))
    for number in numbers:
        values = tuple(value for value in form.getlist(f"w{number}_value") if value)
        yield Row(form[f"w{number}_question"], form.get(f"w{number}_test", ""), values)
