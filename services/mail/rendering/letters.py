"""Rendering a letter: templates kept per process, each letter only fills them in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment, StrictUndefined, Template, TemplateError, UndefinedError, meta, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from services.mail.domain.letters import Rendered
from services.mail.domain.names import isolated, tidy
from services.mail.policy import LANGUAGES, TEXT_WIDTH
from services.mail.rendering import source, words
from services.mail.rendering.paper import Templates, lay_out
from services.mail.rendering.plain import wrap
from services.mail.rendering.source import RenderError, Source, Unknown
from shared.kernel.settings import Settings

LETTERS = Path(__file__).resolve().parents[1] / "letters"
_UNDEFINED = re.compile(r"'([^']+)' is undefined")
_GAPS = "_gaps"
_BETWEEN = "\0\n"
# Compiled newsletters per process, each some hundred kilobytes.
_WRITTEN_KEPT = 12


@dataclass(frozen=True, kw_only=True)
class House:
    """Who writes: what every letter may mention."""

    organisation: str
    sender: str
    language: str
    zone: str

    @classmethod
    def of(cls, chosen: Settings) -> Self:
        """The house as it is set up."""
        return cls(
            organisation=chosen.organisation,
            sender=chosen.sender,
            language=chosen.language,
            zone=chosen.zone,
        )


@dataclass(frozen=True)
class _Compiled:
    html: Template
    skeleton: Template
    # Subject and text in one: half the price of two.
    words: Template


class Renderer:
    """Renders the letters found under `roots` (ours by default).

    `gap` marks the place of a personal value in a provider's skeleton, such as `-7f3a:{}-`; it must be
    unguessable, so that nobody's name can stand in for a gap.
    """

    def __init__(self, house: House, *, roots: tuple[Path, ...] = (LETTERS,), gap: str = "-gap:{}-") -> None:
        self.house = house
        self._roots = roots
        self._gap = gap
        self._compiled: dict[tuple[str, str], _Compiled] = {}
        # Safe between workers, who share a renderer; previews come by the dozen, so the oldest make room.
        self._written = lru_cache(maxsize=_WRITTEN_KEPT)(self._templates)
        self._text = {language: self._environment(language, html=False) for language in LANGUAGES}
        self._html = {language: self._environment(language, html=True) for language in LANGUAGES}
        self._skeleton = {language: self._environment(language, html=True) for language in LANGUAGES}
        for environment in self._skeleton.values():
            environment.finalize = self._leave_gap

    def render(
        self,
        template: str,
        language: str | None,
        variables: Mapping[str, Any],
        *,
        gaps: bool = False,
        written: Source | None = None,
    ) -> Rendered:
        """A letter in words; `gaps` leaves the personal values out of the HTML and hands them along.

        `written` are the words of a letter that was written at a desk instead of in a file.
        """
        chosen = language if language in LANGUAGES else self.house.language
        compiled = self._compile(template, chosen, written)
        values = self._variables(variables)
        left_out: list[str] = []
        if gaps:
            values[_GAPS] = left_out
        try:
            html = (compiled.skeleton if gaps else compiled.html).render(values)
            subject, _, text = compiled.words.render(values).partition(_BETWEEN)
        except UndefinedError as error:
            raise RenderError(f"{template}/{chosen}: missing {_missing(error)}") from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            # The words of the error may hold a value; its kind is enough to find the place.
            raise RenderError(f"{template}/{chosen}: {type(error).__name__} while rendering") from None
        return Rendered(
            subject=tidy(subject),
            html=html,
            text=wrap(text.replace("\0", ""), TEXT_WIDTH),
            language=chosen,
            values=tuple(left_out),
        )

    def needs(self, template: str, language: str) -> frozenset[str]:
        """The variables that a letter mentions, for tests and for who writes letters."""
        laid = self._laid(template, language)
        parts = (laid.subject, laid.html, laid.text)
        environment = self._text[language]
        return frozenset().union(*(meta.find_undeclared_variables(environment.parse(part)) for part in parts))

    def _variables(self, given: Mapping[str, Any]) -> dict[str, Any]:
        values = {name: value for name, value in given.items() if value is not None}
        values["given_name"] = isolated(tidy(str(given.get("given_name") or "")))
        values["organisation"] = self.house.organisation
        values["sender"] = self.house.sender
        return values

    def _compile(self, template: str, language: str, written: Source | None) -> _Compiled:
        if written is not None:
            return self._written(template, language, written)
        key = (template, language)
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = self._templates(template, language)
        return found

    def _templates(self, template: str, language: str, written: Source | None = None) -> _Compiled:
        laid = self._laid(template, language, written)
        try:
            return _Compiled(
                html=self._html[language].from_string(laid.html),
                skeleton=self._skeleton[language].from_string(laid.html),
                words=self._text[language].from_string(laid.subject + _BETWEEN + laid.text),
            )
        except TemplateError as error:
            raise RenderError(f"{template}/{language}.md: {error}") from error

    def _laid(self, template: str, language: str, written: Source | None = None) -> Templates:
        found = written or source.read(self._roots, template, language)
        return lay_out(found, language, f"{template}/{language}.md")

    def _environment(self, language: str, *, html: bool) -> Environment:
        # Not escaped: the plain text and the subject, which are no HTML.
        environment = Environment(
            undefined=StrictUndefined,
            autoescape=html,  # noqa: S701
            keep_trailing_newline=True,
        )
        environment.filters["dateword"] = partial(words.dateword, language)
        environment.filters["longday"] = partial(words.longday, language)
        environment.filters["daytime"] = partial(words.daytime, language, self.house.zone)
        environment.filters["clocktime"] = partial(words.clocktime, language)
        environment.filters["lasting"] = partial(words.lasting, language)
        environment.filters["number"] = partial(words.number, language)
        return environment

    @property
    def _leave_gap(self) -> Any:
        """Called by Jinja for each value it writes: note it and leave a numbered gap."""

        @pass_context
        def leave(context: Context, value: Any) -> Any:
            gaps: list[str] = context[_GAPS]
            written = str(escape(value))
            if written not in gaps:
                gaps.append(written)
            # The gap is ours, and what goes into it has been escaped above.
            return Markup(self._gap.format(gaps.index(written)))  # noqa: S704

        return leave


def _missing(error: UndefinedError) -> str:
    found = _UNDEFINED.search(str(error))
    return repr(found.group(1)) if found else "a value"


__all__ = ["LETTERS", "House", "RenderError", "Renderer", "Unknown"]
