"""Files with figures from elsewhere, in the words of the desk: what they are, and why a row cannot go in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from services.insights.desk.lately_words import month_word
from services.insights.domain.periods import month_end
from services.insights.imports.columns import ABSENCE, SATISFACTION
from shared.web import filters
from shared.web.texts import gettext, marked

KINDS: Final[Mapping[str, str]] = {
    ABSENCE: marked("verzuim, per afdeling en maand"),
    SATISFACTION: marked("tevredenheid, per afdeling en periode"),
}
WHY: Final[Mapping[str, str]] = {
    "cell_empty": marked("Deze cel is leeg."),
    "control_character": marked(
        "In deze cel staat een teken dat we niet kunnen lezen. Typ de waarde opnieuw."
    ),
    "error_cell": marked(
        "In deze cel staat een fout van het rekenblad. Verbeter de cel en lees de rij opnieuw in."
    ),
    "formula_without_value": marked(
        "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en probeer het opnieuw."
    ),
    "number_unknown": marked("Dit getal kennen we niet. Schrijf het zo: 4,5."),
    "number_unclear": marked(
        "Dit kan duizenden zijn of iets achter de komma. Schrijf het zonder teken ertussen: 1234, of 1,23."
    ),
    "number_not_whole": marked("Schrijf hier een heel getal, zoals 12."),
    "month_unknown": marked("Deze maand kennen we niet. Schrijf haar zo: 2026-03, of maart 2026."),
    "period_unknown": marked("Deze periode kennen we niet. Schrijf haar zo: 2026, 2026-Q1 of 2026-03."),
    "not_over_yet": marked("Deze maand of periode is nog niet voorbij."),
    "days_do_not_fit": marked(
        "Deze dagen kloppen niet met elkaar: er zijn er meer verzuimd dan beschikbaar, of er waren er geen."
    ),
    "percent_too_high": marked("Dit is meer dan 100 procent."),
    "score_too_high": marked(
        "Deze score ligt boven het hoogste van de schaal (%(highest)s). Zet de schaal in een kolom ‘Schaal’."
    ),
    "department_unknown": marked(
        "Deze afdeling kennen we niet. Schrijf haar zoals ze in Weerzien heet, met wat erboven ligt: Zorg > Nacht."
    ),
    "department_twice": marked(
        "Deze naam komt vaker voor. Schrijf erbij waar de afdeling onder ligt: Zorg > Nacht."
    ),
    "too_few": marked(
        "Te weinig mensen (%(many)s): van minder dan %(least)s nemen we niets aan, want dan gaat het over iemand."
        " Tel ze bij de afdeling erboven."
    ),
    "came_before": marked("Deze afdeling en periode staan al op rij %(other)s van dit bestand."),
}


def why(row: Mapping[str, Any]) -> str:
    """Return why a row cannot go in."""
    code = row["code"]
    return str(gettext(WHY[code], **row["params"]))


def kind_options() -> list[tuple[str, str]]:
    """Return what a file can be about."""
    return [(kind, str(gettext(said))) for kind, said in KINDS.items()]


def stretch(row: Mapping[str, Any]) -> str:
    """Return the month or period of a row in words."""
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    if first == last or last == month_end(first):
        return month_word(first)
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return str(gettext("%(quarter)se kwartaal %(year)s", quarter=(first.month + 2) // 3, year=first.year))


def value(kind: str, row: Mapping[str, Any]) -> str:
    """Return the figure of a row in words."""
    if kind == ABSENCE:
        return filters.percent(row["value"] / 100, 1)
    return str(
        gettext(
            "%(score)s van %(highest)s",
            score=filters.number(row["value"]),
            highest=filters.number(row["highest"]),
        )
    )
