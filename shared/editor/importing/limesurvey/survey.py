"""A whole survey of LimeSurvey as a definition: groups become sections, and everything that stays behind is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from shared.editor.beginnings import promise
from shared.editor.importing.found import Found
from shared.editor.importing.limesurvey import behind, relevance, rows
from shared.editor.importing.limesurvey.questions import Asked, made_of, option_key
from shared.editor.importing.limesurvey.relevance import Inexpressible, Variable
from shared.editor.importing.limesurvey.rows import Row, Tables
from shared.editor.importing.limesurvey.speech import Speech
from shared.editor.importing.limesurvey.texts import plain
from shared.questionnaire.model import Level

Definition = dict[str, Any]
Coded = list[tuple[str, dict[str, str]]]

HELP, PARAGRAPH, SHOWN = 1_000, 4_000, 200
CARRIED = {"min_answers", "max_answers", "other_replace_text"}
FreeKey = Callable[[str], str]


def read(data: bytes, *, level: Level, free_key: FreeKey, name: str = "lss") -> Found:
    """Return what a file says; raise BrokenQuestionnaire where it is no survey."""
    return _Survey(rows.read(data, name)).found(level, free_key)


class _Survey:
    """A survey on its way: what conditions can look at so far, and what has been said about it."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.speech = tables, Speech(tables)
        self.keys: set[str] = set()
        self.sections: set[str] = set()
        self.variables: dict[str, Variable] = {}
        # What the older form of three numbers stands for.
        self.places: dict[str, str] = {}

    def found(self, level: Level, free_key: FreeKey) -> Found:
        """Return the definition, and the remarks."""
        about = [
            {
                "language": row.get("surveyls_language", ""),
                "title": row.get("surveyls_title", ""),
                "lead": _lead(row),
            }
            for row in self.tables.of("surveys_languagesettings")
        ]
        self._about_the_whole(level)
        title = self.speech.words("", about, "title")
        definition = {
            "key": free_key(next(filter(None, title.values()), "limesurvey")),
            "version": 1,
            "level": level.value,
            "minutes": 5,
            "title": title,
            "introduction": self.speech.words("", about, "lead", most=PARAGRAPH),
            **promise(level),
            "sections": list(self._made()),
        }
        return Found(definition, tuple(self.speech.remarks))

    def _about_the_whole(self, level: Level) -> None:
        self.speech.note("", behind.ALWAYS)
        if level is not Level.ANONYMOUS and any(
            row.get("anonymized") == "Y" for row in self.tables.of("surveys")
        ):
            self.speech.note("", behind.NOT_ANONYMOUS)
        if any(
            plain(row.get("surveyls_endtext", ""))[0] for row in self.tables.of("surveys_languagesettings")
        ):
            self.speech.note("", behind.END_TEXT)
        for table, why in behind.TABLES.items():
            if self.tables.of(table):
                self.speech.note("", why)

    def _made(self) -> Iterator[Definition]:
        groups = self.speech.by("groups", "gid")
        for gid, same in sorted(groups.items(), key=lambda each: _number(each[1][0].get("group_order"))):
            section = self._section(gid, same)
            if section["questions"]:
                yield section
            elif "introduction" in section:
                self._lost(f"G{gid}", section["introduction"])

    def _section(self, gid: str, same: Sequence[Row]) -> Definition:
        spoken, code = self.speech.by("group_l10ns", "gid").get(gid) or same, f"G{gid}"
        key = option_key(f"part_{gid}", self.sections)
        section: Definition = {
            "key": key,
            "title": self.speech.words(code, spoken, "group_name"),
            "questions": [],
        }
        introduction = self.speech.words(code, spoken, "description", most=PARAGRAPH)
        if any(introduction.values()):
            section["introduction"] = introduction
        if same[0].get("randomization_group"):
            self.speech.note(code, behind.SETTINGS, names="randomization_group")
        condition = self._condition(code, _said(same, "grelevance"), behind.GROUP_CONDITION)
        for question in self._questions(gid, section):
            section["questions"].append(_also(question, condition))
        return section

    def _questions(self, gid: str, section: Definition) -> Iterator[Definition]:
        mine: dict[str, list[Row]] = {}
        for row in self.speech.by("questions", "gid").get(gid, ()):
            if row.get("parent_qid", "0") in {"0", ""}:
                mine.setdefault(row.get("qid", ""), []).append(row)
        for qid, same in sorted(mine.items(), key=lambda each: _number(each[1][0].get("question_order"))):
            code = same[0].get("title", "") or f"Q{qid}"
            asked = self._asked(qid, code, same)
            expression = _said(same, "relevance")
            if asked.type == "X":
                self._display(asked, section, always=expression in {"", "1"})
                continue
            condition = self._condition(code, expression, behind.CONDITION)
            self._before_relevance(qid, code, expression)
            made = made_of(asked, lambda name: option_key(name, self.keys))
            for one in made.remarks:
                self.speech.note(one.code, one.why, **one.params)
            self.variables |= made.variables
            if code in made.variables:  # conditions may also call it by its number
                self.variables.setdefault(f"Q{qid}", made.variables[code])
            self.places[f"{same[0].get('sid', '')}X{gid}X{qid}"] = code
            self._settings(code, same[0], asked)
            yield from (_also(question, condition) for question in made.questions)

    def _asked(self, qid: str, code: str, same: Sequence[Row]) -> Asked:
        spoken = self.speech.by("question_l10ns", "qid").get(qid) or same
        attributes = self.speech.by("question_attributes", "qid").get(qid, [])
        replaced = [
            row for row in attributes if row.get("attribute") == "other_replace_text" and row.get("value")
        ]
        return Asked(
            code=code,
            type=same[0].get("type", ""),
            text=self.speech.words(code, spoken, "question"),
            help=self.speech.words(code, spoken, "help", most=HELP),
            required=same[0].get("mandatory") == "Y",
            other=same[0].get("other") == "Y",
            other_text=self.speech.words(code, replaced, "value") if replaced else None,
            rows=self._rows(qid, code),
            answers=self._answers(qid, code),
            attributes={row.get("attribute", ""): row.get("value", "") for row in attributes},
        )

    def _rows(self, qid: str, code: str) -> Coded:
        found: dict[str, list[Row]] = {}
        for table in ("subquestions", "questions"):
            for row in self.speech.by(table, "parent_qid").get(qid, ()):
                if row.get("scale_id", "0") in {"0", ""}:
                    found.setdefault(row.get("qid", ""), []).append(row)
        for same in found.values():
            if same[0].get("relevance", "1") not in {"", "1"}:
                self.speech.note(code, behind.ROW_CONDITION, what=same[0]["relevance"][:SHOWN])
        words = self.speech.by("question_l10ns", "qid")
        ordered = sorted(found.items(), key=lambda each: _number(each[1][0].get("question_order")))
        return [
            (same[0].get("title", key), self.speech.words(code, words.get(key) or same, "question"))
            for key, same in ordered
        ]

    def _answers(self, qid: str, code: str) -> Coded:
        found: dict[str, list[Row]] = {}
        for row in self.speech.by("answers", "qid").get(qid, ()):
            if row.get("scale_id", "0") in {"0", ""}:
                found.setdefault(row.get("code", ""), []).append(row)
        words = self.speech.by("answer_l10ns", "aid")
        ordered = sorted(found.items(), key=lambda each: _number(each[1][0].get("sortorder")))
        return [
            (key, self.speech.words(code, words.get(same[0].get("aid", "-")) or same, "answer"))
            for key, same in ordered
        ]

    def _condition(self, code: str, expression: str, why: str) -> Definition | None:
        try:
            return relevance.read(expression, self._variable)
        except Inexpressible:
            self.speech.note(code, why, what=expression[:SHOWN])
            return None

    def _variable(self, name: str) -> Variable | None:
        if name in self.variables or "X" not in name:
            return self.variables.get(name)
        for place, code in self.places.items():
            if name.startswith(place):
                below = name.removeprefix(place)
                found = self.variables.get(f"{code}_{below}" if below else code)
                if found:
                    return found
        return None

    def _before_relevance(self, qid: str, code: str, expression: str) -> None:
        """Very old files have conditions in a table of their own, and nothing of them at the question."""
        if expression in {"", "1"}:
            for row in self.speech.by("conditions", "qid").get(qid, ()):
                said = " ".join(row.get(name, "") for name in ("cfieldname", "method", "value"))
                self.speech.note(code, behind.CONDITION, what=said[:SHOWN])

    def _display(self, asked: Asked, section: Definition, *, always: bool) -> None:
        """A text at the head of a group introduces the section; elsewhere there is no place for it."""
        head = not section["questions"] and "introduction" not in section
        if head and always and any(asked.text.values()):
            section["introduction"] = dict(asked.text)
        else:
            self._lost(asked.code, asked.text)
        if any(asked.help.values()):
            self._lost(asked.code, asked.help)

    def _lost(self, code: str, words: Mapping[str, str]) -> None:
        self.speech.note(code, behind.DISPLAY, words=next(filter(None, words.values()), "")[:SHOWN])

    def _settings(self, code: str, row: Row, asked: Asked) -> None:
        if row.get("preg"):
            self.speech.note(code, behind.PATTERN)
        if row.get("mandatory") == "S":
            self.speech.note(code, behind.SOFT)
        set_ = {
            name
            for name, value in asked.attributes.items()
            if value not in {"", "0", "N", behind.USUAL.get(name)}
        }
        if set_ - CARRIED:
            self.speech.note(code, behind.SETTINGS, names=", ".join(sorted(set_ - CARRIED)))


def _said(same: Sequence[Row], name: str) -> str:
    """Return a setting of what older files repeat in each language, and not always in the first."""
    return next((row[name] for row in same if row.get(name)), "")


def _lead(row: Row) -> str:
    parts = (row.get("surveyls_description", ""), row.get("surveyls_welcometext", ""))
    return "<br><br>".join(part for part in parts if part)


def _also(question: Definition, condition: Definition | None) -> Definition:
    """Return a question that is asked only where ``condition`` holds too."""
    if condition is None:
        return question
    own = question.get("when")
    return question | {"when": {"all": [condition, own]} if own else condition}


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else 0
