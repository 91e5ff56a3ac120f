"""What results say: the finding of a question in a sentence, groups and periods in words, why something is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from babel.lists import format_list

from shared.disclosure.figures import COMPLEMENT, TOO_FEW, Figure
from shared.disclosure.model import DEPARTMENT
from shared.questionnaire.words import TENURE
from shared.results.comparing import CHANCE, LESS, MORE
from shared.results.model import SCALE, YES_NO, Result, scale_of, values_of
from shared.results.periods import Period
from shared.results.periods import read as read_period
from shared.web.filters import number, percent
from shared.web.texts import gettext, language, locale, marked

# More answers than these that were given as often are no finding.
NAMED_TOGETHER = 3

BY = {
    DEPARTMENT: marked("Afdeling"),
    "function": marked("Functie"),
    "tenure_band": marked("Hoe lang in dienst"),
    "country": marked("Land"),
    "quarter": marked("Kwartaal"),
}
ORDER = {"tenure_band": list(TENURE)}
WHY = {
    TOO_FEW: marked(
        "Geen, of te weinig antwoorden om apart te tonen. Wat er is, telt mee bij ‘niet apart te tonen’."
    ),
    COMPLEMENT: marked(
        "Niet apart getoond: anders was een kleinere groep te herkennen. Telt mee bij ‘niet apart te tonen’."
    ),
}
WHY_WHO = {
    TOO_FEW: marked("Te weinig mensen om apart te tonen; ze tellen mee bij ‘niet apart te tonen’."),
    COMPLEMENT: WHY[COMPLEMENT],
}
CHANGED = {
    MORE: marked("meer dan ervoor, en waarschijnlijk geen toeval"),
    LESS: marked("minder dan ervoor, en waarschijnlijk geen toeval"),
    CHANCE: marked("het verschil kan toeval zijn"),
}
FROM_TEN = marked("Antwoorden in eigen woorden tonen we pas als er genoeg zijn; nu zijn ze er nog niet.")


def in_order(by: str, names: Iterable[str]) -> list[str]:
    """Return the names of groups in the order in which people read them."""
    order = ORDER.get(by)
    return sorted(names, key=lambda name: (order.index(name) if order and name in order else 0, name))


def change_words(verdict: str | None) -> str:
    """Return whether something moved, in plain words; empty where there is nothing to lay it beside."""
    return str(gettext(CHANGED[verdict])) if verdict else ""


def period_words(period: Period | None) -> str:
    """Return a period in words."""
    if period is None:
        return str(gettext("alle kwartalen"))
    if period.is_year:
        return period.code
    return str(gettext("%(quarter)se kwartaal %(year)s", quarter=period.code[-1], year=period.since.year))


def group_words(by: str, name: str) -> str:
    """Return the name of a group in words."""
    if by == "quarter":
        year, month = int(name[:4]), int(name[5:7])
        return period_words(read_period(f"{year}-Q{(month - 1) // 3 + 1}"))
    return str(gettext(TENURE[name])) if by == "tenure_band" and name in TENURE else name


def hidden_words(
    by: str,
    hidden: Mapping[str, str],
    *,
    notes: Mapping[str, str] = WHY,
    say: Callable[[str, str], str] = group_words,
) -> Iterator[tuple[str, str]]:
    """Yield the groups that are not shown for the same reason, together, with that reason."""
    for why, note in notes.items():
        names = [say(by, name) for name in in_order(by, hidden) if hidden[name] == why]
        if names:
            yield ", ".join(names), str(gettext(note))


def measure_words(result: Result, figure: Figure | None) -> str:
    """Return the one number of a group: a mean, or a share."""
    value = result.measure(figure)
    if value is None:
        return "–"
    return _mean(value) if result.family == SCALE else _share(value)


def finding(result: Result, before: Period | None) -> str:
    """Return what was found, in a sentence; what the change is, where there is something to lay it beside."""
    total = result.total
    value = result.measure(total)
    if total is None or value is None:
        return ""
    if result.family == SCALE:
        steps = scale_of(result.question)
        said = gettext(
            "Gemiddeld %(mean)s, op een schaal van %(low)s tot %(high)s",
            mean=_mean(value), low=steps[0], high=steps[-1],
        )  # fmt: skip
    elif result.family == YES_NO:
        said = gettext("%(share)s zegt ja", share=_share(value))
    else:
        said = _chosen_most(result, total, _share(value))
    return f"{said}{_change(result, before)}"


def _chosen_most(result: Result, total: Figure, share: str) -> str:
    """Name the answer that was given most, or each of those that were; where many were, none of them stands out."""
    most = total.tally.get(result.top or "")
    names = [name for value, name in values_of(result.question, language()) if total.tally.get(value) == most]
    if len(names) > NAMED_TOGETHER:
        return str(
            gettext(
                "Niets sprong eruit: %(count)s antwoorden werden even vaak gekozen (%(share)s)",
                count=len(names), share=share,
            )
        )  # fmt: skip
    if len(names) > 1:
        together = format_list(names, locale=locale())
        return str(gettext("Het vaakst gekozen: %(options)s (elk %(share)s)", options=together, share=share))
    return str(
        gettext(
            "Het vaakst gekozen: %(option)s (%(share)s)",
            option=names[0] if names else result.top,
            share=share,
        )
    )


def _change(result: Result, before: Period | None) -> str:
    was = result.measure(result.before)
    if before is None or was is None:
        return "."
    words = _mean(was) if result.family == SCALE else _share(was)
    return str(gettext("; in %(period)s was dat %(was)s.", period=period_words(before), was=words))


def _mean(value: float) -> str:
    return number(value, 1)


def _share(value: float) -> str:
    return percent(value)
