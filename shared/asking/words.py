"""What a service that asks says to HR: codes in words, and the texts in which the services differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.kernel.errors import NotFound
from shared.web.filters import daytime
from shared.web.texts import gettext, marked

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
    "never_started": marked("Gesloten, omdat deze collega niet is begonnen."),
    "stays": marked("Gesloten, omdat deze collega blijft."),
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
# What HR sends by hand has no moment of the plan.
BY_HAND = {"by_hand": marked("Met de hand gestuurd")}
NOT_DELIVERED = marked("De brief kon niet worden bezorgd.")


@dataclass(frozen=True, kw_only=True)
class Face:
    """How a programme looks at the desk. Its texts are the service's own msgids; ``one`` has a place for a name.

    ``place`` is where one request stands under ``/<service>/desk``, ``unknown`` what is said where there is none.
    """

    place: str
    heading: str
    lead: str
    latest: str
    one: str
    none_fits: str
    when_first: str
    moments: Mapping[str, str]
    unknown: type[NotFound]

    def moment_words(self, moment: str) -> str:
        """Return a moment in words; a moment of HR's own making by its name."""
        known = {**BY_HAND, **self.moments}.get(moment)
        return str(gettext(known)) if known else moment


def state_words(state: str) -> str:
    """Return a state in words."""
    return str(gettext(STATES[state]))


def how_it_ended(row: Any) -> str:
    """Return why a request is closed, empty where it is not."""
    return str(gettext(REASONS.get(row.reason, OTHER_REASON))) if row.reason else ""


def delivery_words(row: Any) -> str:
    """Return what became of the letter."""
    return str(gettext(DELIVERY.get(row.delivery, NOT_DELIVERED)))


def reminder_words(row: Any) -> str:
    """Return when the next reminder goes; as long as the invitation has not left, there is no day to name."""
    if row.invited_at is None:
        return str(gettext("een paar werkdagen nadat de brief is verstuurd, als er dan nog geen antwoord is"))
    moment = daytime(row.remind_at)
    return str(gettext("gaat op %(moment)s, als er dan nog geen antwoord is", moment=moment))
