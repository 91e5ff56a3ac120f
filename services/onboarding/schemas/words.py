"""What onboarding says to HR: codes in words."""

from __future__ import annotations

from typing import Any

from shared.web.texts import gettext, marked

MOMENTS = {
    "week_1": marked("Na een week"),
    "month_1": marked("Na een maand"),
    "month_3": marked("Na drie maanden"),
    "month_6": marked("Na zes maanden"),
    "month_11": marked("Na elf maanden"),
}
STATES = {
    "open": marked("wacht op antwoord"),
    "answered": marked("beantwoord"),
    "declined": marked("liever niet"),
    "closed": marked("gesloten"),
}
TONES = {"open": "care", "answered": "good"}
REASONS = {
    "expired": marked("De tijd was om; er kwam geen antwoord."),
    "leaving": marked("Gesloten, omdat deze collega vertrekt."),
    "died": marked("Gesloten, omdat deze collega is overleden."),
    "forgotten": marked("Gesloten, omdat de gegevens van deze collega zijn gewist."),
    "merged": marked("Gesloten, omdat deze persoon is samengevoegd met een ander dossier."),
}
OTHER_REASON = marked("Gesloten, omdat het moment is vervallen.")
DELIVERY = {
    None: marked("De brief is onderweg."),
    "sent": marked("De brief is verstuurd."),
    "no_address": marked("Geen mailadres: de brief kon niet weg. Vul bij deze collega een mailadres in."),
    "suppressed": marked(
        "Naar dit mailadres sturen we niets meer. Bij Brieven staat waarom, en hoe je dat herstelt."
    ),
    "refused": marked("De mailserver weigerde de brief."),
}
NOT_DELIVERED = marked("De brief kon niet worden bezorgd.")


def moment_words(moment: str) -> str:
    """Return a moment in words; a moment of HR's own making by its name."""
    return str(gettext(MOMENTS[moment])) if moment in MOMENTS else moment


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(gettext(STATES[state]))


def how_it_ended(row: Any) -> str:
    """Return why a check-in is closed, empty where it is not."""
    return str(gettext(REASONS.get(row.reason, OTHER_REASON))) if row.reason else ""


def delivery_words(row: Any) -> str:
    """Return what became of the letter."""
    return str(gettext(DELIVERY.get(row.delivery, NOT_DELIVERED)))
