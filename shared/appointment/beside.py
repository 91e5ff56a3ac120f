"""A conversation beside a form: what the form's letter and its pages say of it, and what a no to the form means."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from shared.appointment import actions
from shared.appointment.diaries import diaries
from shared.appointment.model import BOOKED, CLOSED, HELD, OFFERED
from shared.appointment.programme import Talks
from shared.asking.programme import Along
from shared.db.transaction import Tx
from shared.questionnaire.asking import Door
from shared.questionnaire.model import Text

PLACE = "talk"
_HAVE_ONE = Text(
    nl="Je hebt ook een gesprek afgesproken.",
    en="You have arranged a conversation as well.",
    fr="Vous avez aussi convenu d’un entretien.",
)
_HAD_ONE = Text(
    nl="Je gesprek is geweest.", en="You have had your conversation.", fr="Votre entretien a eu lieu."
)
_PICK = Text(
    nl="Kies een moment voor een gesprek", en="Pick a time to talk", fr="Choisir un moment pour parler"
)
_LOOK = Text(nl="Naar je gesprek", en="To your conversation", fr="Vers votre entretien")


def along(tx: Tx, talks: Collection[Any]) -> dict[UUID, Along]:
    """Return what a letter about the form says of each of these conversations."""
    if not talks:
        return {}
    day = tx.now.date()
    known = diaries(tx, day, day, only={talk.account_id for talk in talks if talk.account_id})
    names = {key: one.name for key, one in known.items()}
    return {
        talk.id: Along(
            params={"talk_minutes": talk.minutes}, secrets={"interviewer": names.get(talk.account_id, "")}
        )
        for talk in talks
    }


def declined(tx: Tx, talks: Talks, talk: Any | None) -> None:
    """Who would rather not, would rather not talk either; a conversation that is booked stands by itself."""
    if talk is not None and talk.state == OFFERED:
        actions.decline(tx, talks, talk.id)


def door(talk: Any | None, invites: Text) -> Door | None:
    """Return what leads to the conversation from the pages of the form; ``invites`` is where a time can be picked."""
    if talk is None or talk.state == CLOSED:
        return None
    words = {BOOKED: _HAVE_ONE, HELD: _HAD_ONE}.get(talk.state)
    return Door(text=words or invites, button=_LOOK if words else _PICK, place=PLACE)
