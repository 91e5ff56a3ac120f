"""A letter's text as blocks: running text, a button, or a Jinja statement on a line of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.mail.rendering.source import Shield

_BUTTON = re.compile(r"\[button:\s*(.+?)\]\((\S+?)\)")


@dataclass(frozen=True)
class Text:
    """Running text."""

    markdown: str


@dataclass(frozen=True)
class Button:
    """The one thing that the letter asks to press."""

    label: str
    link: str


@dataclass(frozen=True)
class Control:
    """{% if ... %} and the like: takes no room in the letter."""

    statement: str


Block = Text | Button | Control


def split(covered: str, shield: Shield) -> Iterator[Block]:
    """Blocks in order; `covered` is the text with its Jinja under the shield."""
    running: list[str] = []
    for line in covered.splitlines():
        button = _BUTTON.fullmatch(line.strip())
        control = shield.is_control(line.strip())
        if (button or control) and running:
            yield from _text(running)
            running = []
        if button:
            yield Button(button.group(1).strip(), button.group(2))
        elif control:
            yield Control(line.strip())
        else:
            running.append(line)
    yield from _text(running)


def _text(lines: list[str]) -> Iterator[Text]:
    markdown = "\n".join(lines).strip()
    if markdown:
        yield Text(markdown)
