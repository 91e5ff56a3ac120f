"""A report on paper: sections of sentences, points, a table, a picture, and room to write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

PDF = "application/pdf"
_TEMPLATE = Path(__file__).parent / "report.typ"


@dataclass(frozen=True)
class Table:
    """Rows under a heading; all but the first column are figures."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Drawing:
    """A picture for paper, and what it shows."""

    svg: str
    says: str


@dataclass(frozen=True)
class Section:
    """A part with a title: sentences, a table, a picture; points to go along; empty lines to write on."""

    title: str
    sentences: Sequence[str]
    table: Table | None = None
    drawing: Drawing | None = None
    points: Sequence[str] = ()
    lines: int = 0


@dataclass(frozen=True, kw_only=True)
class Report:
    """What stands on paper; ``readers`` is who may read it, on every page."""

    title: str
    subtitle: str
    readers: str
    dated: str
    language: str
    sections: Sequence[Section] = field(default_factory=tuple)


def pdf(report: Report) -> bytes:
    """Return the report as a PDF."""
    files: dict[str, bytes] = {"main.typ": _TEMPLATE.read_bytes()}
    sections = []
    for number, section in enumerate(report.sections):
        plain: dict[str, Any] = {
            "title": section.title,
            "sentences": list(section.sentences),
            "points": list(section.points),
            "lines": section.lines,
        }
        if section.table and section.table.rows:
            plain["head"] = list(section.table.head)
            plain["rows"] = [list(row) for row in section.table.rows]
        if section.drawing:
            files[f"picture-{number}.svg"] = section.drawing.svg.encode()
            plain |= {"picture": f"picture-{number}.svg", "says": section.drawing.says}
        sections.append(plain)
    given = {
        "title": report.title,
        "subtitle": report.subtitle,
        "readers": report.readers,
        "dated": report.dated,
        "language": report.language,
        "sections": sections,
    }
    files["report.json"] = json.dumps(given, ensure_ascii=False).encode()
    made: bytes = import_module("typst").compile(files)
    return made
