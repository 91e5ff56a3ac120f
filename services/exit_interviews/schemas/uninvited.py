"""Why somebody was not invited, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.exit_interviews.domain import uninvited as domain
from services.exit_interviews.schemas.words import delivery_words
from shared.web.filters import dateword
from shared.web.texts import gettext, marked

WHYS: Mapping[str, str] = {
    domain.TO_TELL: marked("HR heeft nog niet bevestigd dat het gesprek over het ontslag is geweest."),
    domain.PLANNED: marked("De uitnodiging staat klaar voor %(day)s."),
    domain.PAUSED: marked("Deze collega staat op pauze: er gaan geen brieven."),
    domain.BY_HAND: marked("HR sloeg de uitnodiging met de hand over."),
    domain.SWITCHED_OFF: marked("Het plan voor wie vertrekt staat uit, of kent dit moment niet meer."),
    domain.LATE: marked("We hoorden te laat van dit vertrek; het moment was al voorbij."),
    domain.NOT_MEANT: marked("Het plan is niet voor deze collega bedoeld."),
    domain.DUE: marked("Het moment is er; de uitnodiging gaat zo uit."),
    domain.DROPPED: marked("Het moment is vervallen. Bij Momenten staat waarom."),
    domain.NOTHING: marked(
        "In het plan staat niets voor deze collega. Kijk bij Plannen of het plan voor vertrek aanstaat."
    ),
}


def why_words(why: str, row: Any) -> str:
    """Return why, as a sentence."""
    if why == domain.UNDELIVERED:
        return delivery_words(row.delivery)
    return str(gettext(WHYS[why], day=dateword(row.due_date) if row.due_date else ""))
