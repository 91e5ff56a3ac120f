"""A career in words: employments, what changed in them, how long, and how promises stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from services.exit_interviews.actions.preparing import Prepared
from shared.web.texts import gettext, marked, ngettext

FIELDS = {
    "function": marked("een andere functie"),
    "department": marked("een andere afdeling"),
    "manager": marked("een andere leidinggevende"),
    "place": marked("een andere plaats"),
    "contract": marked("een ander contract"),
}


def changes(found: Prepared) -> list[dict[str, Any]]:
    """Return what else changed, and what changed of which nobody knows what it was before."""
    return [
        {"at": change.at, "what": ", ".join(str(gettext(FIELDS[field])) for field in change.fields)}
        for change in found.changes
    ]


def served(found: Prepared) -> str:
    """Return how long somebody worked here in all, up to the last day."""
    months = sum(_months(one.hire_date, one.last_day or found.case.last_day) for one in found.employments)
    years, rest = divmod(months, 12)
    in_years = ngettext("één jaar", "%(num)s jaar", years)
    in_months = ngettext("één maand", "%(num)s maanden", rest)
    if years and rest:
        return str(gettext("%(years)s en %(months)s", years=in_years, months=in_months))
    return str(in_years if years else in_months)


def promises(those: Sequence[Any]) -> list[str]:
    """Return how promises from earlier conversations stand; not what was promised."""
    kept = sum(one.state == "kept" for one in those)
    dropped = sum(one.state == "dropped" for one in those)
    opened = sum(one.state == "open" for one in those)
    lines = []
    if kept:
        lines.append(ngettext("Eén toezegging is nagekomen.", "%(num)s toezeggingen zijn nagekomen.", kept))
    if opened:
        lines.append(ngettext("Eén toezegging loopt nog.", "%(num)s toezeggingen lopen nog.", opened))
    if dropped:
        lines.append(
            ngettext("Eén toezegging ging niet door.", "%(num)s toezeggingen gingen niet door.", dropped)
        )
    return [str(one) for one in lines]


def _months(first: date, last: date) -> int:
    """Return how many whole months there are between two days, both of them counted."""
    end = last + timedelta(days=1)
    return max(0, (end.year - first.year) * 12 + end.month - first.month - (end.day < first.day))
