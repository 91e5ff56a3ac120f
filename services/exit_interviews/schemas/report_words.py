"""What a report of a conversation is called, at the desk and on the person's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.exit_interviews.domain import reports
from services.exit_interviews.domain.closing import ADDRESS, BELONGINGS, CERTIFICATE, REFERENCE
from services.exit_interviews.domain.reasons import Reasons
from services.exit_interviews.policy import preventions
from shared.web.texts import gettext, language, marked

TITLES = {
    reports.WENT: marked("Hoe de tijd hier was: wat goed ging, en wat minder"),
    reports.WHY: marked("Waarom deze collega gaat"),
    reports.BETTER: marked("Wat beter kan"),
    reports.APART: marked("Apart: niet voor het bestuur"),
}
# The same, to the person.
TITLES_TO_PERSON = {
    reports.WENT: marked("Hoe je tijd hier was: wat goed ging, en wat minder"),
    reports.WHY: marked("Waarom je gaat"),
    reports.BETTER: marked("Wat beter kan"),
    reports.APART: marked("Apart: dit krijgt het bestuur niet"),
}
STATES = {
    reports.DRAFT: marked("in de maak"),
    reports.SHARED: marked("ligt bij wie vertrok"),
    reports.CORRECTED: marked("er is iets op gezegd"),
    reports.FINAL: marked("staat"),
    reports.RELEASED: marked("vrijgegeven aan het bestuur"),
    reports.NONE: marked("er komt geen verslag"),
}
HOW = {
    reports.AGREED: marked("gelezen en goed gevonden"),
    reports.SILENT: marked("in een week niets op gezegd"),
    reports.SETTLED: marked("aangepast na wat erop werd gezegd"),
}
ITEMS = {
    REFERENCE: marked("Referentie: aangeboden, of afgesproken wie gebeld mag worden"),
    CERTIFICATE: marked("Getuigschrift en de papieren van het einde"),
    BELONGINGS: marked("Spullen, sleutels en toegang"),
    ADDRESS: marked("Privéadres: daar komt de post na de laatste dag"),
}
SUBJECTS = {
    "news": marked("Nieuws, een paar keer per jaar"),
    "reunions": marked("Reünies"),
    "vacancies": marked("Vacatures die bij me passen"),
}


def state_words(state: str) -> str:
    """Return how a report stands."""
    return str(gettext(STATES[state]))


def labels(parts: Sequence[str]) -> dict[str, str]:
    """Return what the fields of a report are called, by the name of the field."""
    lessons: dict[str, str] = {}
    for at in range(reports.MOST_LESSONS):
        words = str(gettext("Les %(number)s", number=at + 1))
        lessons |= {f"lesson-{at}": words, f"action-{at}": words}
    return {part: title(part) for part in parts} | lessons


def title(part: str, *, to_person: bool = False) -> str:
    """Return what a part of the report is called."""
    return str(gettext((TITLES_TO_PERSON if to_person else TITLES)[part]))


def paragraphs(row: Any, parts: Sequence[str], *, to_person: bool = False) -> list[tuple[str, list[str]]]:
    """Return the parts in which something stands, each with its paragraphs."""
    return [
        (title(part, to_person=to_person), lines(getattr(row, part))) for part in parts if getattr(row, part)
    ]


def lines(words: str | None) -> list[str]:
    """Return what was written, a paragraph each."""
    return [line for line in (words or "").split("\n") if line.strip()]


def reason_options(reasons: Reasons) -> list[tuple[str, str]]:
    """Return the catalogue to choose from, what lies beneath a reason set in under it."""
    said = language()
    return [(each.code, "– " * each.code.count(".") + each.text.said(said)) for each in reasons.all()]


def prevention_options() -> list[tuple[str, str]]:
    """Return what could have prevented it, as the form words it."""
    return [(each.key, each.text.said(language())) for each in preventions().options]


def coded_words(row: Any | None, known: Reasons) -> list[tuple[str, str]]:
    """Return reasons as the interviewer heard them, in words."""
    if row is None:
        return []
    said = language()

    def word(code: str) -> str:
        # A deeper reason alone would not say of what it is one.
        names = code.split(".")
        line = [known.text(".".join(names[: depth + 1])) for depth in range(len(names))]
        return " › ".join(each.said(said) for each in line if each is not None) or code

    options = dict(prevention_options())
    rows = [
        (gettext("De oorzaken, de zwaarste eerst"), "; ".join(map(word, row.causes))),
        (gettext("De laatste druppel"), word(row.last_drop) if row.last_drop else ""),
        (gettext("Wat het had kunnen voorkomen"), "; ".join(options.get(one, one) for one in row.prevented)),
    ]
    return [(str(term), value) for term, value in rows if value]
