"""What the pages of themes stand in: whose questionnaires, which tables, who asks."""

from __future__ import annotations

from dataclasses import dataclass

from shared.asking.programme import Programme
from shared.disclosure.model import rule_in_force
from shared.eventlog.unit import Transactions
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Question, Questionnaire
from shared.results.model import WORDS, family, questions_of
from shared.themes.errors import QuestionnaireUnknown
from shared.themes.tables import ThemeTables
from shared.web.texts import language


@dataclass(frozen=True, kw_only=True)
class Room:
    """One service that asks, with themes."""

    programme: Programme
    tables: ThemeTables
    transaction: Transactions

    @property
    def root(self) -> str:
        """Return where the pages are."""
        return f"/{self.programme.service}/desk/themes"

    @property
    def results(self) -> str:
        """Return where the other results are."""
        return f"/{self.programme.service}/desk/results"

    @property
    def least(self) -> int:
        """Return from how many people words may be read."""
        return rule_in_force().words

    def questionnaires(self) -> dict[str, Questionnaire]:
        """Return the newest version of each questionnaire that asks for words."""
        known = self.programme.catalogue().now()
        newest = {one.key: one for one in sorted(known, key=lambda one: one.version)}
        return {
            key: one
            for key, one in newest.items()
            if key not in self.programme.practical and _questions(known, key)
        }

    def questions(self, key: str) -> dict[str, Question]:
        """Return the questions of a questionnaire that are answered in words, of all its versions."""
        return _questions(self.programme.catalogue(), key)

    def title(self, key: str) -> str:
        """Return the title of a questionnaire; raise where there is none that asks for words."""
        known = self.programme.catalogue().now()
        if key not in known or key in self.programme.practical:
            raise QuestionnaireUnknown
        return known.latest(key).title.said(language())


def _questions(known: Catalogue, key: str) -> dict[str, Question]:
    versions = [one for one in known if one.key == key]
    return {name: one for name, one in questions_of(versions).items() if family(one) == WORDS}
