"""What a service may say about answers that leave to become figures: which do not yet, and what goes beside texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.db.transaction import Tx
from shared.disclosure.model import Circle
from shared.questionnaire.sealing import Content

# Which answers of a sheet do not leave on a day, or never do.
Held = Callable[[Content, date], Collection[str]]


def nothing_held(_content: Content, _today: date) -> Collection[str]:
    """Say that all answers may leave."""
    return ()


@dataclass(frozen=True)
class Written:
    """A text that leaves: its id among the released, its circle, and the whole sheet that it was on, with its seal."""

    words_id: UUID
    circle: Circle[UUID]
    seal: bytes | None
    content: Content


# What a service does with texts at the moment at which they leave: of which question of which questionnaire.
Leaving = Callable[[Tx, str, str, Sequence[Written]], None]
