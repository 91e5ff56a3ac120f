"""What journey says to people: sentences translated, dates written out, codes in words."""

from __future__ import annotations

from datetime import date, datetime

from services.journey.domain.plan import Offset
from services.journey.domain.why import Sentence, Value, why
from services.journey.policy import POLICY
from services.journey.store.lists import Line
from shared.kernel.settings import settings
from shared.web.filters import dateword, daytime
from shared.web.texts import gettext, marked, ngettext

STATES = {
    "planned": marked("gepland"),
    "due": marked("wacht op antwoord"),
    "answered": marked("beantwoord"),
    "declined": marked("liever niet"),
    "expired": marked("geen antwoord"),
    "cancelled": marked("vervallen"),
    "skipped": marked("overgeslagen"),
}
TONES = {"due": "care", "answered": "good"}
KINDS = {
    "onboarding": marked("Check-ins in het eerste jaar"),
    "week_1": marked("Check-in na een week"),
    "month_1": marked("Check-in na een maand"),
    "month_3": marked("Check-in na drie maanden"),
    "month_6": marked("Check-in na zes maanden"),
    "month_11": marked("Check-in na elf maanden"),
}
BECAUSE = {
    "hire_corrected": marked("de eerste werkdag is gecorrigeerd"),
    "changed": marked("de plaats of de werkdagen zijn veranderd"),
    "hired": marked("het dienstverband is opnieuw bekeken"),
    "leaving": marked("deze collega vertrekt"),
    "leaving_withdrawn": marked("deze collega blijft toch"),
    "released": marked("het moment was gekomen"),
    "late": marked("we hoorden er pas na die dag van"),
    "outside_window": marked("het was buiten de verzendtijd"),
    "too_late": marked("de dag was te lang voorbij"),
    "died": marked("deze collega is overleden"),
    "merged": marked("twee dossiers zijn samengevoegd"),
    "unmerged": marked("een samenvoeging is ongedaan gemaakt"),
    "not_in_plan": marked("het plan kent dit moment niet meer"),
    "paused": marked("deze collega staat op pauze"),
    "resumed": marked("de pauze is voorbij"),
    "taken_back": marked("het overslaan is teruggenomen"),
    "hand_absent": marked("deze collega is afwezig"),
    "hand_spoken": marked("we spraken deze collega al"),
    "hand_asked": marked("deze collega vroeg erom"),
    "hand_other": marked("een andere reden"),
    "gone": marked("dit dienstverband is er niet meer"),
}


def explain(line: Line) -> str:
    """Return why a touchpoint is as it is, in plain sentences."""
    zone = line.zone or settings().zone
    sentences = why(line.touchpoint, line.after, zone=zone, catch_up_days=POLICY.catch_up_days)
    return " ".join(_said(sentence, zone) for sentence in sentences)


def kind_words(rule: str) -> str:
    """Return a moment or programme in words; a rule of HR's own making by its name."""
    return str(gettext(KINDS[rule])) if rule in KINDS else rule


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(gettext(STATES[state]))


def because_words(reason: str) -> str:
    """Return the reason of a change in words."""
    return str(gettext(BECAUSE[reason])) if reason in BECAUSE else reason


def _said(sentence: Sentence, zone: str) -> str:
    values = {name: _written(value, zone) for name, value in sentence.values.items()}
    words = str(gettext(sentence.text, **values))
    return words[:1].upper() + words[1:]


def _written(value: Value, zone: str) -> str:
    if isinstance(value, Offset):
        return offset_words(value)
    if isinstance(value, datetime):
        return daytime(value, zone)
    return dateword(value, year=True) if isinstance(value, date) else str(value)


def offset_words(offset: Offset) -> str:
    """Return ``één week``, ``3 maanden``."""
    words = {
        "days": lambda n: ngettext("%(num)s dag", "%(num)s dagen", n),
        "weeks": lambda n: ngettext("%(num)s week", "%(num)s weken", n),
        "months": lambda n: ngettext("%(num)s maand", "%(num)s maanden", n),
    }
    return str(words[offset.unit](offset.number))
