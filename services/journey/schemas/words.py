"""What journey says to people: sentences translated, dates written out, codes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from services.journey.domain.rule import Offset, Rule
from services.journey.domain.spell import Spell
from services.journey.domain.why import Moment, Sentence, Value, why
from services.journey.domain.why_not import Absent, sentence
from services.journey.store.lists import Line
from shared.kernel.settings import settings
from shared.web.filters import dateword, daytime, opening
from shared.web.texts import gettext, language, locale, marked, ngettext

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
    "stay": marked("Blijfgesprekken"),
    "exit": marked("Vertrek"),
    "aftercare": marked("Nazorg"),
    "alumni": marked("Oud-collega's"),
    "by_hand": marked("Met de hand gestuurd"),
    "stay.yearly": marked("Jaarlijks blijfgesprek"),
    "stay_form": marked("Formulier bij het blijfgesprek"),
    "conversation:stay": marked("Formulier en gesprek"),
    "exit_form": marked("Exitformulier"),
    "exit_retirement": marked("Exitformulier bij een pensioen"),
    "exit_dismissal": marked("Exitformulier na een ontslag"),
    "exit_later": marked("Vragen een half jaar na het vertrek, aan wie dat goedvond"),
    "invitation": marked("Vraag om in contact te blijven"),
    "exit.invitation": marked("Uitnodiging bij vertrek"),
    "exit.form": marked("Formulier bij vertrek"),
    "exit.afterwards": marked("Vragen na het vertrek"),
    "aftercare.week_2": marked("Nazorg na twee weken"),
    "aftercare.month_2": marked("Nazorg na twee maanden"),
    "aftercare.month_6": marked("Nazorg na een half jaar"),
    "alumni.invitation": marked("Uitnodiging voor oud-collega's"),
    "before_start": marked("Welkom voor de eerste dag"),
    "week_1": marked("Check-in na een week"),
    "back_1": marked("Check-in voor wie terugkwam"),
    "month_1": marked("Check-in na een maand"),
    "month_3": marked("Check-in na drie maanden"),
    "month_6": marked("Check-in na zes maanden"),
    "month_11": marked("Check-in na elf maanden"),
}
PROGRAMMES = {
    "onboarding": marked("Check-ins"),
    "stay": marked("Blijfgesprekken"),
    "exit": marked("Vertrek"),
    "aftercare": marked("Nazorg"),
    "alumni": marked("Oud-collega's"),
}
BECAUSE = {
    "hire_corrected": marked("de eerste werkdag is gecorrigeerd"),
    "changed": marked("de functie, de plaats of de werkdagen zijn veranderd"),
    "absence": marked("een afwezigheid is veranderd"),
    "extended": marked("er is verder vooruit gepland"),
    "replanned": marked("een plan of een instelling is veranderd"),
    "never_started": marked("deze persoon is nooit begonnen"),
    "begun": marked("deze collega is al begonnen"),
    "started_after_all": marked("deze collega is toch begonnen"),
    "switched_off": marked("het plan is uitgezet"),
    "no_date": marked("de dag waarvan het telt is er niet meer of is veranderd"),
    "not_for": marked("het is niet (meer) voor deze persoon bedoeld"),
    "absent": marked("deze collega is afwezig"),
    "after_absence": marked("deze collega is dan afwezig"),
    "budget": marked("er was al een ander moment te dichtbij"),
    "together": marked("het gaat samen met een ander moment"),
    "room": marked("op die dag zou het te veel zijn"),
    "unseen": marked("HR kijkt eerst wat er vertrekt"),
    "seen": marked("HR heeft bekeken wat er vertrekt"),
    "hand_moved": marked("met de hand verzet"),
    "interviewer_full": marked("er was die week geen tijd voor het gesprek"),
    "nobody": marked("er was niemand voor het gesprek"),
    "undone": marked("het is meteen weer teruggenomen"),
    "hired": marked("het dienstverband is opnieuw bekeken"),
    "began": marked("deze collega is begonnen"),
    "leaving": marked("deze collega vertrekt of is vertrokken"),
    "leaving_withdrawn": marked("deze collega blijft toch"),
    "released": marked("het moment was gekomen"),
    "late": marked("we hoorden er pas na die dag van"),
    "outside_window": marked("het was buiten de verzendtijd"),
    "too_late": marked("de dag was te lang voorbij"),
    "died": marked("deze persoon is overleden"),
    "merged": marked("twee dossiers zijn samengevoegd"),
    "unmerged": marked("een samenvoeging is ongedaan gemaakt"),
    "not_in_plan": marked("het plan kent dit moment niet meer"),
    "paused": marked("deze persoon staat op pauze"),
    "resumed": marked("de pauze is voorbij"),
    "taken_back": marked("het overslaan is teruggenomen"),
    "hand_absent": marked("deze collega is afwezig"),
    "hand_spoken": marked("we spraken deze persoon al"),
    "hand_asked": marked("deze persoon vroeg erom"),
    "hand_other": marked("een andere reden"),
    "gone": marked("dit dienstverband is er niet meer"),
    "by_hand": marked("HR veranderde iets met de hand"),
    "interviewer": marked("er is een ander voor het gesprek gezocht"),
    "back": marked("deze collega is terug in dienst"),
}


def explain(line: Line, catch_up_days: int) -> str:
    """Return why a touchpoint is as it is, in plain sentences."""
    zone = line.zone or settings().zone
    sentences = why(line.touchpoint, line.rule, zone=zone, catch_up_days=catch_up_days)
    return " ".join(_said(sentence, zone) for sentence in sentences)


def kind_words(rule: str) -> str:
    """Return a moment or programme in words; a rule of HR's own making by its name."""
    return str(gettext(KINDS[rule])) if rule in KINDS else rule


