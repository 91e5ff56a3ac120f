"""Why did this person get this letter, and why not? In sentences; the edge translates them and writes the dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.journey.domain.rule import (
    ANNIVERSARY,
    CONTRACT_END,
    HIRE_DATE,
    LAST_DAY,
    NOTICE_DATE,
    PROBATION_END,
    RETURN_FROM_LEAVE,
    YEARLY,
    Offset,
    Rule,
)
from services.journey.domain.touchpoint import (
    AFTER_ABSENCE,
    BUDGET,
    CANCELLED,
    DUE,
    LATE,
    MOVED_BY_HAND,
    MOVED_FOR_INTERVIEWER,
    NOBODY,
    OUTSIDE_WINDOW,
    PLANNED,
    ROOM,
    SEEN,
    SKIPPED,
    TOGETHER,
    UNSEEN,
    Touchpoint,
)
from shared.kernel.texts import marked

Value = str | int | date | datetime | Offset


@dataclass(frozen=True)
class Moment:
    """Another moment that a sentence speaks of."""

    programme: str
    rule: str


@dataclass(frozen=True)
class Sentence:
    """A Dutch sentence with ``%(name)s`` places, and what stands in them."""

    text: str
    values: Mapping[str, Value | Moment]


# The same for each date that a rule counts from: on the day itself, after it, before it.
_ON = {
    HIRE_DATE: marked("Op de eerste werkdag, %(anchor)s, volgens versie %(version)s van het plan."),
    PROBATION_END: marked(
        "Op het einde van de proeftijd, %(anchor)s, volgens versie %(version)s van het plan."
    ),
    CONTRACT_END: marked(
        "Op het einde van het contract, %(anchor)s, volgens versie %(version)s van het plan."
    ),
    NOTICE_DATE: marked("Op de dag van de opzegging, %(anchor)s, volgens versie %(version)s van het plan."),
    LAST_DAY: marked("Op de laatste werkdag, %(anchor)s, volgens versie %(version)s van het plan."),
    RETURN_FROM_LEAVE: marked(
        "Op de eerste dag na de afwezigheid, %(anchor)s, volgens versie %(version)s van het plan."
    ),
    ANNIVERSARY: marked("Bij het jubileum van %(anchor)s, volgens versie %(version)s van het plan."),
    YEARLY: marked("Elk jaar op %(anchor)s, volgens versie %(version)s van het plan."),
}
_AFTER = {
    HIRE_DATE: marked(
        "%(after)s na de eerste werkdag (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    PROBATION_END: marked(
        "%(after)s na het einde van de proeftijd (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    CONTRACT_END: marked(
        "%(after)s na het einde van het contract (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    NOTICE_DATE: marked(
        "%(after)s na de opzegging (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    LAST_DAY: marked(
        "%(after)s na de laatste werkdag (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    RETURN_FROM_LEAVE: marked(
        "%(after)s na de terugkeer (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    ANNIVERSARY: marked(
        "%(after)s na het jubileum (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    YEARLY: marked("%(after)s na %(anchor)s is het %(due)s, volgens versie %(version)s van het plan."),
}
_BEFORE = {
    HIRE_DATE: marked(
        "%(after)s voor de eerste werkdag (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    PROBATION_END: marked(
        "%(after)s voor het einde van de proeftijd (%(anchor)s) is het %(due)s,"
        " volgens versie %(version)s van het plan."
    ),
    CONTRACT_END: marked(
        "%(after)s voor het einde van het contract (%(anchor)s) is het %(due)s,"
        " volgens versie %(version)s van het plan."
    ),
    NOTICE_DATE: marked(
        "%(after)s voor de opzegging (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    LAST_DAY: marked(
        "%(after)s voor de laatste werkdag (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    RETURN_FROM_LEAVE: marked(
        "%(after)s voor de terugkeer (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    ANNIVERSARY: marked(
        "%(after)s voor het jubileum (%(anchor)s) is het %(due)s, volgens versie %(version)s van het plan."
    ),
    YEARLY: marked("%(after)s voor %(anchor)s is het %(due)s, volgens versie %(version)s van het plan."),
}
_SENT_BY_HAND = marked("Met de hand gestuurd, voor %(due)s.")
_RULE_GONE = marked("Voor %(due)s, volgens versie %(version)s van het plan.")
_STATES = {
    "due": marked("De uitnodiging vertrok op %(released)s; antwoorden kan tot en met %(closes)s."),
    "answered": marked("De uitnodiging vertrok op %(released)s, en er kwam een antwoord."),
    "declined": marked("De uitnodiging vertrok op %(released)s, en het antwoord was: liever niet."),
    "expired": marked(
        "De uitnodiging vertrok op %(released)s; er kwam geen antwoord voor %(closes)s voorbij was."
    ),
    "planned": marked("De brief vertrekt op %(moment)s."),
}
_MOVED = {
    LATE: marked("We hoorden er pas na die dag van; de brief gaat daarom bij de eerste gelegenheid daarna."),
    OUTSIDE_WINDOW: marked(
        "Toen het zover was, kon de brief niet weg; hij schoof door naar de eerste gelegenheid daarna."
    ),
    AFTER_ABSENCE: marked("Op die dag is deze collega afwezig; de brief wacht tot de terugkeer."),
    ROOM: marked("Op die dag zou het te veel tegelijk zijn; de brief schoof op naar een dag die past."),
    UNSEEN: marked("De brief wacht tot HR heeft bekeken wat er onder dit plan vertrekt."),
    SEEN: marked("De brief wachtte tot HR had bekeken wat er onder dit plan vertrekt."),
    MOVED_BY_HAND: marked("Met de hand verzet naar een andere dag."),
    NOBODY: marked("De brief wacht tot er iemand is voor het gesprek."),
    MOVED_FOR_INTERVIEWER: marked("Verzet, omdat in die week niemand tijd had voor het gesprek."),
}
_CALENDAR = marked("Dat is voor deze persoon geen werkdag; de brief gaat op de eerste werkdag daarna.")
_UNDELIVERED = {
    "no_address": marked("De brief kon niet weg: we hebben geen mailadres."),
    "suppressed": marked("De brief kon niet weg: naar dit mailadres sturen we niets meer."),
    "refused": marked("De brief kon niet weg: de mailserver weigerde hem."),
}
_ENDED = {
    "leaving": marked("Vervallen, omdat deze collega vertrekt of is vertrokken."),
    "died": marked("Vervallen, omdat deze persoon is overleden."),
    "back": marked("Vervallen, omdat deze persoon weer in dienst is."),
    "never_started": marked("Vervallen, omdat deze persoon nooit is begonnen."),
    "begun": marked("Vervallen, omdat deze collega al is begonnen."),
    "merged": marked("Vervallen, omdat deze persoon is samengevoegd met een ander dossier."),
    "unmerged": marked("Vervallen, omdat een samenvoeging ongedaan is gemaakt."),
    "not_in_plan": marked("Vervallen, omdat het plan dit moment niet meer kent."),
    "switched_off": marked("Vervallen, omdat dit plan is uitgezet."),
    "no_date": marked("Vervallen, omdat de dag waarvan dit moment telt, er niet meer is of is veranderd."),
    "not_for": marked("Vervallen, omdat dit moment niet (meer) voor deze persoon bedoeld is."),
    "undone": marked("Vervallen, omdat het meteen weer is teruggenomen."),
    "paused": marked("Overgeslagen: toen het zover was, stond deze persoon op pauze."),
    "absent": marked(
        "Overgeslagen: toen het zover was, was deze collega afwezig, en daarna was het te laat."
    ),
    "nobody": marked("Overgeslagen: er was niemand die het gesprek kon voeren."),
    "hand_absent": marked("Met de hand overgeslagen: deze collega is afwezig."),
    "hand_spoken": marked("Met de hand overgeslagen: we spraken deze persoon al."),
    "hand_asked": marked("Met de hand overgeslagen, omdat deze persoon erom vroeg."),
    "hand_other": marked("Met de hand overgeslagen, om een andere reden."),
    "too_late": marked("Overgeslagen: toen we ervan hoorden, was deze dag meer dan %(days)s dagen voorbij."),
}
_BUDGET = marked(
    "Overgeslagen: op %(blocked_on)s vragen we al iets anders (%(blocker)s), en we vragen niet te veel tegelijk."
)
_TOGETHER = marked("Gaat samen met wat op %(blocked_on)s vertrekt (%(blocker)s).")
_GONE = marked("Vervallen, omdat dit dienstverband er niet meer is.")
_OUT_BEFORE = marked("De uitnodiging was al vertrokken op %(released)s; de link werkt niet meer.")


def why(touchpoint: Touchpoint, rule: Rule | None, *, zone: str, catch_up_days: int) -> list[Sentence]:
    """Return the sentences that explain a touchpoint: where it comes from, what moved it, how it stands."""
    return [_origin(touchpoint, rule), *_moved(touchpoint, zone), *_stands(touchpoint, catch_up_days)]


def _origin(touchpoint: Touchpoint, rule: Rule | None) -> Sentence:
    values: dict[str, Value | Moment] = {
        "anchor": touchpoint.anchor_date,
        "due": touchpoint.due_date,
        "version": touchpoint.plan_version or 0,
    }
    if touchpoint.plan_version is None:
        return Sentence(_SENT_BY_HAND, values)
    if rule is None:
        return Sentence(_RULE_GONE, values)
    first = rule.after if touchpoint.occurrence == 1 or rule.every is None else None
    after = first or total_offset(rule, touchpoint.occurrence)
    if after.number == 0:
        return Sentence(_ON[rule.anchor], values)
    texts = _AFTER if after.number > 0 else _BEFORE
    return Sentence(texts[rule.anchor], {**values, "after": Offset(after.unit, abs(after.number))})


def total_offset(rule: Rule, occurrence: int) -> Offset:
    """Return how far after its date a rule comes for the so manieth time, in its own unit (or in days)."""
    assert rule.every is not None
    if rule.every.unit == rule.after.unit or rule.after.number == 0:
        return Offset(rule.every.unit, rule.after.number + rule.every.number * (occurrence - 1))
    return Offset(rule.every.unit, rule.every.number * (occurrence - 1))


def _moved(touchpoint: Touchpoint, zone: str) -> list[Sentence]:
    if touchpoint.state in {CANCELLED, SKIPPED}:
        return []
    if touchpoint.reason in _MOVED:
        return [Sentence(_MOVED[touchpoint.reason], {})]
    leaves_on = touchpoint.send_at.astimezone(ZoneInfo(zone)).date()
    return [Sentence(_CALENDAR, {})] if leaves_on > touchpoint.due_date else []


def _stands(touchpoint: Touchpoint, catch_up_days: int) -> list[Sentence]:
    released: dict[str, Value | Moment] = (
        {"released": touchpoint.released_at} if touchpoint.released_at else {}
    )
    if touchpoint.reason in {BUDGET, TOGETHER} and touchpoint.detail:
        return [_instead(touchpoint)]
    if touchpoint.state in {CANCELLED, SKIPPED}:
        ended = _ENDED.get(touchpoint.reason or "", _GONE)
        found = [Sentence(ended, {"days": catch_up_days} if "%(days)s" in ended else {})]
        return [*found, Sentence(_OUT_BEFORE, released)] if released else found
    if touchpoint.state == DUE and touchpoint.reason in _UNDELIVERED:
        return [Sentence(_UNDELIVERED[touchpoint.reason], {})]
    values: dict[str, Value | Moment] = (
        {"moment": touchpoint.send_at}
        if touchpoint.state == PLANNED
        else {**released, "closes": touchpoint.closes_on}
    )
    text = _STATES[touchpoint.state]
    return [Sentence(text, {name: value for name, value in values.items() if f"%({name})s" in text})]


def _instead(touchpoint: Touchpoint) -> Sentence:
    """Say what comes instead: the detail names it, with its day."""
    name, _, day = (touchpoint.detail or "").rpartition(" ")
    text = _TOGETHER if touchpoint.reason == TOGETHER else _BUDGET
    programme, _, rule = name.partition(".")
    return Sentence(text, {"blocked_on": date.fromisoformat(day), "blocker": Moment(programme, rule)})
