"""What a service says about itself to the engine: a handful of functions and words, and no kind to ask about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from shared.db.transaction import Tx
from shared.invitation.model import Invitation
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Text
from shared.questionnaire.privacy import Group
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.values import Answers


def _never_asked_before(_tx: Tx, _invitation: Invitation) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Door:
    """What can be had beside the questions: said in a sentence, on a button, at ``place`` behind the same link."""

    text: Text
    button: Text
    place: str


@dataclass(frozen=True, kw_only=True)
class MoreKept:
    """What a service keeps of somebody beside the answers: what it is, the words themselves, and where to say no."""

    title: Text
    door: Door
    lines: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How one service asks.

    ``group_of`` says where the person belongs now, for results in groups. ``on_submit`` and ``on_decline`` run in the
    transaction that keeps the answers or the refusal: they record facts and change the service's own rows. The words
    after it say what happens next, one text a paragraph. ``earlier`` gives the subjects of what the same person was
    asked before, the latest last: their own words are asked back where a question says so. ``ways`` are the other pages
    behind the same link, each an endpoint and the Dutch words of the way there; ``ways_after`` those that are of use
    only once it is sent or declined. ``on_return`` is there where a refusal can be taken back; ``promise`` where the
    questionnaire says itself who reads what. ``on_take_back`` runs where answers are taken back; ``more_kept`` says
    what is kept beside them.
    """

    service: str
    transaction: Callable[[], AbstractContextManager[Tx]]
    tables: QuestionnaireTables
    catalogue: Catalogue
    group_of: Callable[[Tx, Invitation], Group]
    on_submit: Callable[[Tx, Invitation, Answers], None]
    on_decline: Callable[[Tx, Invitation], None]
    thanks: Callable[[Invitation], Sequence[Text]]
    declined: Callable[[Invitation], Sequence[Text]]
    earlier: Callable[[Tx, Invitation], Sequence[UUID]] = _never_asked_before
    ways: Sequence[tuple[str, str]] = ()
    ways_after: Sequence[tuple[str, str]] = ()
    beside: Callable[[Invitation], Door | None] | None = None
    on_return: Callable[[Tx, Invitation], None] | None = None
    promise: Callable[[Invitation], Text | None] | None = None
    on_take_back: Callable[[Tx, Invitation], None] | None = None
    more_kept: Callable[[Invitation], MoreKept | None] | None = None
