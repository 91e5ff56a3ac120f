"""What a service says about its conversations: names, facts, tables, numbers. No kind to ask about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from shared.appointment.model import Window
from shared.appointment.tables import TalkTables
from shared.asking.model import WORKING
from shared.contracts.base import Fact
from shared.db.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class TalkFacts:
    """The facts that a service publishes of each conversation."""

    offered: type[Fact]
    booked: type[Fact]
    moved: type[Fact]
    cancelled: type[Fact]
    declined: type[Fact]
    held: type[Fact]
    closed: type[Fact]


@dataclass(frozen=True, kw_only=True)
class Talks:
    """The conversations of one service.

    ``code`` is the programme of the plan, by which interviewers are chosen; ``subject`` what a conversation belongs
    to, as in ``interview`` or ``case``: facts name it so.
    """

    service: str
    code: str
    subject: str
    tables: TalkTables
    facts: TalkFacts
    minutes: int = 60
    # In which states of an employment people talk; with who is in another, what is open ends.
    held_in: Collection[str] = WORKING
    # So long before it begins one can still pick a time.
    lead: timedelta = timedelta(hours=16)
    # Where it has to be looked for anew there are at least so many days for it, whatever the window was.
    again_days: int = 14
    # In which days to look anew, where the service has a window of its own: the interviewer dropped out, or the days
    # went by without a time. None: there are no more days for it.
    again: Callable[[Tx, Any], Window | None] | None = None
    # Who of these accounts holds it by the service's own rules, and how soon each is proposed (lowest first); for
    # others the person may ask. None: everybody alike.
    ranks: Callable[[Tx, Any, Collection[UUID]], Mapping[UUID, int]] | None = None
    # For which reasons the service itself tells the person that there is no conversation any more.
    tells: Collection[str] = ()
    # What the service does of its own when something is booked (not when it is moved).
    on_booked: Callable[[Tx, Any], None] | None = None
    opens: time = time(8)
    closes: time = time(18)

    def fact(self, kind: type[Fact], talk: Any) -> Fact:
        """Return a fact about a conversation."""
        about: dict[str, Any] = {
            "talk_id": talk.id,
            f"{self.subject}_id": talk.subject_id,
            "touchpoint_id": talk.touchpoint_id,
        }
        return kind(person_id=talk.person_id, **about)

    def desk(self, talk_id: UUID) -> str:
        """Return where the interviewer finds it."""
        return f"/{self.service}/desk/talks/{talk_id}"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A conversation that somebody may have: about what, with whom, in which days of theirs."""

    subject_id: UUID
    person_id: UUID
    spell_id: UUID
    moment: str
    first_day: date
    last_day: date
    touchpoint_id: UUID | None = None
    # Whom the plan has for it; None: we look for somebody.
    account_id: UUID | None = None
    # On the last day not after this time.
    last_until: time | None = None
    # How it may be held; empty is any way.
    ways: Collection[str] = ()
    minutes: int | None = None
