"""Picking one option, or several, with room for words of one's own beside an open option."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from shared.questionnaire import cleaning
from shared.questionnaire.kinds.base import Kind, Raw, Stored
from shared.questionnaire.kinds.texts import CleanString, limited
from shared.questionnaire.model import Option, Question
from shared.questionnaire.problems import Refused
from shared.questionnaire.values import Chosen

UNKNOWN = "Kies een van de antwoorden die hier staan."


def open_option(question: Question) -> Option | None:
    """Return the option beside which there is room to write."""
    return next((option for option in question.options if option.open), None)


class Choice(Kind[Chosen]):
    """What picking one and picking several have in common."""

    def display(self, question: Question, value: Chosen, language: str) -> str:
        """The words of the options, with a comma between, and those of one's own."""
        return ", ".join(self._words(question, code, value.other, language) for code in value.codes)

    def stored(self, value: Chosen) -> Stored:
        """The keys of the options, and the words beside the open one."""
        return Stored(codes=value.codes, text=value.other or None)

    def restored(self, stored: Stored) -> Chosen:
        """The keys of the options, and the words beside the open one."""
        return Chosen(tuple(stored.codes or ()), stored.text or "")

    @staticmethod
    def _words(question: Question, code: str, other: str, language: str) -> str:
        option = question.option(code)
        words = option.text.said(language) if option else code
        return f"{words}: {other}" if other and option and option.open else words

    @staticmethod
    def _picked(question: Question, codes: Collection[str], other: str) -> Chosen:
        """Bring the options into the order of the question, and keep ``other`` where its option is among them."""
        if not set(codes) <= {option.key for option in question.options}:
            raise Refused(UNKNOWN)
        free = open_option(question)
        words = limited(cleaning.short_text(other), cleaning.SHORT) if free and free.key in codes else ""
        return Chosen(tuple(option.key for option in question.options if option.key in codes), words)


class OneOf(Choice):
    """Exactly one of the options."""

    template = "one_of"
    settings = frozenset({"options", "other"})
    needs = frozenset({"options"})
    comparisons = frozenset({"equals", "in"})

    def parse(self, question: Question, raw: Raw) -> Chosen | None:
        """Read the one that was picked; words written without picking anything pick the open option."""
        code = raw.first.strip()
        free = open_option(question)
        if not code and free and cleaning.short_text(raw.other):
            code = free.key
        return self._picked(question, {code}, raw.other) if code else None

    def field(self, question: Question) -> fields.Field[Any]:
        """The key of an option; with an open option an object that has room for words."""
        key = fields.String(validate=_known(question))
        return _with_words({"code": key}) if open_option(question) else key

    def loaded(self, question: Question, data: Any) -> Chosen:
        """Take the key, or the key and the words, apart."""
        if isinstance(data, str):
            return Chosen((data,))
        return _checked(self._picked(question, {data["code"]}, data.get("other", "")), data)

    def dumped(self, question: Question, value: Chosen) -> Any:
        """The key, or the key and the words."""
        code = value.codes[0]
        return {"code": code, "other": value.other} if open_option(question) else code

    def fits(self, question: Question, operand: object) -> bool:
        """The key of an option."""
        return isinstance(operand, str) and question.option(operand) is not None


class SeveralOf(Choice):
    """Any number of the options between ``least`` and ``most``."""

    template = "several_of"
    settings = frozenset({"options", "other", "min", "max"})
    needs = frozenset({"options"})
    comparisons = frozenset({"contains"})

    def parse(self, question: Question, raw: Raw) -> Chosen | None:
        """Read what was picked; words written beside the open option pick it."""
        codes = {value.strip() for value in raw.values if value.strip()}
        free = open_option(question)
        if free and cleaning.short_text(raw.other):
            codes.add(free.key)
        return self._counted(question, self._picked(question, codes, raw.other)) if codes else None

    def field(self, question: Question) -> fields.Field[Any]:
        """The keys of the options; with an open option an object that has room for words."""
        keys = fields.List(
            fields.String(validate=_known(question)),
            validate=[validate.Length(max=question.most or len(question.options)), _each_once],
        )
        return _with_words({"codes": keys}) if open_option(question) else keys

    def loaded(self, question: Question, data: Any) -> Chosen | None:
        """Take the keys, or the keys and the words, apart."""
        codes, other = (data, "") if isinstance(data, list) else (data["codes"], data.get("other", ""))
        if not codes and not other:
            return None
        chosen = self._picked(question, codes, other)
        return self._counted(question, chosen if isinstance(data, list) else _checked(chosen, data))

    def dumped(self, question: Question, value: Chosen) -> Any:
        """The keys, or the keys and the words."""
        codes = list(value.codes)
        return {"codes": codes, "other": value.other} if open_option(question) else codes

    def fits(self, question: Question, operand: object) -> bool:
        """The key of an option."""
        return isinstance(operand, str) and question.option(operand) is not None

    @staticmethod
    def _counted(question: Question, chosen: Chosen) -> Chosen:
        if len(chosen.codes) < question.least:
            raise Refused("Kies er minstens %(least)s.", least=question.least)
        if question.most is not None and len(chosen.codes) > question.most:
            raise Refused("Kies er hoogstens %(most)s.", most=question.most)
        return chosen


def _known(question: Question) -> validate.OneOf:
    return validate.OneOf([option.key for option in question.options])


def _with_words(parts: dict[str, fields.Field[Any]]) -> fields.Field[Any]:
    for part in parts.values():
        part.required = True
    words = CleanString(clean=cleaning.short_text, validate=validate.Length(max=cleaning.SHORT))
    return fields.Nested(Schema.from_dict({**parts, "other": words}))


def _checked(chosen: Chosen, data: dict[str, Any]) -> Chosen:
    if data.get("other") and not chosen.other:
        raise Refused("Eigen woorden horen bij het antwoord dat daar ruimte voor geeft.")
    return chosen


def _each_once(codes: Sequence[str]) -> None:
    if len(set(codes)) != len(codes):
        raise ValidationError("Each option may be picked once.")
