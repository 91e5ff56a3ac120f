"""Codes in the words of the desk, and findings in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from services.insights import policy
from services.insights.actions.comparing import Beside
from services.insights.domain import chance
from services.insights.domain.figures import Figures
from services.insights.domain.periods import Period
from shared.web import filters
from shared.web.texts import gettext, marked, ngettext

BY: Final[Mapping[str, str]] = {
    policy.NONE: marked("iedereen samen"),
    policy.DEPARTMENT: marked("afdeling"),
    policy.FUNCTION: marked("functie"),
    policy.AGE: marked("leeftijd"),
    policy.TENURE: marked("jaren in dienst"),
    policy.HOURS: marked("uren per week"),
    policy.PLACE: marked("plaats van het werk"),
    policy.COUNTRY: marked("land"),
    policy.KIND: marked("soort vertrek"),
    policy.MANAGER: marked("leidinggevende"),
}
GROUPS: Final[Mapping[str, str]] = {
    policy.ALL: marked("iedereen"),
    "under_25": marked("jonger dan 25"),
    "25_34": marked("25 tot en met 34"),
    "35_44": marked("35 tot en met 44"),
    "45_54": marked("45 tot en met 54"),
    "55_64": marked("55 tot en met 64"),
    "65_up": marked("65 of ouder"),
    "under_1": marked("korter dan een jaar"),
    "1_2": marked("een tot twee jaar"),
    "2_5": marked("twee tot vijf jaar"),
    "5_10": marked("vijf tot tien jaar"),
    "10_up": marked("tien jaar of langer"),
    "under_16": marked("minder dan 16 uur"),
    "16_24": marked("16 tot 24 uur"),
    "24_32": marked("24 tot 32 uur"),
    "32_36": marked("32 tot 36 uur"),
    "36_up": marked("36 uur of meer"),
    "resignation": marked("eigen opzegging"),
    "dismissal": marked("ontslag"),
    "end_of_contract": marked("einde van het contract"),
    "retirement": marked("pensioen"),
    "mutual_agreement": marked("in onderling overleg"),
    "death": marked("overleden"),
    "unknown": marked("niet bekend"),
}
CODED = {policy.NONE, policy.AGE, policy.TENURE, policy.HOURS, policy.KIND}


def by_options() -> list[tuple[str, str]]:
    """Return by what one can ask, to choose from."""
    return [(by, str(gettext(BY[by]))) for by in policy.BYS]


def group(by: str, code: str | None, names: Mapping[str, str]) -> str:
    """Return what a group is called."""
    if code is None:
        return str(gettext("niet bekend"))
    if by in CODED:
        return str(gettext(GROUPS[code]))
    return names.get(code, str(gettext("niet bekend"))) if by == policy.MANAGER else code


def percents(rate: Decimal | None) -> str:
    """Return a rate as it is read: ``6,2%``."""
    return "–" if rate is None else filters.percent(float(rate) / 100, 1)


def span(period: Period) -> str:
    """Return a period in words."""
    if period.name.isdecimal():
        whole = (period.end.month, period.end.day) == (12, 31)
        if whole:
            return period.name
        return str(
            gettext(
                "%(year)s tot en met %(day)s", year=period.name, day=filters.shortdate(period.end, year=False)
            )
        )
    return str(
        gettext(
            "%(first)s tot en met %(last)s",
            first=filters.shortdate(period.first_day, year=True),
            last=filters.shortdate(period.end, year=True),
        )
    )


def finding(row: Beside) -> str:
    """Say in a sentence what left, of how many."""
    return found(row.now.leavers, row.now.mean, row.now.rate)


def found(leavers: int, mean: Decimal, rate: Decimal | None) -> str:
    """Say in a sentence what left, of how many."""
    return str(
        ngettext(
            "Eén van gemiddeld %(mean)s mensen vertrok: een verloop van %(rate)s",
            "%(num)s van gemiddeld %(mean)s mensen vertrokken: een verloop van %(rate)s",
            leavers,
            mean=filters.number(float(round(mean, 1))),
            rate=percents(rate),
        )
    )


def difference(row: Beside) -> str:
    """Say in plain words whether it is more or less than before, or could be chance."""
    seen = row.comparison
    before = None if row.before is None or row.before.rate is None else str(row.before.rate)
    return differs(seen.verdict, before, seen.low, seen.high)


def differs(verdict: str, before: str | None, low: float | None, high: float | None) -> str:
    """Say in plain words whether it is more or less than before, or could be chance."""
    if verdict == chance.TOO_FEW or before is None:
        return str(gettext("Er vertrokken te weinig mensen om te zeggen of er iets veranderde."))
    given: dict[str, Any] = {"before": percents(Decimal(before)), "low": times(low), "high": times(high)}
    if verdict == chance.MORE:
        sentence = gettext(
            "Dat is meer dan in het jaar ervoor (%(before)s), en waarschijnlijk geen toeval: "
            "minstens %(low)s keer zo vaak.",
            **given,
        )
    elif verdict == chance.LESS:
        sentence = gettext(
            "Dat is minder dan in het jaar ervoor (%(before)s), en waarschijnlijk geen toeval: "
            "hooguit %(high)s keer zo vaak.",
            **given,
        )
    else:
        sentence = gettext(
            "In het jaar ervoor was het %(before)s. Het verschil kan toeval zijn: "
            "ergens tussen %(low)s en %(high)s keer zo vaak.",
            **given,
        )
    return str(sentence)


def over_the_years(found: Sequence[Figures]) -> str:
    """Say when turnover was highest and lowest."""
    rated = [one for one in found if one.rate is not None]
    if len(rated) < 2:
        return str(gettext("Verloop per jaar"))
    high, low = max(rated, key=_rate), min(rated, key=_rate)
    return str(
        gettext(
            "Verloop per jaar: het hoogst in %(high)s (%(most)s), het laagst in %(low)s (%(least)s)",
            high=high.period,
            most=percents(high.rate),
            low=low.period,
            least=percents(low.rate),
        )
    )


def highest(by: str, rows: Sequence[Beside], names: Mapping[str, str]) -> str:
    """Say of which group turnover is highest, among those that are large enough for a rate to mean something."""
    large = [row for row in rows if row.now.rate is not None and row.now.mean >= policy.MEANS_SOMETHING]
    if not large or by == policy.KIND:
        return str(gettext("Verloop per %(by)s", by=gettext(BY[by])))
    top = max(large, key=lambda row: _rate(row.now))
    return str(
        gettext(
            "Het hoogste verloop: %(group)s (%(rate)s)",
            group=group(by, top.now.group, names),
            rate=percents(top.now.rate),
        )
    )


def _rate(one: Figures) -> Decimal:
    return one.rate or Decimal(0)


VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    chance.MORE: (marked("meer"), "care"),
    chance.LESS: (marked("minder"), "good"),
    chance.CHANCE: (marked("kan toeval zijn"), "plain"),
    chance.TOO_FEW: (marked("te weinig om te zeggen"), "plain"),
}
MILESTONES: Final[Mapping[int, str]] = {
    91: marked("na 3 maanden"),
    182: marked("na 6 maanden"),
    365: marked("na 1 jaar"),
    730: marked("na 2 jaar"),
    1_095: marked("na 3 jaar"),
    1_826: marked("na 5 jaar"),
}


def times(value: float | None) -> str:
    """Return how many times as often, as it is read."""
    return "–" if value is None else filters.number(value, 1)


PROGRAMMES: Final[Mapping[str, str]] = {
    "onboarding": marked("Check-ins"),
    "stay": marked("Blijfgesprekken"),
    "exit": marked("Vertrekgesprekken"),
}

PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "recruiting": (marked("Werven"), marked("Vacature, bemiddeling, gesprekken.")),
    "vacancy": (marked("Lege plek"), marked("Overwerk, inhuur, werk dat blijft liggen.")),
    "introduction": (marked("Inwerken"), marked("Opleiding, begeleiding, spullen.")),
    "productivity": (
        marked("Minder werk gedaan"),
        marked("De laatste weken van de een, de eerste maanden van de ander."),
    ),
    "knowledge": (marked("Kennis en contacten"), marked("Wat niemand anders wist, en klanten die meegaan.")),
}


def listened(programme: str, asked: int, answered: int) -> str:
    """Say how often was asked and answered in a programme."""
    return str(
        ngettext(
            "%(what)s: één keer gevraagd, %(answered)s keer beantwoord.",
            "%(what)s: %(num)s keer gevraagd, %(answered)s keer beantwoord.",
            asked,
            what=gettext(PROGRAMMES[programme]),
            answered=answered,
        )
    )


def part(count: int, whole: int) -> str:
    """Return ``12 van 40``."""
    return str(gettext("%(count)s van %(whole)s", count=filters.number(count), whole=filters.number(whole)))


def told_group(by: str, code: str) -> str:
    """Return what a group of leavers is called: bands are those of the moment at which they told."""
    known = GROUPS.get(code)
    return str(gettext(known)) if known and by in {policy.NONE, policy.KIND} else code.replace("_", " ")
