"""What a service says about itself to the life of a request: names, facts, tables, questions. No kind to ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.asking.errors import MomentUnknown
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

    @property
    def letters(self) -> frozenset[str]:
        """Return the templates of the letters that it sends."""
        return frozenset({self.template("invitation"), self.template("reminder")})

    def template(self, name: str) -> str:
        """Return the template of a letter."""
        return f"{self.service}/{name}"

    def questionnaire(self, due: TouchpointDue, known: Catalogue | None = None) -> Questionnaire:
        """Return the newest questions for a moment that is due; raise MomentUnknown where there are none.

        ``known`` are the questionnaires that there are now, where somebody has many moments.
        """
        known = known or self.catalogue().now()
        key = due.ask or self.form or due.rule
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
