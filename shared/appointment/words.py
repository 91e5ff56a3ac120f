"""What pages about conversations say, and what a service adds to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.db.transaction import Tx
from shared.questionnaire.asking import Door
from shared.questionnaire.model import Text
from shared.web.texts import gettext, marked

WAYS = {
    "place": marked("op een plaats"),
    "video": marked("met beeld"),
    "phone": marked("per telefoon"),
}
STATES = {
    "offered": marked("moment nog te kiezen"),
    "booked": marked("afgesproken"),
    "held": marked("geweest"),
    "declined": marked("liever niet"),
    "closed": marked("komt er niet"),
}
TONES = {"offered": "care", "booked": "good"}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a service says to the person: what it is for, who hears what, and what one may like to talk about.

    ``themes_hint`` says what the other knows beforehand, where it is not only what is ticked. ``more`` are the doors
    that a service adds by how the conversation stands, such as the note.
    """

    lead: Text
    confidential: Text
    themes: Mapping[str, Text] = field(default_factory=dict)
    themes_hint: Text | None = None
    more: Callable[[Tx, Any], Sequence[Door]] = lambda _tx, _talk: ()


@dataclass(frozen=True, kw_only=True)
class Face:
    """What a service says to the interviewer. ``guide`` is a template of its own, shown on the page of a conversation.

    ``after`` is one that is shown above it once the conversation has begun. ``context`` is what both need.
    """

    heading: str
    lead: str
    themes: Mapping[str, Text] = field(default_factory=dict)
    guide: str | None = None
    after: str | None = None
    context: Callable[[Tx, Any], Mapping[str, Any]] = lambda _tx, _talk: {}


def way_words(way: str | None) -> str:
    """Return how one meets."""
    return str(gettext(WAYS[way])) if way else ""


def state_words(state: str) -> str:
    """Return how a conversation stands."""
    return str(gettext(STATES[state]))