def moment_words(line: Line) -> str:
    """Return what a moment is called: as HR named it, else as the house does."""
    return named_words(line.rule, line.touchpoint.programme, line.touchpoint.rule)


def named_words(rule: Rule | None, programme: str, name: str) -> str:
    """Return what a moment is called, also where its rule is not known (any more)."""
    return title_words(rule) if rule else kind_words(_known_as(programme, name))


def rule_words(programme: str, rule: str) -> str:
    """Return what a moment is called where its plan is not at hand."""
    return kind_words(_known_as(programme, rule))


def run_words(run: Any) -> str:
    """Return what a preview or a change is about, as a sentence."""
    plan = kind_words(run.programme).lower() if run.programme else ""
    looked = run.kind == "preview"
    if run.body["what"] == "settings":
        said = (
            gettext("Wat andere afspraken zouden veranderen")
            if looked
            else gettext("Andere afspraken voor iedereen")
        )
    elif run.body["what"] == "plan":
        said = (
            gettext("Wat het ontwerp van %(plan)s zou veranderen", plan=plan)
            if looked
            else gettext("Een nieuwe versie van %(plan)s voor iedereen", plan=plan)
        )
    elif run.body["on"]:
        said = (
            gettext("Als %(plan)s aan gaat", plan=plan) if looked else gettext("%(plan)s gaat aan", plan=plan)
        )
    else:
        said = (
            gettext("Als %(plan)s uit gaat", plan=plan) if looked else gettext("%(plan)s gaat uit", plan=plan)
        )
    return opening(str(said))


def title_words(rule: Rule) -> str:
    """Return what a rule is called, in the language that is spoken now."""
    return named(rule.title, rule.programme, rule.name)


def named(title: Mapping[str, str], programme: str, rule: str) -> str:
    """Return what a rule is called: as HR named it, else as the house does, else by its name."""
    return title.get(language()) or title.get("nl") or kind_words(_known_as(programme, rule))


def month_words(day: date) -> str:
    """Return ``maart 2027``."""
    return format_date(day, "MMMM y", locale=locale())


def weekday_words(day: date) -> str:
    """Return ``dinsdag``."""
    return format_date(day, "EEEE", locale=locale())


def _known_as(programme: str, rule: str) -> str:
    return f"{programme}.{rule}" if f"{programme}.{rule}" in KINDS else rule


def programme_words(programme: str) -> str:
    """Return a programme in a word, for where there is room for no more."""
    return str(gettext(PROGRAMMES[programme])) if programme in PROGRAMMES else programme


def why_not_words(absent: Absent) -> str:
    """Return why a rule gave somebody nothing, in a plain sentence."""
    return _said(sentence(absent), settings().zone)


def reasons_of(absent: Sequence[Absent]) -> list[tuple[str, str]]:
    """Return what does not come, with the reason; what has one reason in one plan is said once."""
    titles: dict[tuple[str, str], list[str]] = {}
    for one in absent:
        titles.setdefault((one.rule.programme, why_not_words(one)), []).append(title_words(one.rule))
    return [(", ".join(named), reason) for (_, reason), named in titles.items()]


def facts_of(spell: Spell) -> list[tuple[str, str]]:
    """Return the dates of an employment from which moments are counted, those that are known."""
    dates = {
        gettext("Einde van de proeftijd"): spell.probation_end,
        gettext("Einde van het contract"): spell.contract_end,
        gettext("Opgezegd op"): spell.notice_date,
    }
    return [(str(name), dateword(day, year=True)) for name, day in dates.items() if day]


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(gettext(STATES[state]))


def because_words(reason: str) -> str:
    """Return the reason of a change in words."""
    return str(gettext(BECAUSE[reason])) if reason in BECAUSE else reason


def _said(sentence: Sentence, zone: str) -> str:
    values = {name: _written(value, zone) for name, value in sentence.values.items()}
    return opening(str(gettext(sentence.text, **values)))


def _written(value: Value | Moment, zone: str) -> str:
    if isinstance(value, Offset):
        return offset_words(value)
    if isinstance(value, Moment):
        return rule_words(value.programme, value.rule).lower()
    if isinstance(value, datetime):
        return daytime(value, zone)
    return dateword(value, year=True) if isinstance(value, date) else str(value)


def offset_words(offset: Offset) -> str:
    """Return ``één week``, ``3 maanden``."""
    words = {
        "days": lambda n: ngettext("%(num)s dag", "%(num)s dagen", n),
        "weeks": lambda n: ngettext("%(num)s week", "%(num)s weken", n),
        "months": lambda n: ngettext("%(num)s maand", "%(num)s maanden", n),
        "working_days": lambda n: ngettext("%(num)s werkdag", "%(num)s werkdagen", n),
    }
    return str(words[offset.unit](offset.number))
