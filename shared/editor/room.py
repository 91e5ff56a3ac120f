"""What a service plugs into the editor: where its questionnaires are, and what it publishes when one changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact
from shared.editor.changing import Definition
from shared.editor.checking import Checked, checked
from shared.editor.needs import NOTHING, Needs
from shared.eventlog.unit import Transactions
from shared.invitation.tables import InvitationTables
from shared.questionnaire.library import Library
from shared.questionnaire.library.tables import LibraryTables
from shared.questionnaire.load import Catalogue
from shared.questionnaire.model import Level


def _nothing(_key: str) -> Needs:
    return NOTHING


@dataclass(frozen=True, kw_only=True)
class Room:
    """The editor of one service. ``levels`` are those that its requests can keep."""

    service: str
    transaction: Transactions
    library: Library
    tables: LibraryTables
    invited: InvitationTables
    levels: Collection[Level]
    # What the plan calls the programme; what a moment asks that names no questionnaire, and how moments are called.
    programme: str
    form: str | None
    moment_words: Callable[[str], str]
    published: type[Fact]
    discarded: type[Fact]
    # Other programmes of the plan in which the same service asks.
    also: Collection[str] = ()
    # What the service has to find in a questionnaire of that key; and what it adds of its own, said to HR.
    needs: Callable[[str], Needs] = _nothing
    comes_along: str | None = None
    # Names of questionnaires under which the service keeps something else.
    reserved: Collection[str] = ()

    @property
    def root(self) -> str:
        """Where the editor stands."""
        return f"/{self.service}/desk/questionnaires"

    def checked(self, definition: Definition, known: Catalogue | None = None) -> Checked:
        """Return what is wrong with a draft."""
        return checked(definition, known or self.library.now(), self.levels, self.needs(definition["key"]))

    def fact(self, kind: type[Fact], key: str, by: UUID | None, **more: int) -> Fact:
        """Return a fact about a questionnaire: who did it, and which; never what it asks."""
        about: dict[str, object] = {"questionnaire": key, "account_id": by, **more}
        return kind(person_id=None, **about)
