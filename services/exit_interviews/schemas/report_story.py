"""What came after a conversation, as lines in the story of a leaving: never a word of it."""

from __future__ import annotations

from typing import Any

from services.exit_interviews.domain import reports
from services.exit_interviews.schemas import report_words
from shared.web.texts import gettext


def of_report(row: Any | None, thanks: Any | None, case: Any) -> list[dict[str, Any]]:
    """Return the lines of a report, of the words of appreciation, and of staying in touch."""
    lines = []
    if row is not None and row.shared_at:
        lines.append(_line(row.shared_at, gettext("Het verslag ligt bij wie vertrekt, om na te lezen")))
        if row.said_at:
            lines.append(
                _line(row.said_at, gettext("Wie vertrekt wil iets anders in het verslag"), kind="care")
            )
        if row.final_at:
            how = str(gettext(report_words.HOW[row.how]))
            lines.append(_line(row.final_at, gettext("Het verslag staat"), text=how, kind="good"))
        if row.released_at:
            lines.append(
                _line(row.released_at, gettext("Het verslag is zonder naam vrijgegeven aan het bestuur"))
            )
    elif row is not None and row.state == reports.NONE:
        lines.append(_line(row.written_at, gettext("Er komt geen verslag")))
    if thanks is not None and thanks.sent_at:
        lines.append(_line(thanks.sent_at, gettext("De woorden van waardering zijn verstuurd"), kind="good"))
    if case.network_at:
        lines.append(
            _line(case.network_at, gettext("Koos er zelf voor om in contact te blijven"), kind="good")
        )
    return lines


def _line(when: Any, title: str, *, text: str = "", kind: str = "plain") -> dict[str, Any]:
    return {"when": when, "title": title, "text": text, "kind": kind}
