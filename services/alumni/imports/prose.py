"""The story of a vacancy as other systems write it (HTML, or text) as the Markdown that our pages and letters read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_BREAKS = frozenset({"p", "div", "section", "article", "ul", "ol", "table", "tr", "blockquote"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_SIGNS = re.compile(r"([\\`*_\[\]<>])")
_MANY = re.compile(r"\n{3,}")


def as_markdown(text: str) -> str:
    """Return the story: paragraphs, headings, lists; nothing that runs, looks or links."""
    text = text.replace("\0", "").replace("\r\n", "\n")
    if not _TAG.search(text):
        return _MANY.sub("\n\n", text).strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return _MANY.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _HEADS:
            self.parts.append("\n\n## ")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BREAKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _HEADS or tag in _BREAKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(_SIGNS.sub(r"\\\1", data.replace("\n", " ")))
