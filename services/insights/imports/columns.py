"""Which column holds what, by what people call it in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.insights.errors import ColumnMissing, PerPerson
from shared.kernel.texts import marked
from shared.tabular.raw import squeeze

ABSENCE, SATISFACTION = KINDS = ("absence", "satisfaction")
DEPARTMENT, MONTH, PERIOD, LOST, AVAILABLE, PERCENT, PEOPLE, SCORE, HIGHEST = (
    "department",
    "month",
    "period",
    "lost",
    "available",
    "percent",
    "people",
    "score",
    "highest",
)
CALLED: Mapping[str, tuple[str, ...]] = {
    DEPARTMENT: ("afdeling", "afdelingsnaam", "naam afdeling", "team", "department", "department name", "unit",
                 "service", "département", "departement"),
    MONTH: ("maand", "month", "mois", "periode", "period", "période"),
    PERIOD: ("periode", "period", "période", "kwartaal", "quarter", "trimestre", "jaar", "year", "année", "maand",
             "month", "mois"),
    LOST: ("verzuimdagen", "dagen verzuim", "days lost", "absence days", "jours d’absence", "jours d'absence"),
    AVAILABLE: ("beschikbare dagen", "dagen beschikbaar", "days available", "jours disponibles"),
    PERCENT: ("verzuimpercentage", "verzuim", "percentage", "absence rate", "absence", "percent", "taux d’absence",
              "taux d'absence", "pourcentage"),
    PEOPLE: ("mensen", "aantal mensen", "medewerkers", "aantal medewerkers", "aantal", "headcount", "people",
             "employees", "n", "respons", "aantal antwoorden", "responses", "respondents", "effectif", "personnes",
             "réponses"),
    SCORE: ("score", "cijfer", "tevredenheid", "satisfaction", "gemiddelde", "mean", "note", "moyenne"),
    HIGHEST: ("schaal", "hoogste", "scale", "highest", "maximum", "échelle", "max"),
}  # fmt: skip
# A column of this name tells of one person.
_PERSONAL = re.compile(
    r".*(personeelsnummer|employee[ _]?(number|id|name)|empid|matricule|geboorte|birth|e-?mail|rijksregister).*|bsn|"
    r"naam|name|nom|voornaam|achternaam|medewerker|employee|salarié",
    re.IGNORECASE,
)
# How a column is best called, for the sentence that says which one is missing.
BEST: Mapping[str, str] = {
    DEPARTMENT: marked("Afdeling"),
    MONTH: marked("Maand"),
    PERIOD: marked("Periode"),
    PERCENT: marked("Verzuimpercentage"),
    PEOPLE: marked("Aantal mensen"),
    SCORE: marked("Score"),
}
_WANTED: Mapping[str, tuple[str, ...]] = {
    ABSENCE: (DEPARTMENT, MONTH, LOST, AVAILABLE, PERCENT, PEOPLE),
    SATISFACTION: (DEPARTMENT, PERIOD, SCORE, PEOPLE, HIGHEST),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    ABSENCE: (DEPARTMENT, MONTH),
    SATISFACTION: (DEPARTMENT, PERIOD, SCORE, PEOPLE),
}


def places(kind: str, header: Sequence[str]) -> dict[str, int]:
    """Return where each column is; raise where the file is of persons, or lacks what is needed."""
    personal = [name for name in header if _PERSONAL.fullmatch(name.strip())]
    if personal:
        raise PerPerson(column=personal[0])
    names = [squeeze(name).casefold() for name in header]
    found: dict[str, int] = {}
    for wanted in _WANTED[kind]:
        # The first name by which it is called best; a column is one thing only.
        at = next((names.index(name) for name in CALLED[wanted] if name in names), None)
        if at is not None and at not in found.values():
            found[wanted] = at
    for needed in _NEEDED[kind]:
        if needed not in found:
            raise ColumnMissing(column=BEST[needed], known=", ".join(header[:30]))
    if kind == ABSENCE and PERCENT not in found and not {LOST, AVAILABLE} <= set(found):
        raise ColumnMissing(column=BEST[PERCENT], known=", ".join(header[:30]))
    return found
