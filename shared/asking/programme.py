"""What a service says about itself to the life of a request: names, facts, tables, questions. No kind to ask about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.asking.errors import MomentUnknown
from shared.asking.model import Colleague
from shared.asking.outgoing import Held, Leaving
from shared.asking.policy import Policy
from shared.asking.tables import AskingTables
from shared.contracts.base import Fact
from shared.contracts.journey import TouchpointDue
from shared.db.transaction import Tx
from shared.questionnaire.asking import Door
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Questionnaire

# What a moment asks that is a conversation; it comes with the form of the programme.
CONVERSATION = "conversation:"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts that a programme publishes of each request."""

    opened: type[Fact]
    answered: type[Fact]
    declined: type[Fact]
    reminded: type[Fact]
    closed: type[Fact]


@dataclass(frozen=True, kw_only=True)
class OwnLetters:
    """Letters that speak in a way of their own, of a moment or about a questionnaire; and where they go.

    ``address`` is as the letterbox says it.
    """

    moment: str | None = None
    questionnaire: str | None = None
    invitation: str = "invitation"
    reminder: str = "reminder"
    address: str = "any"


_USUAL = OwnLetters()


def _all_may(_question: str) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Companion:
    """What goes along with the questions and can be had instead of them or as well, such as a conversation.

    ``opened`` hears of each request that begins, with its moment and its person, and returns what the letter says of it
    more: by request, plain words and sealed ones. ``declined`` hears that the person would rather not. ``door`` says
    what leads to it from the pages of the questions, and under which name behind the link.
    """

    opened: Callable[[Tx, Sequence[tuple[TouchpointDue, Any, Colleague]]], Mapping[UUID, Along]]
    declined: Callable[[Tx, UUID], None]
    door: Callable[[Tx, UUID], Door | None]


@dataclass(frozen=True, kw_only=True)
class Along:
    """What a letter says more: plain, and sealed."""

    params: Mapping[str, Any]
    secrets: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One programme that asks.

    ``service`` is its schema, role, path and the folder of its letters; ``code`` what the plan calls it; ``subject``
    what one request is called, in the table, in the keys of letters and in facts. ``form`` is the questionnaire of
    every moment that names none; without it, the moment has a questionnaire of its own name. ``own_letters`` are those
    that are written in another way than the rest.
    """

    service: str
    code: str
    subject: str
    tables: AskingTables
    facts: Facts
    policy: Policy
    catalogue: Callable[[], Catalogue]
    form: str | None = None
    own_letters: tuple[OwnLetters, ...] = ()
    companion: Companion | None = None
    # Other programmes of the plan that the same service asks in the same way.
    also: tuple[str, ...] = ()
    # Which questionnaire takes the place of another for whom: key and colleague in, key out.
    fits: Callable[[str, Colleague], str] | None = None
    # What says of a questionnaire which answers of a sheet do not become figures on a day; without it all may.
    holding: Callable[[str], Held] | None = None
    # What hears of texts at the moment at which they leave, in the same commit.
    leaving: Leaving | None = None
    # Which questions never become figures, by key: what is said by name, or about the answers themselves.
    never_figures: Callable[[str], bool] = _all_may
    # Questionnaires that are about one person only, by name: they never become figures.
    practical: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """Return the programmes of the plan that this one answers to."""
        return frozenset({self.code, *self.also})

    @property
    def letters(self) -> frozenset[str]:
        """Return the templates of the letters that it sends."""
        sets = (_USUAL, *self.own_letters)
        return frozenset(self.template(name) for one in sets for name in (one.invitation, one.reminder))

    def template(self, name: str) -> str:
        """Return the template of a letter of its own."""
        return f"{self.service}/{name}"

    def letters_of(self, moment: str, questionnaire: str) -> OwnLetters:
        """Return which letters are written about a questionnaire at a moment."""
        mine = (one for one in self.own_letters if moment == one.moment or questionnaire == one.questionnaire)
        return next(mine, _USUAL)

    def why_not(self, who: Colleague) -> str | None:
        """Return why this colleague is not asked (any more), or None."""
        return who.why_not(self.policy.asked_in)

    def fitting(self, questionnaire: Questionnaire, who: Colleague, known: Catalogue) -> Questionnaire:
        """Return the questions among ``known`` that fit this colleague, where others than those of the moment do."""
        key = self.fits(questionnaire.key, who) if self.fits else questionnaire.key
        return questionnaire if key == questionnaire.key else known.latest(key)

    def questionnaire(self, due: TouchpointDue, known: Catalogue | None = None) -> Questionnaire:
        """Return the newest questions for a moment that is due; raise MomentUnknown where there are none.

        ``known`` are the questionnaires that there are now, where somebody has many moments.
        """
        known = known or self.catalogue().now()
        asked = None if (due.ask or "").startswith(CONVERSATION) else due.ask
        key = asked or self.form or due.rule
        if key not in known:
            named = f", and none called {due.ask!r}" if due.ask else ""
            raise MomentUnknown(f"{self.service} has no questions for the moment {due.rule!r}{named}")
        return known.latest(key)

    def fact(self, kind: type[Fact], request: Any) -> Fact:
        """Return a fact about ``request`` (the row, or the request as it begins)."""
        about: dict[str, Any] = {
            f"{self.subject}_id": request.id,
            "touchpoint_id": request.touchpoint_id,
            "moment": request.moment,
        }
        return kind(person_id=request.person_id, **about)
