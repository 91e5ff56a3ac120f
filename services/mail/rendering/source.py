"""Reading letters/<service>/<name>/<language>.md: front matter, then text with Jinja in it."""

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[a-z][a-z_]*/[a-z][a-z0-9_]*")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TOKEN = re.compile(r"JINJA(\d+)AJNIJ")


class RenderError(Exception):
    """A letter that cannot be put into words; the text says which template and what is missing."""


class Unknown(RenderError):
    """No such template, or not in this language."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One letter in one language, as its author wrote it."""

    subject: str
    preview: str
    why: str | None
    body: str


def read(roots: tuple[Path, ...], template: str, language: str) -> Source:
    """The source of a template; the first root that has it wins."""
    if not _NAME.fullmatch(template):
        raise Unknown(f"{template!r} is no name of a letter")
    for root in roots:
        path = root / template / f"{language}.md"
        if path.is_file():
            return parse(path.read_text(encoding="utf-8"), f"{template}/{language}.md")
    raise Unknown(f"{template} has no text in {language}")


def parse(text: str, name: str) -> Source:
    """Split front matter from text."""
    head, marked, body = text.partition("\n---\n")
    if not head.startswith("---\n") or not marked:
        raise RenderError(f"{name}: front matter between two lines '---' is missing")
    fields: dict[str, str] = {}
    for line in head.removeprefix("---\n").splitlines():
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in ("subject", "preview", "why"):
            raise RenderError(f"{name}: unknown line in front matter: {line!r}")
        fields[key.strip()] = value.strip()
    if not fields.get("subject") or not fields.get("preview"):
        raise RenderError(f"{name}: subject and preview are needed")
    return Source(
        subject=fields["subject"], preview=fields["preview"], why=fields.get("why"), body=body.strip()
    )


class Shield:
    """Keeps Jinja out of the hands of Markdown and MJML, which would escape its quotes and brackets."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def cover(self, text: str) -> str:
        """Every piece of Jinja becomes a plain word."""

        def keep(found: re.Match[str]) -> str:
            self._kept.append(found.group())
            return f"JINJA{len(self._kept) - 1}AJNIJ"

        return _JINJA.sub(keep, text)

    def uncover(self, text: str) -> str:
        """The plain words become Jinja again."""
        return _TOKEN.sub(lambda found: self._kept[int(found.group(1))], text)

    def is_control(self, line: str) -> bool:
        """Whether a line holds nothing but Jinja statements, such as {% if %}."""
        return bool(line) and all(
            (found := _TOKEN.fullmatch(word)) and self._kept[int(found.group(1))].startswith("{%")
            for word in line.split()
        )
