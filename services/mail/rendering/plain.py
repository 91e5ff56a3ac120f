"""The plain text of a letter, set as carefully as its HTML."""

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from services.mail.rendering.blocks import Block, Button, Control

SIGNATURE = "-- "  # what mail programs know as the start of a signature; its space matters

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def to_text(blocks: Iterable[Block], colon: str) -> str:
    """A text template: a paragraph is one long line, wrapped later when the names are in."""
    pieces = []
    for block in blocks:
        if isinstance(block, Control):
            pieces.append(block.statement)
        elif isinstance(block, Button):
            pieces.append(f"{block.label}{colon}\n{block.link}\n\n")
        else:
            pieces.append(_paragraphs(_MARKDOWN.parse(block.markdown), colon))
    return "".join(pieces)


def inline_text(markdown: str, colon: str) -> str:
    """One line of Markdown without its marks, for the footer."""
    return _paragraphs(_MARKDOWN.parse(markdown), colon).strip()


def _paragraphs(tokens: list[Token], colon: str) -> str:
    """Paragraphs apart by an empty line; items of a list close together."""
    lines: list[str] = []
    counters: list[int | None] = []
    for token in tokens:
        if token.type == "bullet_list_open":
            counters.append(None)
        elif token.type == "ordered_list_open":
            counters.append(int(token.attrGet("start") or 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counters.pop()
            if not counters:
                lines.append("")
        elif token.type == "inline":
            lines.append(_mark(counters) + _inline(token.children or [], colon))
            if not counters:
                lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _mark(counters: list[int | None]) -> str:
    if not counters:
        return ""
    indent, number = "  " * (len(counters) - 1), counters[-1]
    if number is None:
        return f"{indent}- "
    counters[-1] = number + 1
    return f"{indent}{number}. "


def _inline(children: list[Token], colon: str) -> str:
    said: list[str] = []
    links: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            said.append(_after(said, child.content))
        elif child.type == "image":
            said.append(f"[{child.content}]")
        elif child.type == "softbreak":
            said.append(" ")
        elif child.type == "hardbreak":
            said.append("\n")
        elif child.type == "link_open":
            links.append(str(child.attrGet("href")))
            said.append("\0")
        elif child.type == "link_close":
            _close_link(said, links.pop(), colon)
    return "".join(said)


def _after(said: list[str], words: str) -> str:
    """What follows a link begins a line: without the space, and without the mark that ended the sentence."""
    after_link = said and said[-1].endswith("\n") and said[-1] != "\n"
    return words.lstrip(" .,;:") if after_link else words


def _close_link(said: list[str], link: str, colon: str) -> None:
    """A link stands on a line of its own, so that no mail program breaks it."""
    start = len(said) - 1 - said[::-1].index("\0")
    label = "".join(said[start + 1 :])
    said[start:] = [link] if label == link else [f"{label}{colon}\n{link}\n"]


def wrap(text: str, width: int) -> str:
    """Lines of at most `width` characters; links stay whole, items hang under their mark."""
    wrapped: list[str] = []
    for line in text.splitlines():
        if len(line) <= width:
            wrapped.append(line if line == SIGNATURE else line.rstrip())
        else:
            wrapped.extend(_folded(line, width))
    return _no_gaps(wrapped)


def prewrapped(template: str, width: int) -> str:
    """A text template whose lines without Jinja are wrapped already: most of a letter is the same for everybody."""
    lines: list[str] = []
    for line in template.split("\n"):
        fixed = "{{" not in line and "{%" not in line
        lines.extend(_folded(line, width) if fixed and len(line) > width else [line])
    return "\n".join(lines)


def _folded(line: str, width: int) -> list[str]:
    words = [word for word in line.split(" ") if word]  # a no-break space stays what it is
    lead = line[: len(line) - len(line.lstrip())]
    marked = words[0] == "-" or (words[0][:-1].isdigit() and words[0].endswith("."))
    hang = lead + " " * (len(words[0]) + 1) if marked else lead
    lines: list[str] = []
    current = lead + words[0]
    for word in words[1:]:
        if len(current) + 1 + len(word) <= width:
            current = f"{current} {word}"
        else:
            lines.append(current)
            current = hang + word
    lines.append(current)
    return lines


def _no_gaps(lines: list[str]) -> str:
    """Never two empty lines in a row, none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"
