"""Why did this person get this letter, and why not? In sentences; the edge translates them and writes the dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.journey.domain.plan import Offset
from services.journey.domain.touchpoint import (
    CANCELLED,
    DUE,
    LATE,
    OUTSIDE_WINDOW,
    PLANNED,
    SKIPPED,
    Touchpoint,
)

Value = str | int | date | datetime | Offset


@dataclass(frozen=True)
class Sentence:
    """A Dutch sentence with ``%(name)s`` places, and what stands in them."""

    text: str
    values: Mapping[str, Value]


def marked(text: str) -> str:
    """Mark a Dutch text for the translators; the heart itself translates nothing."""
    return text


_FROM_PLAN = marked(
    "%(after)s na de eerste werkdag (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
)
_STATES = {
    "due": marked("De uitnodiging vertrok op %(released)s; antwoorden kan tot en met %(closes)s."),
    "answered": marked("De uitnodiging vertrok op %(released)s, en deze collega heeft geantwoord."),
    "declined": marked("De uitnodiging vertrok op %(released)s, en deze collega deed liever niet mee."),
    "expired": marked(
        "De uitnodiging vertrok op %(released)s; er kwam geen antwoord voor %(closes)s voorbij was."
    ),
    "planned": marked("De brief vertrekt op %(moment)s."),
}
_MOVED = {
    LATE: marked("We hoorden er pas na die dag van; de brief gaat daarom bij de eerste gelegenheid daarna."),
    OUTSIDE_WINDOW: marked(
        "Toen het zover was, was het al buiten de verzendtijd; de brief schoof door naar de volgende werkdag."
    ),
}
_CALENDAR = marked(
    "Op die dag wordt er niet gewerkt waar deze collega is; de brief gaat op de eerste werkdag daarna."
)
_UNDELIVERED = {
    "no_address": marked("De brief kon niet weg: we hebben geen mailadres van deze collega."),
    "suppressed": marked("De brief kon niet weg: naar dit mailadres sturen we niets meer."),
    "refused": marked("De brief kon niet weg: de mailserver weigerde hem."),
}
_ENDED = {
    "leaving": marked("Vervallen, omdat deze collega vertrekt of is vertrokken."),
    "died": marked("Vervallen, omdat deze collega is overleden."),
    "merged": marked("Vervallen, omdat deze persoon is samengevoegd met een ander dossier."),
    "unmerged": marked("Vervallen, omdat een samenvoeging ongedaan is gemaakt."),
    "not_in_plan": marked("Vervallen, omdat het plan dit moment niet meer kent."),
    "paused": marked("Overgeslagen: toen het zover was, stond deze collega op pauze."),
    "hand_absent": marked("Met de hand overgeslagen: deze collega is afwezig."),
    "hand_spoken": marked("Met de hand overgeslagen: we spraken deze collega al."),
    "hand_asked": marked("Met de hand overgeslagen, omdat deze collega erom vroeg."),
    "hand_other": marked("Met de hand overgeslagen, om een andere reden."),
    "too_late": marked("Overgeslagen: toen we ervan hoorden, was deze dag meer dan %(days)s dagen voorbij."),
}
_GONE = marked("Vervallen, omdat dit dienstverband er niet meer is.")
_OUT_BEFORE = marked("De uitnodiging was al vertrokken op %(released)s; de link werkt niet meer.")


def why(touchpoint: Touchpoint, after: Offset, *, zone: str, catch_up_days: int) -> list[Sentence]:
    """Return the sentences that explain a touchpoint: where it comes from, what moved it, how it stands."""
    first = Sentence(
        _FROM_PLAN,
        {
            "after": after,
            "anchor": touchpoint.anchor_date,
            "due": touchpoint.due_date,
            "version": touchpoint.plan_version,
        },
    )
    return [first, *_moved(touchpoint, zone), *_stands(touchpoint, catch_up_days)]


def _moved(touchpoint: Touchpoint, zone: str) -> list[Sentence]:
    if touchpoint.state in {CANCELLED, SKIPPED}:
        return []
    if touchpoint.reason in _MOVED:
        return [Sentence(_MOVED[touchpoint.reason], {})]
    leaves_on = touchpoint.send_at.astimezone(ZoneInfo(zone)).date()
    return [Sentence(_CALENDAR, {})] if leaves_on > touchpoint.due_date else []


def _stands(touchpoint: Touchpoint, catch_up_days: int) -> list[Sentence]:
    released: dict[str, Value] = {"released": touchpoint.released_at} if touchpoint.released_at else {}
    if touchpoint.state in {CANCELLED, SKIPPED}:
        ended = _ENDED.get(touchpoint.reason or "", _GONE)
        found = [Sentence(ended, {"days": catch_up_days} if "%(days)s" in ended else {})]
        return [*found, Sentence(_OUT_BEFORE, released)] if released else found
    if touchpoint.state == DUE and touchpoint.reason in _UNDELIVERED:
        return [Sentence(_UNDELIVERED[touchpoint.reason], {})]
    values: dict[str, Value] = (
        {"moment": touchpoint.send_at}
        if touchpoint.state == PLANNED
        else {**released, "closes": touchpoint.closes_on}
    )
    text = _STATES[touchpoint.state]
    return [Sentence(text, {name: value for name, value in values.items() if f"%({name})s" in text})]
