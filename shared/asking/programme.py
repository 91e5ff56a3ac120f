"""What a service says about itself to the life of a request: names, facts, tables, questions. No kind to ask about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.asking.errors import MomentUnknown
from shared.asking.model import Colleague
from shared.asking.policy import Policy
from shared.asking.tables import AskingTables
from shared.contracts.base import Fact
from shared.contracts.journey import TouchpointDue
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Questionnaire


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts that a programme publishes of each request."""

    opened: type[Fact]
    answered: type[Fact]
    declined: type[Fact]
    reminded: type[Fact]
    closed: type[Fact]


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One programme that asks.

    ``service`` is its schema, role, path and the folder of its letters; ``code`` what the plan calls it; ``subject``
    what one request is called, in the table, in the keys of letters and in facts. ``form`` is the questionnaire of
    every moment that names none; without it, the moment has a questionnaire of its own name.
    """

    service: str
    code: str
    subject: str
    tables: AskingTables
    facts: Facts
    policy: Policy
    catalogue: Callable[[], Catalogue]
    form: str | None = None
    # Other programmes of the plan that the same service asks in the same way.
    also: tuple[str, ...] = ()
    # Which questionnaire takes the place of another for whom: key and colleague in, key out.
    fits: Callable[[str, Colleague], str] | None = None
    # Questionnaires whose letters are written in a tone of their own: ``<service>/invitation_<tone>``.
    tones: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Return the programmes of the plan that this one answers to."""
        return frozenset({self.code, *self.also})

    @property
    def letters(self) -> frozenset[str]:
        """Return the templates of the letters that it sends."""
        asked = {one.key for one in self.catalogue()}
        return frozenset(self.template(name, key) for name in ("invitation", "reminder") for key in asked)

    def template(self, name: str, questionnaire: str) -> str:
        """Return the template of a letter about a questionnaire."""
        tone = self.tones.get(questionnaire)
        return f"{self.service}/{name}_{tone}" if tone else f"{self.service}/{name}"

    def why_not(self, who: Colleague) -> str | None:
        """Return why this colleague is not asked (any more), or None."""
        return who.why_not(self.policy.asked_in)

    def fitting(self, questionnaire: Questionnaire, who: Colleague) -> Questionnaire:
        """Return the questions that fit this colleague, where others than those of the moment do."""
        key = self.fits(questionnaire.key, who) if self.fits else questionnaire.key
        return questionnaire if key == questionnaire.key else self.catalogue().latest(key)

    def questionnaire(self, due: TouchpointDue) -> Questionnaire:
        """Return the newest questions for a moment that is due; raise MomentUnknown where there are none."""
        key = due.ask or self.form or due.rule
        if key not in self.catalogue():
            named = f", and none called {due.ask!r}" if due.ask else ""
            raise MomentUnknown(f"{self.service} has no questions for the moment {due.rule!r}{named}")
        return self.catalogue().latest(key)

    def fact(self, kind: type[Fact], request: Any) -> Fact:
        """Return a fact about ``request`` (the row, or the request as it begins)."""
        about: dict[str, Any] = {
            f"{self.subject}_id": request.id,
            "touchpoint_id": request.touchpoint_id,
            "moment": request.moment,
        }
        return kind(person_id=request.person_id, **about)
