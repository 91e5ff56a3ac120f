"""The explorer in words: what can be asked, what came out in a sentence, and how it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.insights import policy
from services.insights.desk import reason_words, words
from services.insights.domain import explorer
from services.insights.domain.explorer import REST, TOTAL, Asked, Cell, Crossed, Key
from shared.disclosure.model import PATH_SEPARATOR
from shared.web import filters
from shared.web.texts import gettext, marked

MEASURES: Final[Mapping[str, str]] = {
    explorer.HEADCOUNT: marked("aantal mensen"),
    explorer.JOINERS: marked("aantal nieuwe mensen"),
    explorer.RETURNED: marked("mensen die terugkwamen"),
    explorer.LEAVERS: marked("aantal vertrokken mensen"),
    explorer.TURNOVER: marked("verloop"),
    explorer.VOLUNTARY: marked("verloop uit eigen keuze"),
    explorer.EARLY: marked("vertrek binnen een jaar"),
    explorer.REGRETTED: marked("vertrek dat jammer is"),
    explorer.CAUSES: marked("redenen om te gaan"),
    explorer.DROPS: marked("de laatste druppel"),
    explorer.RESPONSE: marked("hoe vaak mensen antwoordden"),
    explorer.DECLINED: marked("hoe vaak mensen liever niet antwoordden"),
}
_OTHERS: Final[Mapping[str, str]] = {
    explorer.YEAR: marked("jaar"),
    explorer.REASON: marked("reden"),
    explorer.PROGRAMME: marked("waarover we vroegen"),
    explorer.MOMENT: marked("moment"),
    explorer.NONE: marked("niet verdeeld"),
}
# What the figure rests on.
BASES: Final[Mapping[str, str]] = {
    explorer.RETURNED: marked("nieuwe mensen"),
    explorer.TURNOVER: marked("mensen, gemiddeld"),
    explorer.VOLUNTARY: marked("mensen, gemiddeld"),
    explorer.EARLY: marked("mensen die vertrokken"),
    explorer.REGRETTED: marked("mensen van wie HR het zei"),
    explorer.CAUSES: marked("mensen die vertelden"),
    explorer.DROPS: marked("mensen die vertelden"),
    explorer.RESPONSE: marked("keer gevraagd"),
    explorer.DECLINED: marked("keer gevraagd"),
}
MOMENTS: Final[Mapping[str, str]] = {
    "onboarding.before_start": marked("check-in voor de eerste dag"),
    "onboarding.week_1": marked("check-in na een week"),
    "onboarding.back_1": marked("check-in in de eerste week van wie terugkwam"),
    "onboarding.month_1": marked("check-in na een maand"),
    "onboarding.month_3": marked("check-in na drie maanden"),
    "onboarding.month_6": marked("check-in na zes maanden"),
    "onboarding.month_11": marked("check-in na elf maanden"),
    "stay.yearly": marked("blijfgesprek, elk jaar"),
    "exit.invitation": marked("vertrek, kort na de opzegging"),
    "exit.form": marked("vertrek, voor het afscheid"),
    "exit.afterwards": marked("vertrek, achteraf"),
}
ROLES: Final[Mapping[str, str]] = {
    explorer.BOARD: marked("het bestuur"),
    explorer.MANAGERS: marked("leidinggevenden, elk over de eigen afdeling"),
}
SHORT_ROLES: Final[Mapping[str, str]] = {
    explorer.BOARD: marked("bestuur"),
    explorer.MANAGERS: marked("leidinggevenden"),
}


def dimension(code: str) -> str:
    """Return what a direction is called."""
    return str(gettext(_OTHERS.get(code) or words.BY[code]))


def measure(code: str) -> str:
    """Return what a measure is called."""
    return str(gettext(MEASURES[code]))


_ALIKE: Final[Mapping[Key, str]] = {
    TOTAL: marked("samen"),
    REST: marked("niet apart te laten zien"),
    None: marked("niet bekend"),
}
_CODED: Final[Mapping[str, Mapping[str, str]]] = {
    explorer.PROGRAMME: words.PROGRAMMES,
    explorer.MOMENT: MOMENTS,
    policy.AGE: words.GROUPS,
    policy.TENURE: words.GROUPS,
    policy.HOURS: words.GROUPS,
    policy.KIND: words.GROUPS,
}


def key(code: str, value: Key, names: Mapping[str, str]) -> str:
    """Return what a row or a column is called."""
    if value is None or value in _ALIKE:
        return str(gettext(_ALIKE[value]))
    if code == explorer.DEPARTMENT:
        return value.rpartition(PATH_SEPARATOR)[2]
    if code == explorer.REASON:
        return reason_words.word(value)
    if code == explorer.MANAGER:
        return names.get(value, str(gettext("niet bekend")))
    known = _CODED.get(code, {}).get(value)
    return str(gettext(known)) if known else _plain(code, value)


def _plain(code: str, value: str) -> str:
    return value.replace(".", ": ").replace("_", " ") if code in _CODED else value


def value(asked: Asked, cell: Cell | None) -> str:
    """Return a figure as it is read."""
    if cell is None:
        return "–"
    if cell.hidden:
        return str(gettext("verborgen"))
    if cell.value is None:
        return "–"
    if asked.measure in explorer.SHARES:
        return filters.percent(cell.value / 100, 1)
    return filters.number(int(cell.value))


def base(asked: Asked, cell: Cell | None, *, apart: bool) -> str:
    """Return on how many a figure rests; empty for a count, which says so itself."""
    if cell is None or cell.hidden or cell.base is None or not base_of(asked, apart=apart):
        return ""
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{filters.number(round(cell.base, 1))}"


def base_of(asked: Asked, *, apart: bool) -> str:
    """Return what a figure rests on; ``apart``: as others than HR see it, in groups of who was there at any time."""
    if apart and asked.measure in explorer.WORKFORCE:
        return str(gettext("mensen die er in de periode waren"))
    return str(gettext(BASES[asked.measure])) if asked.measure in BASES else ""


def subject(asked: Asked) -> str:
    """Return what is shown: ``verloop per afdeling en leeftijd``."""
    parts = [dimension(one) for one in (asked.rows, asked.columns) if one != explorer.NONE]
    said = measure(asked.measure)
    if len(parts) == 2:
        return str(
            gettext("%(measure)s per %(one)s en %(other)s", measure=said, one=parts[0], other=parts[1])
        )
    if parts:
        return str(gettext("%(measure)s per %(one)s", measure=said, one=parts[0]))
    return said


def title(asked: Asked, found: Crossed, names: Mapping[str, str]) -> str:
    """Say what came out: what is highest among groups that are large enough for that to mean something."""
    about, top = filters.opening(subject(asked)), highest(found)
    if top is None:
        whole = found.whole
        return f"{about}: {value(asked, whole)}" if whole and not whole.hidden else about
    where = ", ".join(
        key(code, one, names)
        for code, one in zip((asked.rows, asked.columns), top, strict=True)
        if code != explorer.NONE and one != TOTAL
    )
    return str(
        gettext(
            "%(about)s: het meest bij %(where)s (%(value)s)",
            about=about,
            where=where,
            value=value(asked, found.cell(*top)),
        )
    )


def highest(found: Crossed) -> tuple[Key, Key] | None:
    """Return which row and column is highest, among groups that are large enough; None where it is not one alone."""
    known = [
        (cell.value, row, column)
        for row, column, cell in _compared(found)
        if cell.value is not None and (cell.base or 0) >= policy.MEANS_SOMETHING
    ]
    top = max((one[0] for one in known), default=0)
    found_there = [(row, column) for value, row, column in known if value == top]
    return found_there[0] if len(known) > 1 and len(found_there) == 1 else None


def _compared(found: Crossed) -> list[tuple[Key, Key, Cell]]:
    """Return what is laid beside one another: cells, or where there is one direction its margin."""
    rows = [row for row in found.rows if row not in {TOTAL, REST}] or [TOTAL]
    columns = [column for column in found.columns if column not in {TOTAL, REST}] or [TOTAL]
    return [(row, column, cell) for row in rows for column in columns if (cell := found.cell(row, column))]


def chosen(asked: Asked, names: Mapping[str, str]) -> str:
    """Say of whom it is: ``alleen afdeling Zorg, leeftijd 25 tot en met 34``; empty where of everybody."""
    gone = str(gettext("niet bekend"))
    parts = [
        f"{dimension(code)}: {names.get(one, gone) if code == explorer.DEPARTMENT else key(code, one, names)}"
        for code, one in asked.filters.items()
    ]
    return str(gettext("Alleen %(whom)s.", whom="; ".join(parts))) if parts else ""


HOW: Final[Mapping[str, str]] = {
    explorer.HEADCOUNT: marked("Geteld op de laatste avond van de periode."),
    explorer.JOINERS: marked("Van wie de eerste werkdag in de periode viel."),
    explorer.RETURNED: marked("Van wie begon: welk deel hier eerder al had gewerkt en vertrokken was."),
    explorer.LEAVERS: marked("Van wie de laatste werkdag in de periode viel."),
    explorer.TURNOVER: marked(
        "100 keer het aantal mensen dat vertrok, gedeeld door het gemiddelde van het aantal mensen bij het begin en aan"
        " het eind."
    ),
    explorer.VOLUNTARY: marked(
        "100 keer het aantal mensen dat zelf opzegde, gedeeld door het gemiddelde van het aantal mensen bij het begin"
        " en aan het eind."
    ),
    explorer.EARLY: marked("Van wie vertrok: welk deel dat deed binnen een jaar na de eerste werkdag."),
    explorer.REGRETTED: marked(
        "Van wie vertrok en van wie HR zei of het jammer is: welk deel jullie missen."
    ),
    explorer.CAUSES: marked(
        "Welk deel van wie erover vertelde deze reden noemde. Wie er twee noemde, telt bij allebei."
    ),
    explorer.DROPS: marked("Welk deel van wie erover vertelde dit als laatste zetje noemde."),
    explorer.RESPONSE: marked("Welk deel van wat we in de periode vroegen, is beantwoord."),
    explorer.DECLINED: marked("Bij welk deel van wat we in de periode vroegen, iemand liever niet wilde."),
}
