"""Results as rows for a spreadsheet: what the page shows, hidden cells with their reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.results import words
from shared.results.reading import View
from shared.results.showing import Shown
from shared.web.sheets import Value
from shared.web.texts import gettext, marked

_HEADER = (
    marked("Vraag"),
    marked("Groep"),
    marked("Antwoord"),
    marked("Mensen"),
    marked("Aandeel of gemiddelde"),
    marked("Periode ervoor"),
    marked("Toelichting"),
)


def rows(found: Sequence[Shown], view: View) -> Iterator[Sequence[Value]]:
    """Yield the header and a line for each figure."""
    yield [str(gettext(one)) for one in _HEADER]
    for one in found:
        everybody = " > ".join(view.within) or str(gettext("Iedereen"))
        for row in one.answers:
            yield [one.text, everybody, row.name, row.people, row.value, row.before, ""]
        for row in one.groups:
            measure = str(gettext("gemiddelde")) if one.is_mean else str(gettext("meest gekozen"))
            yield [one.text, row.name, measure, row.people, row.value, row.before, row.note or row.change]
        for text in one.texts or ():
            yield [one.text, everybody, text, None, "", "", ""]
        if one.is_words and one.texts is None:
            yield [one.text, everybody, "", None, "", "", str(gettext(words.FROM_TEN))]
