"""What exit interviews say to HR: codes in words."""

from __future__ import annotations

from services.exit_interviews import domain
from shared.web.texts import gettext, marked

KINDS = {
    "resignation": marked("eigen opzegging"),
    "dismissal": marked("ontslag"),
    "end_of_contract": marked("einde van het contract"),
    "retirement": marked("pensioen"),
    "mutual_agreement": marked("in onderling overleg"),
}
STATES = {domain.OPEN: marked("loopt"), domain.CLOSED: marked("gesloten")}
REASONS = {
    domain.WITHDRAWN: marked("Gesloten: deze collega blijft."),
    domain.NEVER_STARTED: marked("Gesloten: deze collega is niet begonnen."),
    domain.DIED: marked("Gesloten: deze collega is overleden. Er gaat geen brief meer uit."),
    domain.GONE: marked("Gesloten: dit dienstverband bestaat niet meer."),
    domain.OVER: marked("Gesloten: alles is gedaan."),
    "forgotten": marked("Gesloten: de gegevens van deze collega zijn gewist."),
}


def kind_words(kind: str) -> str:
    """Return a kind of leaving in words."""
    return str(gettext(KINDS[kind]))


def state_words(state: str) -> str:
    """Return the state of a case in words."""
    return str(gettext(STATES[state]))


def reason_words(reason: str | None) -> str:
    """Return why a case is closed, empty where it is not."""
    return str(gettext(REASONS[reason])) if reason else ""
