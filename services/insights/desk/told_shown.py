"""What leavers told, as a page and a file show it: reasons and themes alike, each under names of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.insights.desk import words
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from shared.disclosure.figures import Figure, Table
from shared.web import filters
from shared.web.sheets import Value
from shared.web.texts import gettext

BARS = 10
_NAMED = 3
# What a code is called.
Name = Callable[[str], str]


def picture(whole: Figure | None, name: Name, *, unit: str, title: str) -> Picture | None:
    """Draw what was told most; nothing where nothing was."""
    if whole is None or not whole.tally:
        return None
    points = [
        Point(name(code), float(count), words.part(count, whole.people)) for code, count in whole.top(BARS)
    ]
    description = "; ".join(f"{one.place}: {one.words}" for one in points)
    return pictures.bars(points, unit=unit, title=title, description=description)


def left_out(whole: Figure | None) -> str:
    """Say what is drawn, where more was told than a picture can hold."""
    if whole is None or len(whole.tally) <= BARS:
        return ""
    return str(
        gettext(
            "Getekend zijn de %(some)s die het vaakst voorkomen, van %(all)s. Het bestand heeft ze alle.",
            some=filters.number(BARS),
            all=filters.number(len(whole.tally)),
        )
    )


def groups(found: Table[str] | None, by: str, name: Name, *, nothing: str) -> list[tuple[str, int, str]]:
    """Return each group that may be shown: its name, how many, and what was told most, else ``nothing``."""
    return [(group, one.people, _listed(one, name) or nothing) for group, one in _told(found, by)]


def hidden(found: Table[str] | None, by: str) -> list[str]:
    """Return the groups that may not be shown."""
    return [words.told_group(by, group) for group in found.hidden] if found else []


def rows(found: Table[str], by: str, name: Name, header: Sequence[str]) -> list[list[Value]]:
    """Return all of it as rows of a file: the group, what was told, how often, and of how many."""
    secret = str(gettext("te weinig mensen om te laten zien"))
    told: list[list[Value]] = [
        [group, name(code), count, one.people]
        for group, one in _told(found, by)
        for code, count in one.top(len(one.tally))
    ]
    kept_back: list[list[Value]] = [[group, secret, None, None] for group in hidden(found, by)]
    return [[*header], *told, *kept_back]


def _told(found: Table[str] | None, by: str) -> list[tuple[str, Figure]]:
    """Return each group that may be shown, and those who are not told apart."""
    if found is None:
        return []
    shown = [(words.told_group(by, group), one) for group, one in found.shown.items()]
    return [*shown, (str(gettext("niet apart te laten zien")), found.rest)] if found.rest else shown


def _listed(found: Figure, name: Name) -> str:
    return ", ".join(f"{name(code)} ({words.part(count, found.people)})" for code, count in found.top(_NAMED))
