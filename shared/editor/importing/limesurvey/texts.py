"""Texts of LimeSurvey: HTML with expressions in it, in languages of which we speak three. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from shared.questionnaire.model import LANGUAGES

Words = dict[str, str]
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"}
_SILENT = {"script", "style"}
_MORE_THAN_WORDS = {
    "img",
    "a",
    "video",
    "audio",
    "iframe",
    "object",
    "script",
    "style",
    "table",
    "form",
    "input",
}
_EXPRESSION = re.compile(r"\{[^{}\s][^{}]*\}")


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: set[str] = set()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.lost |= {tag} & _MORE_THAN_WORDS
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain(html: str) -> tuple[str, set[str]]:
    """Return the words of a text, and the tags that were more than words and are gone."""
    if "<" not in html and "&" not in html:
        return _tidy(html), set()
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return _tidy("".join(reader.parts)), reader.lost


def has_expression(words: str) -> bool:
    """Tell whether a text is put together while it is asked: a name, an earlier answer."""
    return bool(_EXPRESSION.search(words))


def language_of(code: str) -> str | None:
    """Return which of our languages a language of LimeSurvey is; None where it is none."""
    short = code.casefold().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else None


def in_ours(said: Mapping[str, str], base: str) -> Words:
    """Return the words in our languages; what is in none of them is laid under Dutch, to be translated there."""
    found = dict.fromkeys(LANGUAGES, "")
    for code, words in said.items():
        ours = language_of(code)
        if ours and not found[ours]:
            found[ours] = words
    if not any(found.values()):
        found[LANGUAGES[0]] = said.get(base) or next(filter(None, said.values()), "")
    return found


def others(languages: Iterable[str]) -> list[str]:
    """Return the languages that are none of ours."""
    return sorted({code for code in languages if code and language_of(code) is None})


def _tidy(words: str) -> str:
    lines = [" ".join(line.split()) for line in words.replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
