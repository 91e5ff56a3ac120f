"""A report on paper (``shared/paper``), of which the pictures are drawn for the page as well."""

from __future__ import annotations

from dataclasses import dataclass

from services.insights.rendering.pictures import Picture
from shared.paper import report
from shared.paper.report import Report, Section, Table, pdf


@dataclass(frozen=True)
class Drawing(report.Drawing):
    """A picture for paper, what it shows, and the same for a page."""

    on_page: Picture


__all__ = ["Drawing", "Report", "Section", "Table", "pdf"]
