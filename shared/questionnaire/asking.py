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


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How one service asks.

    ``group_of`` says where the person belongs now, for results in groups. ``on_submit`` and ``on_decline`` run in the
    transaction that keeps the answers or the refusal: they record facts and change the service's own rows. The words
    after it say what happens next, one text a paragraph. ``on_return`` is there where a refusal can be taken back;
    ``promise`` where the questionnaire says itself who reads what, instead of its level.
    """

    service: str
    transaction: Callable[[], AbstractContextManager[Tx]]
    tables: QuestionnaireTables
    catalogue: Catalogue
    group_of: Callable[[Tx, Invitation], Group]
    on_submit: Callable[[Tx, Invitation, Answers, UUID], None]
    on_decline: Callable[[Tx, Invitation], None]
    thanks: Callable[[Invitation], Sequence[Text]]
    declined: Callable[[Invitation], Sequence[Text]]
    on_return: Callable[[Tx, Invitation], None] | None = None
    promise: Callable[[Invitation], Text | None] | None = None
